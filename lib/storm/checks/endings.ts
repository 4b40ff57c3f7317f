import type { Message, MessageStatus } from "../../../lambdas/domain/message.ts";
import type { ProviderCall } from "../provider-log.ts";
import type { StormRecord } from "../storm-record.ts";
import { grouped, iso } from "./sightings.ts";

/** What the provider must have said for a message to end in this state; a state that is not listed is no end. */
const accepting: Readonly<Partial<Record<MessageStatus, "accepted" | "refused" | "never" | "unclear">>> = {
  accepted: "accepted",
  delivered: "accepted",
  bounced: "accepted",
  complained: "accepted",
  failed: "refused",
  expired: "never",
  withdrawn: "never",
  "held-out": "never",
  parked: "unclear",
};

const agrees = (message: Message, calls: readonly ProviderCall[]): boolean => {
  const accepted = calls.filter((call) => call.accepted).length;
  switch (accepting[message.status]) {
    case "accepted":
      return accepted === 1;
    case "refused":
      return accepted === 0 && calls.length > 0;
    case "never":
      return accepted === 0 && calls.every(({ answered }) => answered);
    // The provider's own event settles what it accepted of emails; a text has none.
    case "unclear":
      return accepted === 0 || message.channel === "sms";
    default:
      return false;
  }
};

/** Each reservation has a message, each message is at an end, and the provider's record says the same about it. */
export const brokenEndings = ({ decided, messages, calls }: StormRecord): string[] => {
  const byKey = new Map(messages.map((message) => [message.messageKey, message]));
  const callsOf = grouped(calls, ({ key }) => key ?? "");
  const reserved = new Set(decided.flatMap(({ reservations }) => reservations.map(({ messageKey }) => messageKey)));
  return [
    ...[...reserved].filter((key) => !byKey.has(key)).map((key) => `reservation ${key} has no message`),
    ...messages.flatMap((message) => {
      const { messageKey, status, channel } = message;
      const own = callsOf.get(messageKey) ?? [];
      const seen = own.map(({ fault }) => fault).join(", ") || "no call";
      return agrees(message, own) ? [] : [`${messageKey} (${channel}) ended as ${status}; the provider saw ${seen}`];
    }),
    ...[...callsOf.keys()].filter((key) => !byKey.has(key)).map((key) => `call for ${key} has no message`),
  ];
};

const quarterMs = 15 * 60_000;
/** Real milliseconds in which a worker that made a call may still wait for the answer, or write it down. */
const inHandMs = 15_000;

export interface Doubts {
  readonly byKill: number;
  readonly byFault: number;
  readonly unexplained: readonly string[];
}

/**
 * Why each parked message is in doubt. A fault: the provider left a call without an answer. A kill after the call: a worker
 * died while it had the answer in hand. A kill before the call: a worker died, before everything came to rest, in the
 * quarter of an hour in which the message was decided.
 */
export const explainDoubts = ({ messages, calls, kills, decided }: StormRecord): Doubts => {
  const callsOf = grouped(calls, ({ key }) => key ?? "");
  const decidedAt = grouped(
    decided.flatMap(({ at, reservations }) => reservations.map(({ messageKey }) => ({ messageKey, at }))),
    ({ messageKey }) => messageKey,
  );
  const wasKilledHolding = ({ wallMs }: ProviderCall) =>
    kills.some((kill) => kill.wallMs >= wallMs && kill.wallMs - wallMs < inHandMs);
  const wasKilledSending = (at: number) =>
    kills.some((kill) => kill.at >= at && kill.at < at - (at % quarterMs) + quarterMs);

  let byKill = 0;
  let byFault = 0;
  const unexplained: string[] = [];
  for (const { status, messageKey, channel, reservedAt } of messages) {
    if (status !== "parked") continue;
    const last = callsOf.get(messageKey)?.at(-1);
    if (last !== undefined && !last.answered) byFault += 1;
    else if (last !== undefined && wasKilledHolding(last)) byKill += 1;
    else if ((decidedAt.get(messageKey) ?? []).some(({ at }) => wasKilledSending(at))) byKill += 1;
    else
      unexplained.push(
        `${messageKey} (${channel}, ${iso(reservedAt)}, ${last?.fault ?? "no call"}) is parked without a cause`,
      );
  }
  return { byKill, byFault, unexplained };
};
