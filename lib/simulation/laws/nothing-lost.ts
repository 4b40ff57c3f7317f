import type { Message, MessageStatus } from "../../../lambdas/domain/message.ts";
import { doubtReasons } from "../../../lambdas/domain/settlement.ts";
import { profileOfItem } from "../../../lambdas/store/customer-item.ts";
import { isGivenUp, type Submitted } from "../facts.ts";
import type { AtRest, Law } from "./law.ts";

const ends: ReadonlySet<MessageStatus> = new Set([
  ...(["held-out", "accepted", "delivered", "bounced", "complained"] as const),
  ...(["failed", "expired", "withdrawn", "parked"] as const),
]);
/** What a message may say of itself that a provider has. */
const mayBeAccepted: ReadonlySet<MessageStatus> = new Set(["accepted", "delivered", "bounced", "complained", "parked"]);
const saysAccepted: ReadonlySet<MessageStatus> = new Set(["accepted", "delivered", "bounced", "complained"]);

const messagesIn = ({ tables, names }: AtRest): ReadonlyMap<string, Message> =>
  new Map((tables.items(names.messages) as unknown as Message[]).map((message) => [message.messageKey, message]));

const everyReservationEnds = (end: AtRest): readonly string[] => {
  const messages = messagesIn(end);
  const keys = new Set([...end.facts.decided.values()].map(({ reservation }) => reservation.messageKey));
  return [...keys].flatMap((key) => {
    const message = messages.get(key);
    if (message === undefined) return [`reservation ${key} has no message`];
    return ends.has(message.status)
      ? []
      : [`message ${key} ended ${message.status} (${message.reason ?? "no reason"})`];
  });
};

/** A person said of this very attempt that it failed, or sent it again, and the message says so. */
const wasGivenUp = (call: Submitted, { facts }: AtRest, messages: ReadonlyMap<string, Message>): boolean =>
  messages.get(call.messageKey)?.decision !== undefined && isGivenUp(call, facts);

const everyAcceptanceIsKnown = (end: AtRest): readonly string[] => {
  const messages = messagesIn(end);
  const calls = end.facts.submitted.filter((each) => each.accepted === true);
  const accepted = new Set(calls.map(({ messageKey }) => messageKey));
  const mustBeKnown = new Set(calls.flatMap((call) => (wasGivenUp(call, end, messages) ? [] : [call.messageKey])));
  return [
    ...[...mustBeKnown].flatMap((key) => {
      const status = messages.get(key)?.status;
      return status !== undefined && mayBeAccepted.has(status)
        ? []
        : [`message ${key} was accepted and says ${status}`];
    }),
    ...[...messages.values()].flatMap(({ messageKey, status, reason }) =>
      saysAccepted.has(status) && !accepted.has(messageKey) && reason !== doubtReasons.acceptedByPerson
        ? [`message ${messageKey} says ${status} and was not accepted`]
        : [],
    ),
  ];
};

interface StoredEvent {
  readonly customerId: string;
  readonly kind: string;
  readonly orderId?: string;
  readonly amount?: number;
}

interface Ordered {
  readonly amounts: ReadonlyMap<string, number>;
  readonly cancelled: ReadonlySet<string>;
}

const orderedBy = (events: readonly StoredEvent[], customerId: string): Ordered => {
  const own = events.filter((event) => event.customerId === customerId);
  const placed = own.filter(({ kind }) => kind === "order-placed");
  const cancelled = own.filter(({ kind }) => kind === "order-cancelled");
  return {
    amounts: new Map(placed.map(({ orderId = "", amount = 0 }) => [orderId, amount])),
    cancelled: new Set(cancelled.map(({ orderId = "" }) => orderId)),
  };
};

/**
 * Each stored order was folded once: counted from the events alone. A cancellation of this shop names no amount, and takes an
 * order out only when it comes after it, which the events alone do not tell.
 */
const everyOrderIsFolded = ({ tables, names }: AtRest): readonly string[] => {
  const events = tables.items(names.events) as unknown as StoredEvent[];
  return tables.items(names.customers).flatMap((item) => {
    const { customerId, orders } = profileOfItem(item);
    const { amounts, cancelled } = orderedBy(events, customerId);
    const revenue = [...amounts.values()].reduce((sum, amount) => sum + amount, 0);
    const least = amounts.size - [...cancelled].filter((orderId) => amounts.has(orderId)).length;
    const isCounted = orders.count >= least && orders.count <= amounts.size;
    return isCounted && Math.abs(orders.revenue - revenue) < 0.005
      ? []
      : [
          `${customerId} ordered ${amounts.size} times for ${revenue}, the profile says ${orders.count} for ${orders.revenue}`,
        ];
  });
};

const everyPromiseIsKept = ({ facts, tables, names }: AtRest): readonly string[] => {
  const stored = new Set((tables.items(names.events) as unknown as StoredEvent[]).map(({ orderId }) => orderId));
  return [...facts.promised].flatMap((orderId) =>
    stored.has(orderId) ? [] : [`order ${orderId} was answered with success and is not stored`],
  );
};

/** A click is an event of its own id, however often it was told of. */
const everyClickIsFolded = ({ tables, names }: AtRest): readonly string[] => {
  const events = tables.items(names.events) as unknown as StoredEvent[];
  return tables.items(names.customers).flatMap((item) => {
    const { customerId, engagement } = profileOfItem(item);
    const clicks = events.filter((event) => event.customerId === customerId && event.kind === "message-clicked").length;
    const folded = Object.values(engagement).reduce((sum, { clicked }) => sum + clicked, 0);
    return folded === clicks ? [] : [`${customerId} clicked ${clicks} times, the profile says ${folded}`];
  });
};

/** What arrived later (a bounce, a complaint) may stand above a delivery, but nothing may forget it. */
const noDeliveryIsForgotten = (end: AtRest): readonly string[] =>
  [...messagesIn(end).values()].flatMap(({ messageKey, channel, status }) =>
    channel === "email" && end.facts.delivered.has(messageKey) && !/^(delivered|bounced|complained)$/.test(status)
      ? [`message ${messageKey} was delivered and says ${status}`]
      : [],
  );

/** A throttled message is late, never lost. */
const nobodyFailsByThrottling = (end: AtRest): readonly string[] =>
  [...messagesIn(end).values()].flatMap(({ messageKey, status, reason }) =>
    status === "failed" && /throttl|too ?many|quota|rate/i.test(reason ?? "")
      ? [`message ${messageKey} failed because of ${reason}`]
      : [],
  );

const nobodyIsLeftDue = ({ tables, names, now, facts }: AtRest): readonly string[] =>
  facts.snapshot().paused
    ? []
    : tables.items(names.customers).flatMap((item) => {
        const { customerId, dueAt } = profileOfItem(item);
        return dueAt !== undefined && dueAt <= now
          ? [`${customerId} is still due since ${new Date(dueAt).toISOString()}`]
          : [];
      });

/** Law 5. */
export const nothingLost: Law = {
  name: "nothing-lost",
  atRest: (end) => [
    ...everyReservationEnds(end),
    ...everyAcceptanceIsKnown(end),
    ...everyOrderIsFolded(end),
    ...everyPromiseIsKept(end),
    ...everyClickIsFolded(end),
    ...noDeliveryIsForgotten(end),
    ...end.facts.leaps,
    ...nobodyFailsByThrottling(end),
    ...nobodyIsLeftDue(end),
  ],
};
