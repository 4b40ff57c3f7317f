import type { StepOf } from "./campaign.ts";
import { bucketCount, bucketOf } from "./hold-out.ts";

/** How a split that adapts divides its customers, from a Monday of the shop's on: a week's shares stand still. */
export interface SharesFrom {
  /** `YYYY-MM-DD`. */
  readonly from: string;
  /** By the name of the way; of any sum. */
  readonly shares: Readonly<Record<string, number>>;
}

type Split = Pick<StepOf<"split">, "ways" | "adapts">;
type Way = StepOf<"split">["ways"][number];

const fits = ({ ways }: Split, { shares }: SharesFrom): boolean =>
  Object.keys(shares).length === ways.length && ways.every(({ name }) => (shares[name] ?? 0) > 0);

/** The ways with the shares of a day: what the step says, until a split that adapts has learned of these very ways. */
export const waysOn = (split: Split, learned: readonly SharesFrom[] | undefined, day: string): readonly Way[] => {
  const latest = split.adapts === true ? learned?.findLast(({ from }) => from <= day) : undefined;
  if (latest === undefined || !fits(split, latest)) return split.ways;
  return split.ways.map((way) => ({ ...way, share: latest.shares[way.name] ?? way.share }));
};

/** Where one customer goes: by the hash of customer and salt, so always the same way while the shares are the same. */
export const wayOf = (ways: readonly Way[], customerId: string, salt: string): Way | undefined => {
  const total = ways.reduce((sum, { share }) => sum + share, 0);
  let left = (bucketOf(customerId, salt) / bucketCount) * total;
  return ways.find(({ share }) => {
    left -= share;
    return left < 0;
  });
};
