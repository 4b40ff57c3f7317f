import type { EventMatch, FieldTest } from "./campaign.ts";
import type { CustomerEvent } from "./event.ts";
import { fieldOfEvent, nameOfEvent } from "./event-name.ts";

/** Whether an event is one of those meant; `occurrence` is that of the journey it would change. */
export const isMatch = (event: CustomerEvent, match: EventMatch, occurrence?: string): boolean =>
  nameOfEvent(event) === match.event &&
  (match.where ?? []).every((test) => passes(event, test)) &&
  (match.occurrenceField === undefined || String(fieldOfEvent(event, match.occurrenceField)) === occurrence);

const passes = (event: CustomerEvent, { field, is, atLeast, atMost, exists }: FieldTest): boolean => {
  const found = fieldOfEvent(event, field);
  const values: readonly unknown[] = Array.isArray(found)
    ? found
    : found === undefined || found === null
      ? []
      : [found];
  if (exists !== undefined) return values.length > 0 === exists;
  return values.some(
    (value) =>
      (is === undefined || is.some((one) => one === value)) &&
      (atLeast === undefined || (typeof value === "number" && value >= atLeast)) &&
      (atMost === undefined || (typeof value === "number" && value <= atMost)),
  );
};
