import type { CustomerEvent } from "./event.ts";

/**
 * The name by which triggers, waits and predicates speak of an event: its kind, or the shop's own name. Nothing for what is
 * no doing of the customer's or of the shop's about them: what messages and statements report.
 */
export const nameOfEvent = (event: CustomerEvent): string | undefined => {
  if (event.kind === "custom") return event.name;
  return named.has(event.kind) ? event.kind : undefined;
};

/** Names a campaign may wait for, besides the shop's own. */
export const eventNames = [
  "order-created",
  "order-placed",
  "order-cancelled",
  "order-shipped",
  "shipment-moved",
  "order-delivered",
  "visited",
  "product-viewed",
  "product-favourited",
  "cart-updated",
  "review-posted",
  "case-opened",
  "case-acknowledged",
  "case-result-told",
  "case-closed",
  "task-closed",
  "survey-answered",
  "churn-reason-told",
  "message-clicked",
  "message-opened",
] as const satisfies readonly CustomerEvent["kind"][];

const named: ReadonlySet<string> = new Set(eventNames);

/**
 * What a profile remembers one by one, for counts within a window. Orders and visits have figures of their own, and each
 * entry is paid for at every decision.
 */
export const isRemembered = ({ kind }: CustomerEvent): boolean => isRememberedKind(kind);
export const isRememberedKind = (kind: string): boolean => remembered.has(kind);

const remembered: ReadonlySet<string> = new Set([
  "product-viewed",
  "product-favourited",
  "cart-updated",
  "review-posted",
  "survey-answered",
  "message-clicked",
  "custom",
] satisfies readonly CustomerEvent["kind"][]);

/** Whether a count of events of that name within a window can be told from a profile. */
export const isCounted = (name: string): boolean => name === "order-placed" || remembered.has(name) || !named.has(name);

/** By what activities of one name are told apart: the category of a product, else the thing itself. */
export const keyOfActivity = (event: CustomerEvent): string | undefined => {
  switch (event.kind) {
    case "product-viewed":
    case "product-favourited":
      return event.category ?? event.productId;
    case "case-opened":
    case "case-acknowledged":
    case "case-result-told":
    case "case-closed":
      return event.subject;
    case "task-closed":
      return event.task;
    case "message-clicked":
    case "message-opened":
      return event.message.channel;
    default:
      return undefined;
  }
};

/** The value of a field of an event as triggers read it: our own fields, or the shop's properties; dots go deeper. */
export const fieldOfEvent = (event: CustomerEvent, path: string): unknown => {
  const root: unknown = event.kind === "custom" ? event.properties : event;
  return path.split(".").reduce<unknown>((value, part) => {
    if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, part));
    return valuesAt(value, part)[0];
  }, root);
};

const valuesAt = (value: unknown, part: string): readonly unknown[] =>
  typeof value === "object" && value !== null && Object.hasOwn(value, part) ? [Reflect.get(value, part)] : [];
