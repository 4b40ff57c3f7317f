import { sinksTo } from "./alive.ts";
import { ownGapMs } from "./cadence.ts";
import type { FigureRules } from "./figure.ts";
import type { FigureId } from "./predicate.ts";
import type { OrderFigures } from "./profile.ts";
import type { Range } from "./range.ts";

/** Figures that change as somebody stays silent, at a pace of their own. */
export const silenceFigures = ["orders.silentGaps", "orders.aliveProbability"] as const satisfies readonly FigureId[];
export type SilenceFigure = (typeof silenceFigures)[number];

export const isSilenceFigure = (figure: FigureId): figure is SilenceFigure =>
  silenceFigures.some((one) => one === figure);

/** Epoch milliseconds; `until` is the first instant after it. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** In silence such a figure goes one way, so it lies within bounds during one span. Nothing where it is unknown. */
export const silenceSpan = (
  { figure, atLeast, atMost }: Range & { readonly figure: SilenceFigure },
  orders: OrderFigures,
  { figures, learned }: Pick<FigureRules, "figures" | "learned">,
): Span | undefined => {
  const { lastAt } = orders;
  if (lastAt === undefined || orders.firstAt === undefined || orders.count < 1) return undefined;
  const [always, never] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (figure === "orders.aliveProbability") {
    const model = learned.customers;
    if (model === undefined) return undefined;
    return {
      from: atMost === undefined ? always : sinksTo(model, orders, atMost, { below: false }),
      until: atLeast === undefined ? never : sinksTo(model, orders, atLeast, { below: true }),
    };
  }
  const gapMs = ownGapMs(orders, figures);
  if (gapMs === undefined) return undefined;
  return {
    from: atLeast === undefined ? always : lastAt + Math.round(atLeast * gapMs),
    until: atMost === undefined ? never : lastAt + Math.round(atMost * gapMs) + 1,
  };
};
