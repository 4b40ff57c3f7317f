import type { Advance } from "../domain/advance.ts";
import type { Rules } from "../domain/rules.ts";
import type { Outbox } from "../store/customer-store.ts";

/** The outbox of a write that decided or counted something; nothing for every other write, so that no stream reader wakes. */
export const outboxFor = (
  q: Pick<Advance, "reservations" | "looks" | "actions" | "gaps" | "redeemed" | "answers" | "counted">,
  now: number,
  rules: Rules,
): { readonly outbox?: Outbox } => {
  const { reservations, looks, actions, gaps, redeemed, answers, counted } = q;
  const isDecided = reservations.length + looks.length + actions.length > 0;
  const parts = { ...(gaps && { gaps }), ...(redeemed && { redeemed }), ...(answers && { answers }) };
  const told = { ...parts, ...(counted && { counted }) };
  if (!isDecided && Object.keys(told).length === 0) return {};
  return { outbox: { at: now, day: rules.dayOf(now), reservations, looks, actions, ...told } };
};
