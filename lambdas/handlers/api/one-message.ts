import { messageMark } from "../../domain/held-coupon.ts";
import type { Message } from "../../domain/message.ts";
import { type MessageMoment, momentsOf } from "../../domain/message-moment.ts";
import { decisionsOpen, undecided } from "../../domain/person-decision.ts";
import type { Profile } from "../../domain/profile.ts";
import { smsCountryOf } from "../../domain/sms-country.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createCustomerStore } from "../../store/customer-store.ts";
import { createEventStore, type EventStore } from "../../store/event-store.ts";
import { eventKeyOf } from "../../store/keys.ts";
import type { MessageStore } from "../../store/message-store.ts";
import { refuse } from "./answer.ts";
import { messageListContract } from "./contract/message-list.ts";
import type { ContractApp } from "./contract-app.ts";
import { shownInList } from "./message-list.ts";

/** Events of a customer after the message's own beginning, among which are those that name it. */
const eventsMost = 300;
const eventsAtOnce = 100;

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNothing = (at: number | undefined) => (at === undefined ? undefined : iso(at));

const shownMoment = ({ at, ...moment }: MessageMoment) => ({ at: iso(at), ...moment });

const shownMessage = (message: Message, now: number) => ({
  ...shownInList(message),
  occurrence: message.occurrence,
  attempt: message.attempt,
  sendBy: iso(message.sendBy),
  timeZone: message.timeZone,
  evidenceUntil: message.status === "in-doubt" ? isoOrNothing(message.leaseUntil) : undefined,
  open: undecided.some((status) => status === message.status) ? decisionsOpen(message, now) : [],
});

/** The code that went with the message, as far as the customer still holds it. */
const couponOf = ({ couponId, messageKey }: Message, { coupons = [] }: Profile) => {
  if (couponId === undefined) return undefined;
  const held = coupons.find((one) => one.messages?.includes(messageMark(messageKey)) === true);
  return { couponId, code: held?.code, expiresAt: isoOrNothing(held?.expiresAt) };
};

/** No address: the country of a number says all that the words depend on. */
const fillingOf = (message: Message, profile: Profile) => {
  const { firstName, language } = profile.traits;
  const { count, lastAt } = profile.orders;
  return {
    language,
    timeZone: message.timeZone,
    at: iso(message.submittedAt ?? message.reservedAt),
    firstName: firstName?.slice(0, 100),
    country: smsCountryOf(profile.traits),
    orders: { count, lastAt: isoOrNothing(lastAt) },
    details: message.details,
    coupon: couponOf(message, profile),
  };
};

const eventsSince = async (events: EventStore, { customerId, reservedAt }: Message) => {
  const found = [];
  // No event has this key; the table reads on from where it would stand.
  let cursor: Parameters<EventStore["list"]>[0]["cursor"] = {
    customerId,
    eventKey: eventKeyOf({ occurredAt: reservedAt, eventId: "" }),
  };
  do {
    const page: Awaited<ReturnType<EventStore["list"]>> = await events.list({
      customerId,
      limit: eventsAtOnce,
      ...(cursor !== undefined && { cursor }),
    });
    found.push(...page.events);
    cursor = page.cursor;
  } while (cursor !== undefined && found.length < eventsMost);
  return found;
};

export interface OneMessageTools {
  readonly runtime: Runtime;
  readonly messages: MessageStore;
}

/** One message, what became of it so far, and what its words are filled with. */
export const addOneMessage = (app: ContractApp, { runtime, messages }: OneMessageTools): ContractApp => {
  const customers = createCustomerStore(runtime);
  const events = createEventStore(runtime);
  return app.openapi(messageListContract.get, async (context) => {
    const { customerId, messageKey } = context.req.valid("param");
    const message = await messages.get(customerId, messageKey, { consistent: true });
    if (message === undefined)
      return refuse(context, 404, [{ where: "path", problem: "names a message that is not known" }]);
    const [profile, told] = await Promise.all([customers.loadOne(customerId), eventsSince(events, message)]);
    const shown = shownMessage(message, runtime.clock.now());
    const moments = momentsOf(message, told).map(shownMoment);
    const filling = profile === undefined ? {} : { filling: fillingOf(message, profile) };
    return context.json({ message: shown, moments, ...filling }, 200);
  });
};
