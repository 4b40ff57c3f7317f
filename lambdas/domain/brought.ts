import type { Coupon } from "./coupon.ts";
import type { Segment } from "./predicate.ts";
import type { Snapshot } from "./rules.ts";

/** What a ready-made campaign needs and brings along. */
export interface Brings {
  readonly coupons: readonly Coupon[];
  readonly segments: readonly Segment[];
}

const withMore = <Kept extends { readonly id: string }>(
  known: readonly Kept[] = [],
  more: readonly Kept[],
): readonly Kept[] => {
  const all = new Map([...more, ...known].map((one) => [one.id, one]));
  return [...all.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
};

/** The snapshot with what was brought. A shop's own coupon or segment of that id stays as the shop made it. */
export const withBrought = <Any extends Pick<Snapshot, "coupons" | "segments">>(snapshot: Any, brings: Brings): Any => {
  const coupons = withMore(snapshot.coupons, brings.coupons);
  const segments = withMore(snapshot.segments, brings.segments);
  return { ...snapshot, ...(coupons.length > 0 && { coupons }), ...(segments.length > 0 && { segments }) };
};
