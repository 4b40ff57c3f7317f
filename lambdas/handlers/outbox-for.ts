import type { Advance } from "../domain/advance.ts";
import type { Rules } from "../domain/rules.ts";
import type { Outbox } from "../store/customer-store.ts";

/** The outbox of a write that decided or counted something; nothing for every other write, so that no stream reader wakes. */
export const outboxFor = (
  { reservations, looks, actions, gaps }: Pick<Advance, "reservations" | "looks" | "actions" | "gaps">,
  now: number,
  rules: Rules,
): { readonly outbox?: Outbox } =>
  reservations.length + looks.length + actions.length === 0 && gaps === undefined
    ? {}
    : { outbox: { at: now, day: rules.dayOf(now), reservations, looks, actions, ...(gaps && { gaps }) } };
