import { rankOfTier, type Tier, tiers } from "../../../../lambdas/domain/tier.ts";
import type { ShopReport } from "./report.ts";

type Movement = ShopReport["tiers"];
export type Move = Movement["moves"][number];

/** Customers of the sample who stand higher, lower, or where they stood. */
export const directionsOf = (moves: readonly Move[]) => {
  const sum = (isMeant: (step: number) => boolean): number =>
    moves
      .filter(({ from, to }) => isMeant(rankOfTier(to) - rankOfTier(from)))
      .reduce((all, { customers }) => all + customers, 0);
  return { up: sum((step) => step > 0), down: sum((step) => step < 0), stayed: sum((step) => step === 0) };
};

export interface MovementRow {
  readonly from: Tier;
  readonly customers: number;
  /** By the tier of today. */
  readonly to: Readonly<Partial<Record<Tier, number>>>;
}

/** A row for each tier in which somebody was, the best first. */
export const movementRows = (moves: readonly Move[]): readonly MovementRow[] =>
  tiers.flatMap((from) => {
    const left = moves.filter((move) => move.from === from);
    const customers = left.reduce((sum, move) => sum + move.customers, 0);
    const to = Object.fromEntries(left.map((move) => [move.to, move.customers]));
    return customers === 0 ? [] : [{ from, customers, to }];
  });

/** The tiers in which somebody is today, the best first. */
export const tiersReached = (moves: readonly Move[]): readonly Tier[] =>
  tiers.filter((tier) => moves.some(({ to }) => to === tier));

/** Who changed tier, the most first. */
export const largestMoves = (moves: readonly Move[]): readonly Move[] =>
  moves.filter(({ from, to }) => from !== to).toSorted((a, b) => b.customers - a.customers);
