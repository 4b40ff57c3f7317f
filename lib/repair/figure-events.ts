import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { changesFigures } from "../../lambdas/domain/recompute.ts";
import type { Cursor } from "../../lambdas/store/customer-store.ts";
import type { EventStore } from "../../lambdas/store/event-store.ts";

const eventsPerPage = 500;

/** The events that figures are made of, and when the newest of all arrived. */
export const readFigureEvents = async (store: Pick<EventStore, "list">, customerId: string) => {
  const events: CustomerEvent[] = [];
  let newestReceivedAt: number | undefined;
  let cursor: Cursor | undefined;
  do {
    const page = await store.list({ customerId, limit: eventsPerPage, ...(cursor !== undefined && { cursor }) });
    for (const event of page.events) {
      newestReceivedAt = Math.max(newestReceivedAt ?? event.receivedAt, event.receivedAt);
      if (changesFigures(event)) events.push(event);
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return { events, newestReceivedAt };
};
