import type { CustomerEvent } from "../../domain/event.ts";
import type { Message } from "../../domain/message.ts";
import { droppedEvent, reservationOf } from "../../domain/message-event.ts";
import { isRefusal, provedBy } from "../../domain/provider-evidence.ts";
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
    const proved = message === undefined ? undefined : provedBy(message, meanings);
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

/** A refused message frees its slot and lets the next channel try. A repeat makes the same event again. */
const refusalEvents = (message: Message, meanings: Meanings): readonly CustomerEvent[] => {
  const refusal = meanings.find(isRefusal);
  if (refusal === undefined || message.status !== "failed" || message.reason !== refusal.reason) return [];
  return [
    droppedEvent({
      customerId: message.customerId,
      reservation: reservationOf(message),
      at: refusal.at,
      outcome: "failed",
    }),
  ];
};

/** Settles one message by all that was said about it, and returns what its customer has to be told of. */
export const settleMessage = async (tools: SettleTools, meanings: Meanings): Promise<readonly CustomerEvent[]> => {
  const message = await prove(tools, meanings);
  if (message !== undefined) return refusalEvents(message, meanings);
  tools.logger.warn("Feedback about a message that is not stored", { messageKey: meanings[0].message.messageKey });
  return [];
};
