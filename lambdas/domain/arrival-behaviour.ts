import { hasOneOrder, toldBy } from "./arrival-orders.ts";
import type { AttributeValue, CustomerEvent } from "./event.ts";
import { keptOf } from "./fold-attributes.ts";
import { casesKept, closedCasesKept, devicesKept } from "./limits.ts";
import type { ClosedCase, Device, OpenCase, Profile } from "./profile.ts";

/*
 * What the order of arrival may change in what a customer did. Visits, activities, favourites, answers and the chosen
 * frequency are counts, maxima and tops of sorted lists: nothing. Of the others a stored value that some order explains is
 * no difference.
 */
type Kind = CustomerEvent["kind"];
type Of<One extends Kind> = Extract<CustomerEvent, { kind: One }>;

const isKind =
  <One extends Kind>(kind: One) =>
  (event: CustomerEvent): event is Of<One> =>
    event.kind === kind;

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const newest = (told: readonly { readonly occurredAt: number }[]): number =>
  told.reduce((latest, { occurredAt }) => Math.max(latest, occurredAt), 0);

/** The attribute that an answer is kept under. */
const answerOf = (event: CustomerEvent): readonly [name: string, value: AttributeValue] | undefined => {
  if (event.kind === "churn-reason-told") return ["churnReason", event.reason];
  return event.kind === "survey-answered" ? [`${event.measure}Score`, event.score] : undefined;
};

/**
 * The newest statement overrides whatever is there; of a name it does not mention any earlier one may stand. The newest
 * answer overrides on its arrival, and may be overridden by a statement that comes later.
 */
export const attributeExplained = (name: string, stored: unknown, events: readonly CustomerEvent[]): boolean => {
  const statements = events.filter(isKind("identified"));
  const latest = newest(statements);
  const about = statements.filter(({ attributes }) => Object.hasOwn(keptOf(attributes ?? {}), name));
  const last = about.filter(({ occurredAt }) => occurredAt === latest);
  const stated = (last.length > 0 ? last : about).map(({ attributes = {} }) => keptOf(attributes)[name]);
  const answers = events.filter((event) => answerOf(event)?.[0] === name);
  const answered = answers
    .filter(({ occurredAt }) => occurredAt === newest(answers))
    .map((event) => answerOf(event)?.[1]);
  return [...stated, ...answered].some((value) => isSame(value, stored));
};

/** A cancellation makes the order before it the last one: whether that emptied the cart depends on who came first. */
export const cartExplained = ({ cart, cartEmptiedAt }: Profile, events: readonly CustomerEvent[]): boolean => {
  if (hasOneOrder(toldBy(events))) return false;
  const told = events.filter(isKind("cart-updated"));
  const isTold = (at: number | undefined, items: number): boolean =>
    at === undefined || told.some((event) => event.occurredAt === at && event.items === items);
  return isTold(cart?.at, cart?.items ?? 0) && isTold(cartEmptiedAt, 0);
};

/** With more cases than are remembered, which of them are is a matter of who came when. */
export const casesExplained = (
  {
    cases = [],
    closedCases = [],
  }: { readonly cases?: readonly OpenCase[]; readonly closedCases?: readonly ClosedCase[] },
  events: readonly CustomerEvent[],
): boolean => {
  const opened = events.filter(isKind("case-opened"));
  const closed = events.filter(isKind("case-closed"));
  const all = new Set([...opened, ...closed].map(({ caseId }) => caseId));
  if (all.size <= Math.min(casesKept, closedCasesKept)) return false;
  const isTold = (told: readonly (Of<"case-opened"> | Of<"case-closed">)[], { caseId, at }: ClosedCase): boolean =>
    told.some((event) => event.caseId === caseId && event.occurredAt === at);
  return cases.every((one) => isTold(opened, one)) && closedCases.every((one) => isTold(closed, one));
};

/** That a device was removed is remembered nowhere: told of before its registration, it stays until it is found dead. */
export const devicesExplained = (stored: readonly Device[], events: readonly CustomerEvent[]): boolean => {
  const registered = events.filter(isKind("device-registered"));
  const removed = events.filter(isKind("device-removed"));
  const endpoints = new Set(registered.map(({ endpoint }) => endpoint));
  const isTold = ({ endpoint, at }: Device): boolean =>
    registered.some((event) => event.endpoint === endpoint && event.occurredAt === at);
  const mustBeThere = (endpoint: string): boolean => {
    const about = <Told extends { readonly endpoint: string }>(told: readonly Told[]) =>
      told.filter((event) => event.endpoint === endpoint);
    return newest(about(registered)) > newest(about(removed));
  };
  const isMissing = (endpoint: string): boolean =>
    mustBeThere(endpoint) && !stored.some((device) => device.endpoint === endpoint);
  return stored.every(isTold) && (endpoints.size > devicesKept || ![...endpoints].some(isMissing));
};
