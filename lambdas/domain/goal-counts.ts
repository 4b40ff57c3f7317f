import type { Counts } from "./funnel-counts.ts";
import type { GoalWindow } from "./goal-window.ts";

/** The treated and the held-out customers of a campaign, whose difference is its effect. */
export const arms = ["treated", "heldOut"] as const;
export type Arm = (typeof arms)[number];

/**
 * Sums over the windows of one arm. Money is in whole cents; `spent` is what a customer had spent before the window,
 * `revenue` what within it. `spentSquares`, `revenueSquares` and `products` (of the two) are for the spread of the
 * revenue and for taking out of it what the customers' past explains.
 */
export const armSums = [
  "customers",
  "converted",
  "orders",
  "revenue",
  "spent",
  "spentSquares",
  "revenueSquares",
  "products",
] as const;
export type ArmSum = (typeof armSums)[number];
export type ArmSums = Readonly<Record<ArmSum, number>>;

const prefixOf = ({ heldOut, variant }: Pick<GoalWindow, "heldOut" | "variant">): string =>
  `${heldOut ? "heldOut" : "treated"}${variant === undefined ? "" : `/${variant}`}:`;

/**
 * Sums of products outgrow what a number holds exactly, so each is counted in two: in millions of millions, and the rest.
 * Both add up exactly, whatever the order.
 */
const large = 1_000_000_000_000n;
const largeNumber = Number(large);
const largeMark = "e12";
/** More than this is counted as this: ten thousand million in the shop's currency. */
const centsMax = 1e12;

const bounded = (value: number): number => Math.max(-centsMax, Math.min(centsMax, value));

interface SplitName {
  readonly rest: string;
  readonly large: string;
}

/** Adds a × b − c × d, of whole numbers. What a number holds exactly is reckoned as one; nearly all is. */
const addProduct = (
  counts: Record<string, number>,
  names: SplitName,
  [a, b, c = 0, d = 0]: readonly [number, number, number?, number?],
): void => {
  const value = a * b - c * d;
  const isExact = Math.abs(a * b) <= Number.MAX_SAFE_INTEGER && Math.abs(c * d) <= Number.MAX_SAFE_INTEGER;
  if (isExact && Number.isSafeInteger(value)) {
    const rest = value % largeNumber;
    counts[names.rest] = rest + 0;
    counts[names.large] = (value - rest) / largeNumber;
    return;
  }
  const exact = BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d);
  counts[names.rest] = Number(exact % large);
  counts[names.large] = Number(exact / large);
};

const splitName = (name: string): SplitName => ({ rest: name, large: `${name}${largeMark}` });

const namesUnder = (prefix: string) => ({
  customers: `${prefix}customers`,
  spent: `${prefix}spent`,
  converted: `${prefix}converted`,
  orders: `${prefix}orders`,
  revenue: `${prefix}revenue`,
  spentSquares: splitName(`${prefix}spentSquares`),
  revenueSquares: splitName(`${prefix}revenueSquares`),
  products: splitName(`${prefix}products`),
});

/** Put together once: a name that is built anew is a text that must be hashed and compared anew. */
const plainNames = { treated: namesUnder("treated:"), heldOut: namesUnder("heldOut:") };

const namesOf = (window: Pick<GoalWindow, "heldOut" | "variant">): ReturnType<typeof namesUnder> => {
  if (window.variant !== undefined) return namesUnder(prefixOf(window));
  return window.heldOut ? plainNames.heldOut : plainNames.treated;
};

/** A window begins: the customer belongs to its arm, with the past they have. */
export const openedCounts = (window: Pick<GoalWindow, "heldOut" | "variant" | "spentCents">): Counts => {
  const names = namesOf(window);
  const spent = bounded(window.spentCents);
  const counts: Record<string, number> = {};
  counts[names.customers] = 1;
  counts[names.spent] = window.spentCents;
  addProduct(counts, names.spentSquares, [spent, spent]);
  return counts;
};

/** What a window's change adds. */
export const changedCounts = (before: GoalWindow, after: GoalWindow): Counts => {
  const names = namesOf(after);
  const spent = bounded(after.spentCents);
  const [from, to] = [bounded(before.revenueCents), bounded(after.revenueCents)];
  const counts: Record<string, number> = {};
  counts[names.converted] = Number(after.converted) - Number(before.converted);
  counts[names.orders] = after.orders - before.orders;
  counts[names.revenue] = after.revenueCents - before.revenueCents;
  addProduct(counts, names.revenueSquares, [to, to, from, from]);
  addProduct(counts, names.products, [spent, to - from]);
  return counts;
};

const nothing = Object.fromEntries(armSums.map((name) => [name, 0])) as ArmSums;

/** What counters say of the arms: in all, and by variant where there are any (`variant` absent: not through a split). */
export interface Groups {
  readonly treated: ArmSums;
  readonly heldOut: ArmSums;
  readonly variants: readonly { readonly arm: Arm; readonly variant: string; readonly sums: ArmSums }[];
}

interface Read {
  readonly arm: Arm;
  readonly variant: string | undefined;
  readonly sum: ArmSum;
  readonly value: number;
}

const read = (name: string, by: number): readonly Read[] => {
  const match = /^(treated|heldOut)(?:\/(.*))?:([A-Za-z]+)(e12)?$/.exec(name);
  const sum = armSums.find((one) => one === match?.[3]);
  if (match === null || sum === undefined) return [];
  const value = match[4] === undefined ? by : by * Number(large);
  return [{ arm: match[1] as Arm, variant: match[2], sum, value }];
};

const summed = (parts: readonly Read[]): ArmSums => {
  const sums = { ...nothing } as Record<ArmSum, number>;
  for (const { sum, value } of parts) sums[sum] += value;
  return sums;
};

export const groupsOf = (counts: Counts): Groups => {
  const parts = Object.entries(counts).flatMap(([name, by]) => read(name, by));
  const of = (arm: Arm): readonly Read[] => parts.filter((part) => part.arm === arm);
  const variants = arms.flatMap((arm) => {
    const names = new Set(of(arm).flatMap(({ variant }) => (variant === undefined ? [] : [variant])));
    return [...names]
      .sort()
      .map((variant) => ({ arm, variant, sums: summed(of(arm).filter((part) => part.variant === variant)) }));
  });
  return { treated: summed(of("treated")), heldOut: summed(of("heldOut")), variants };
};

export interface Conversion {
  readonly heldOut: boolean;
  readonly variant?: string;
}

/** In which arms a goal was reached, of what one write of one customer counts for a campaign. */
export const conversionsIn = (counts: Counts): readonly Conversion[] =>
  Object.entries(counts)
    .flatMap(([name, by]) => read(name, by))
    .filter(({ sum, value }) => sum === "converted" && value > 0)
    .map(({ arm, variant }) => ({ heldOut: arm === "heldOut", ...(variant !== undefined && { variant }) }));
