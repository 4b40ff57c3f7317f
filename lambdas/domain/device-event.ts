import type { CustomerEvent } from "./event.ts";
import { fingerprint } from "./fingerprint.ts";

/**
 * A device left a customer: its endpoint is disabled, or another customer signed in on it. Each report is an event of its
 * own, because the same device may be registered and lost again.
 */
export const deviceRemoved = (q: {
  readonly customerId: string;
  readonly endpoint: string;
  /** Epoch milliseconds. */
  readonly at: number;
}): CustomerEvent => ({
  customerId: q.customerId,
  eventId: `device-removed-${fingerprint(q.endpoint)}`,
  occurredAt: q.at,
  receivedAt: q.at,
  kind: "device-removed",
  endpoint: q.endpoint,
});
