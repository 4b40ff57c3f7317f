import type { CustomerEvent } from "./event.ts";
import { foldEvent } from "./fold.ts";
import { emptyProfile, type Profile } from "./profile.ts";

/**
 * The part of a profile that events alone decide. Journeys, contacts and `dueAt` also depend on the rules of the day on
 * which each event came in, which nobody keeps.
 */
export const figureNames = [
  "traits",
  "traitsAt",
  "consents",
  "suppressions",
  "orders",
  "products",
  "engagement",
] as const satisfies readonly (keyof Profile)[];
export type FigureName = (typeof figureNames)[number];

const silentKinds: ReadonlySet<CustomerEvent["kind"]> = new Set([
  "message-released",
  "message-dropped",
  "message-opened",
  "order-delivered",
  "product-viewed",
  "custom",
]);

/** False for events that leave every figure as it is: a recomputation need not hold them in memory. */
export const changesFigures = (event: CustomerEvent): boolean => !silentKinds.has(event.kind);

const byTime = (a: CustomerEvent, b: CustomerEvent): number =>
  a.occurredAt - b.occurredAt || a.receivedAt - b.receivedAt || (a.eventId < b.eventId ? -1 : 1);

/** The profile that these events make, folded in the order in which they happened. */
export const recomputed = (customerId: string, events: readonly CustomerEvent[]): Profile =>
  events.toSorted(byTime).reduce(foldEvent, emptyProfile(customerId));
