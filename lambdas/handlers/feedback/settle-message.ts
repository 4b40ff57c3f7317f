import type { CustomerEvent } from "../../domain/event.ts";
import type { Message } from "../../domain/message.ts";
import { droppedEvent, provedEvent, reservationOf } from "../../domain/message-event.ts";
import { earlierEvidence, provedBy, refusalOutcome } from "../../domain/provider-evidence.ts";
import type { MessageMeaning } from "../../domain/ses-event.ts";
import { RekindleError } from "../../shared/errors.ts";
import type { Runtime } from "../../shared/runtime.ts";
import type { MessageStore } from "../../store/message-store.ts";

/** The sender writes a message a few times at most while its events arrive, so this many readings always suffice. */
const triesMax = 5;

export interface SettleTools {
  readonly messages: MessageStore;
  readonly clock: Runtime["clock"];
  readonly logger: Runtime["logger"];
}

type Meanings = readonly [MessageMeaning, ...MessageMeaning[]];

/** The claim is written before the provider is called, so only a stale read can miss it. */
const find = async ({ messages }: SettleTools, [{ customerId, message }]: Meanings): Promise<Message | undefined> =>
  (await messages.get(customerId, message.messageKey)) ??
  (await messages.get(customerId, message.messageKey, { consistent: true }));

/**
 * Brings the message to where its provider's word puts it, whoever else writes it meanwhile:
 *
 *     feedback   reads submitting ──────────────── delivered if still submitting: refused, reads accepted, writes delivered
 *     send             calls SES ── writes accepted
 *
 * and the other way round the sender's `accepted` is refused, because it expects `submitting`. An event that tells nothing
 * new costs the reading only.
 */
const prove = async (tools: SettleTools, meanings: Meanings): Promise<Message | undefined> => {
  let message = await find(tools, meanings);
  for (let tries = 1; tries <= triesMax; tries += 1) {
    const proved = message === undefined ? undefined : provedBy(message, aboutPresent(message, meanings));
    if (message === undefined || proved === undefined) return message;
    const settled = await tools.messages.settle({
      customerId: message.customerId,
      messageKey: message.messageKey,
      expected: { statuses: [message.status], attempt: message.attempt },
      next: { ...proved, leaseUntil: null },
      now: tools.clock.now(),
    });
    if (settled === "settled") return { ...message, ...proved };
    message = settled.refused;
  }
  throw new RekindleError("message-contended", "A message changed at every try to settle it.", {
    data: { messageKey: meanings[0].message.messageKey },
  });
};

/** What was said about the channel of the present attempt: an earlier one may have gone another way. */
const aboutPresent = ({ channel }: Message, meanings: Meanings): readonly MessageMeaning[] =>
  meanings.filter((meaning) => meaning.message.channel === channel);

/** A refused message frees its slot and lets the next channel try. A repeat makes the same event again. */
const refusalEvents = (message: Message, meanings: readonly MessageMeaning[]): readonly CustomerEvent[] => {
  const refusal = meanings.find((meaning) => refusalOutcome(meaning) !== undefined);
  const outcome = refusal === undefined ? undefined : refusalOutcome(refusal);
  if (refusal === undefined || outcome === undefined) return [];
  if (message.status !== outcome || message.reason !== refusal.reason) return [];
  const { customerId } = message;
  return [droppedEvent({ customerId, reservation: reservationOf(message), at: refusal.at, outcome })];
};

/** A person had given this attempt up, its slot was given back, and now it is proved to have been accepted. */
const recoveryEvents = (message: Message, meanings: readonly MessageMeaning[]): readonly CustomerEvent[] => {
  const { decision, attempt, status, providerId, customerId } = message;
  const wasGivenUp = decision?.decision === "failed" && decision.attempt === attempt && providerId !== undefined;
  const [first] = meanings;
  if (first === undefined || !wasGivenUp || status === "failed" || status === "expired") return [];
  return [provedEvent({ customerId, reservation: reservationOf(message), at: first.at })];
};

/** Evidence about another channel than the present attempt's changes nothing, but it is kept on the record. */
const noteEarlier = async (tools: SettleTools, message: Message, meanings: Meanings): Promise<void> => {
  const earlier = earlierEvidence(meanings.filter((meaning) => meaning.message.channel !== message.channel));
  if (earlier === undefined) return;
  const { customerId, messageKey } = message;
  tools.logger.warn("Feedback about an earlier attempt on another channel", { messageKey, status: earlier.status });
  await tools.messages.noteEarlier({ customerId, messageKey, earlier });
};

/** Settles one message by all that was said about it, and returns what its customer has to be told of. */
export const settleMessage = async (tools: SettleTools, meanings: Meanings): Promise<readonly CustomerEvent[]> => {
  const message = await prove(tools, meanings);
  if (message !== undefined) {
    await noteEarlier(tools, message, meanings);
    const present = aboutPresent(message, meanings);
    return [...refusalEvents(message, present), ...recoveryEvents(message, present)];
  }
  tools.logger.warn("Feedback about a message that is not stored", { messageKey: meanings[0].message.messageKey });
  return [];
};
