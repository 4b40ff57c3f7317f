import type { ChannelSender, OutgoingMessage } from "../../channels/channel-sender.ts";
import type { Channel } from "../../domain/channel.ts";
import type { CouponClaim } from "../../domain/coupon-claim.ts";
import {
  type Ending,
  endingAfterDoubt,
  endingOfClearance,
  endingOfFault,
  endingOfOutcome,
  eventsAgain,
  noCoupon,
  renderFailed,
} from "../../domain/ending.ts";
import { type Clearance, historyOf, type Message, type Outcome, type Reservation } from "../../domain/message.ts";
import { recheck } from "../../domain/recheck.ts";
import type { Rules } from "../../domain/rules.ts";
import { doubtBefore, leaseUntil } from "../../domain/settlement.ts";
import type { Clock } from "../../shared/clock.ts";
import type { CustomerStore } from "../../store/customer-store.ts";
import type { EventStore } from "../../store/event-store.ts";
import type { MessageStore } from "../../store/message-store.ts";
import { billOf, type TextBill } from "./bill-of.ts";
import { type Composer, compose } from "./compose.ts";
import { conclude } from "./conclude.ts";
import { type CouponTools, couponFor, issuedAgain, isUnsent, releaseCode } from "./coupon-for.ts";

/** What sending needs of the world. */
export interface SendTools extends CouponTools {
  readonly clock: Clock;
  readonly messages: Pick<MessageStore, "claim" | "settle" | "markUncertain" | "recordHeldOut" | "get">;
  readonly customers: Pick<CustomerStore, "loadOne">;
  readonly events: Pick<EventStore, "append">;
  readonly composer: Composer;
  readonly senders: Readonly<Partial<Record<Channel, ChannelSender>>>;
  readonly count: (ending: Ending) => void;
  /** Counts what a provider puts off because it is asked too fast or too often. */
  readonly countThrottle?: () => void;
}

export interface Delivery {
  readonly customerId: string;
  readonly reservation: Reservation;
  /** When this attempt was decided, epoch milliseconds. */
  readonly decidedAt: number;
  /** The rules as they are now. */
  readonly rules: () => Promise<Rules>;
}

/**
 * One reservation on its way. The order is the law:
 *
 *   1. claim     the message item; whoever loses stops here, so that nobody calls the provider twice
 *   2. re-check  the customer as stored now: a pause, an opt-out or quiet hours may have come since the decision; then
 *                claim the code that the message must carry, where it comes from a pool
 *   3. call      the provider, once
 *   4. settle    what the answer, or the silence, proves; then tell the profile
 *
 * A crash after 1 leaves a claim without a result. Its stream record comes again, finds the claim, and hands it to the
 * rule for doubts, because nobody can know whether 3 happened.
 */
export const deliver = async (tools: SendTools, delivery: Delivery): Promise<void> => {
  const { customerId, reservation } = delivery;
  const now = tools.clock.now();
  if (reservation.status === "held-out") return tools.messages.recordHeldOut(customerId, reservation, now);

  const rules = await delivery.rules();
  const { inDoubt } = rules.settings;
  const before = await attemptBefore(tools, delivery);
  const doubt = doubtBefore(before);
  const lease = leaseUntil(now, inDoubt);
  const history = before === undefined ? {} : historyOf(before);
  const claim = await tools.messages.claim({ customerId, reservation, now, leaseUntil: lease, history });
  if (!claim.claimed) return takeUp(tools, delivery, claim.existing);

  const { ending, ...called } = await attempt(tools, delivery);
  const attempted = { ...called, ending: doubt === undefined ? ending : endingAfterDoubt(ending, doubt) };
  // The rules are not asked again: once the provider was called, nothing may stand between its answer and the record.
  await conclude(tools, delivery, attempted, rules);
};

/** The attempt before may have ended in a doubt, and then it may have been accepted after all. */
const attemptBefore = async (tools: SendTools, { customerId, reservation }: Delivery): Promise<Message | undefined> =>
  reservation.attempt === 1 ? undefined : tools.messages.get(customerId, reservation.messageKey, { consistent: true });

/** The record came before. Whatever its first run may have left undone is done now; the provider is not called. */
const takeUp = async (tools: SendTools, delivery: Delivery, existing: Message): Promise<void> => {
  const { customerId, reservation } = delivery;
  if (existing.attempt !== reservation.attempt) return;
  if (existing.status === "submitting") {
    tools.logger.warn("A claim without a result was found", { customerId, messageKey: reservation.messageKey });
    return tools.messages.markUncertain(existing);
  }
  const ended = { customerId, reservation, rules: await delivery.rules() };
  // What a person or the provider said later is told of by them, and may still turn out otherwise: that code stays given.
  const isOurs = existing.providerId === undefined && existing.decision === undefined;
  if (isOurs && isUnsent(existing.status)) await releaseCode(tools, ended);
  const events = [...(await issuedAgain(tools, ended, existing)), ...eventsAgain(existing)];
  if (events.length > 0) await tools.events.append(events);
};

/** How an attempt went. */
export interface Attempted {
  readonly ending: Ending;
  /** The instant of the provider call; absent when there was none. */
  readonly submittedAt: number | undefined;
  /** What a text that may have gone out is billed as. */
  readonly bill?: TextBill | undefined;
  /** A code of a pool that the message carried and the profile does not know of yet. */
  readonly claim?: CouponClaim | undefined;
}

/** Steps 2 and 3. */
const attempt = async (tools: SendTools, delivery: Delivery): Promise<Attempted> => {
  const { reservation } = delivery;
  const prepared = await prepareOrRelease(tools, delivery);
  if (!prepared.ready) return { ending: prepared.ending, submittedAt: undefined };
  const submittedAt = tools.clock.now();
  // Composing may have taken its time: the instant that counts is that of the call.
  const late = endingOfClearance(prepared.clearanceAt(submittedAt));
  if (late !== undefined) return { ending: late, submittedAt: undefined };
  const outcome = await callOnce(tools, prepared);
  if (outcome.kind === "throttled") tools.countThrottle?.();
  const ending = endingOfOutcome(outcome, { reservation, now: tools.clock.now(), address: prepared.message.to });
  return { ending, submittedAt, bill: prepared.bill, claim: prepared.claim };
};

/** A sender answers with an outcome and does not throw; should it throw nevertheless, nobody knows how far it came. */
const callOnce = async (tools: SendTools, { sender, message, clearanceAt }: Ready): Promise<Outcome> => {
  try {
    return await sender.send(message, () => clearanceAt(tools.clock.now()).kind === "clear");
  } catch (error) {
    tools.logger.error("A sender broke", { error, messageKey: message.messageKey });
    return { kind: "unknown", reason: "sender-broke" };
  }
};

/** A fault of our own before the call proves that the provider never heard of the message: it may safely come back. */
const prepareOrRelease = async (tools: SendTools, delivery: Delivery): Promise<Prepared> => {
  try {
    return await prepare(tools, delivery);
  } catch (error) {
    const { customerId, reservation } = delivery;
    tools.logger.error("A message was not submitted", { error, customerId, messageKey: reservation.messageKey });
    return { ready: false, ending: endingOfFault({ reservation, now: tools.clock.now() }) };
  }
};

interface Ready {
  readonly ready: true;
  readonly message: OutgoingMessage;
  readonly sender: ChannelSender;
  readonly clearanceAt: (now: number) => Clearance;
  readonly claim: CouponClaim | undefined;
  readonly bill: TextBill | undefined;
}
type Prepared = Ready | { readonly ready: false; readonly ending: Ending };

const prepare = async (tools: SendTools, delivery: Delivery): Promise<Prepared> => {
  const { customerId, reservation, decidedAt } = delivery;
  const rules = await delivery.rules();
  const profile = await tools.customers.loadOne(customerId, { consistent: true });
  const clearanceAt = (at: number) => recheck({ profile, reservation, decidedAt, now: at, rules });
  const now = tools.clock.now();
  const clearance = clearanceAt(now);
  const ending = endingOfClearance(clearance);
  if (ending !== undefined) return { ready: false, ending };
  if (clearance.kind !== "clear" || profile === undefined) return { ready: false, ending: renderFailed };

  const carried = await couponFor(tools, { profile, reservation, rules, now });
  if (!carried.ok) return { ready: false, ending: noCoupon };
  const { coupon, claim } = carried;
  const { address } = clearance;
  const composition = await compose(tools.composer, { profile, reservation, rules, address, coupon, now });
  const sender = tools.senders[reservation.channel];
  if (composition.ok && sender !== undefined) {
    const { message } = composition;
    const bill = billOf(message, rules.settings.senders.smsPricesUsd);
    return { ready: true, message, sender, clearanceAt, claim, bill };
  }
  const problem = composition.ok ? "the channel has no sender" : composition.problem;
  tools.logger.error("A message could not be rendered", { customerId, messageKey: reservation.messageKey, problem });
  return { ready: false, ending: renderFailed };
};
