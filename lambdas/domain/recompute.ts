import type { CustomerEvent } from "./event.ts";
import { foldEvent } from "./fold.ts";
import { emptyProfile, type Profile } from "./profile.ts";

/**
 * The part of a profile that events alone decide. Journeys, contacts, coupons, marks and `dueAt` also depend on the rules of
 * the day on which each event came in, which nobody keeps.
 */
export const figureNames = [
  "traits",
  "traitsAt",
  "consents",
  "suppressions",
  "orders",
  "products",
  "attributes",
  "answeredAt",
  "categories",
  "favourites",
  "visits",
  "activities",
  "cart",
  "cartEmptiedAt",
  "devices",
  "frequency",
  "frequencyFreedAt",
  "cases",
  "closedCases",
  "engagement",
] as const satisfies readonly (keyof Profile)[];
export type FigureName = (typeof figureNames)[number];

/** Figures that tell of one thing: one cannot be put right without the other. */
export const figurePairs: readonly (readonly [FigureName, FigureName])[] = [
  ["attributes", "answeredAt"],
  ["cart", "cartEmptiedAt"],
  ["frequency", "frequencyFreedAt"],
  ["cases", "closedCases"],
];

const silentKinds: ReadonlySet<CustomerEvent["kind"]> = new Set([
  "message-released",
  "message-dropped",
  "message-proved",
  "order-created",
  "order-shipped",
  "shipment-moved",
  "order-delivered",
  "coupon-issued",
  "case-acknowledged",
  "case-result-told",
  "task-closed",
]);

/** False for events that leave every figure as it is: a recomputation need not hold them in memory. */
export const changesFigures = (event: CustomerEvent): boolean => !silentKinds.has(event.kind);

const byTime = (a: CustomerEvent, b: CustomerEvent): number =>
  a.occurredAt - b.occurredAt || a.receivedAt - b.receivedAt || (a.eventId < b.eventId ? -1 : 1);

/** The profile that these events make, folded in the order in which they happened, by the shop's time zone. */
export const recomputed = (customerId: string, events: readonly CustomerEvent[], shopZone: string): Profile =>
  events.toSorted(byTime).reduce((profile, event) => foldEvent(profile, event, shopZone), emptyProfile(customerId));
