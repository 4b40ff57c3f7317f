import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import type { SplitShown } from "./data.ts";
import { inPoints } from "./lift-over-time.tsx";
import { waysWords } from "./ways-words.ts";

type Compared = SplitShown["pairs"][number]["compared"];
type Interval = NonNullable<Compared["conversion"]>;

/** With its sign, because a difference may go either way. */
const signed = (value: number, shown: string): string => (value > 0 ? `+${shown}` : shown);

/** A comparison in words: its estimates in their ranges, and what may be said of it. */
export const useCompared = () => {
  const say = useWords(waysWords);
  const { count, amount } = useFormat();
  const range = ({ estimate, low, high }: Interval, one: (value: number) => string, all: (shown: string) => string) =>
    say("range", { value: all(one(estimate)), low: one(low), high: one(high) });
  const weeks = ({ weeksToGo }: Compared): string | undefined =>
    weeksToGo === undefined ? undefined : say("toGo", { count: weeksToGo });
  const withWeeks = (first: string, compared: Compared): string => {
    const second = weeks(compared);
    return second === undefined ? first : say("joined", { first, second });
  };
  return {
    conversion: (compared: Compared): string => {
      if (compared.kind === "nobody") return say("nobody");
      if (compared.conversion === undefined) return withWeeks(say("notEnough"), compared);
      const points = (share: number): string => signed(share, count(inPoints(share)));
      return range(compared.conversion, points, (value) => say("points", { value }));
    },
    revenue: ({ revenue }: Compared): string =>
      revenue === undefined
        ? "–"
        : range(
            revenue,
            (value) => signed(value, amount(value)),
            (shown) => shown,
          ),
    /** `winner`: says who is better, given whether the difference is above zero. */
    verdict: (compared: Compared, winner: (isAbove: boolean) => string): string => {
      const { conversion } = compared;
      if (conversion === undefined) return "–";
      if (conversion.low > 0 || conversion.high < 0) return winner(conversion.low > 0);
      return withWeeks(say("open"), compared);
    },
  };
};
