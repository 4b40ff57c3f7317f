import type { Channel } from "../../lambdas/domain/channel.ts";
import { accepts, type Fault } from "../local/stand-ins/fault.ts";
import type { Content } from "../local/stand-ins/inbox.ts";
import type { Chance } from "../sample/chance.ts";
import { isStopped } from "./storm-shop.ts";

/** One call as the provider saw it, whatever became of it. */
export interface ProviderCall {
  /** By the virtual clock, epoch milliseconds. */
  readonly at: number;
  /** Real milliseconds since the storm began. */
  readonly wallMs: number;
  readonly channel: Channel;
  readonly address: string;
  /** The message key it carried; absent is a violation. */
  readonly key?: string;
  readonly fault: Fault;
  readonly accepted: boolean;
  /** False when the caller was left without a clear answer. */
  readonly answered: boolean;
}

export interface ProviderLog {
  /** The fault script of both stand-ins: says what becomes of the call, and writes it down. */
  readonly onCall: (index: number, content: Content) => Fault;
  readonly calls: () => readonly ProviderCall[];
  /** From now on every call is answered as it should be. */
  calm(): void;
}

/** In a thousand calls. A shop's provider is better than this; a storm should not be. */
const perMille: readonly (readonly [Fault, number])[] = [
  ["throttle-rate", 20],
  ["throttle-quota", 1],
  ["reject", 3],
  ["server-error", 2],
  ["server-error-after-accept", 3],
  ["drop", 2],
  ["drop-after-accept", 3],
  ["hang", 0.25],
  ["hang-after-accept", 0.25],
  ["repeat-event", 20],
];

const silent: ReadonlySet<Fault> = new Set([
  "server-error",
  "server-error-after-accept",
  "drop",
  "drop-after-accept",
  "hang",
  "hang-after-accept",
]);

const draw = (chance: Chance): Fault => {
  let left = chance.next() * 1000;
  for (const [fault, share] of perMille) {
    left -= share;
    if (left < 0) return fault;
  }
  return "accept";
};

const keyLetters = "abcdefghijklmnopqrstuvwxyz234567";
/** In the token of a click: after the language and the place of the link, 130 bits in 17 bytes. */
const keyBytes = { from: 2, to: 19 } as const;
const keyLength = 26;

/** A text carries no tags, so the storm's texts end with a link that counts clicks, and its token names the message. */
const keyInLink = (text: string): string | undefined => {
  const payload = /\/c\/[\w-]+\.([\w-]+)\.[\w-]+/.exec(text)?.[1] ?? "";
  const bytes = Buffer.from(payload, "base64url").subarray(keyBytes.from, keyBytes.to);
  if (bytes.length < keyBytes.to - keyBytes.from) return undefined;
  const bits = BigInt(`0x${bytes.toString("hex")}`);
  const letters = Array.from({ length: keyLength }, (_, at) => Number((bits >> BigInt(5 * at)) & 31n)).reverse();
  return letters.map((letter) => keyLetters[letter]).join("");
};

const keyOf = (content: Content): string | undefined => {
  if (content.channel === "push") return content.data.messageKey;
  return content.channel === "email" ? content.tags.message_key : keyInLink(content.text);
};

export const createProviderLog = (q: {
  readonly chance: Chance;
  readonly now: () => number;
  readonly wallNow: () => number;
  readonly onCall?: (call: ProviderCall) => void;
}): ProviderLog => {
  const calls: ProviderCall[] = [];
  let isCalm = false;

  const faultOf = ({ channel, to }: Content): Fault => {
    if (channel === "sms" && isStopped(to[0] ?? "")) return "opted-out";
    return isCalm ? "accept" : draw(q.chance);
  };
  return {
    onCall: (_index, content) => {
      const fault = faultOf(content);
      const key = keyOf(content);
      const call: ProviderCall = {
        at: q.now(),
        wallMs: q.wallNow(),
        channel: content.channel,
        address: content.to[0] ?? "",
        ...(key !== undefined && { key }),
        fault,
        accepted: accepts(fault),
        answered: !silent.has(fault),
      };
      calls.push(call);
      q.onCall?.(call);
      return fault;
    },
    calls: () => calls,
    calm: () => {
      isCalm = true;
    },
  };
};
