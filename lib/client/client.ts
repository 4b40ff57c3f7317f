import { setTimeout as pause } from "node:timers/promises";
import type { Problem } from "../../lambdas/domain/problem.ts";
import { type ClientMessage, type Identify, type StampedMessage, stamped, type Track } from "./messages.ts";
import { partsOf } from "./parts.ts";
import { nothingSent, type Sent, together } from "./sent.ts";

export interface ClientOptions {
  /** Where Rekindle is: the output `ApiUrl`, or `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Of `npm run write-key`, or of the console. */
  readonly writeKey: string;
  /**
   * Calls before messages are handed back as unsent, the first one included.
   * @default 5
   */
  readonly attempts?: number;
  /**
   * Milliseconds a call may take.
   * @default 10000
   */
  readonly timeoutMs?: number;
  /**
   * Milliseconds before the second call; each further one waits up to twice as long.
   * @default 200
   */
  readonly firstPauseMs?: number;
  /**
   * What carries requests.
   * @default - the platform's own fetch
   */
  readonly fetch?: typeof globalThis.fetch;
}

export interface Client {
  /** Who a customer is, how to reach them, and what they agreed to. */
  identify(message: Identify): Promise<Sent>;
  /** Something that happened to a customer. */
  track(message: Track): Promise<Sent>;
  /** Any number of both, in as few calls as they fit into, one call after the other so that their order holds. */
  batch(messages: readonly ClientMessage[]): Promise<Sent>;
}

const longestPauseMs = 20_000;

const defaults = { attempts: 5, timeoutMs: 10_000, firstPauseMs: 200 } as const;

/**
 * Sends what happens in a shop to Rekindle. A message has its id and its time from the start, so that a call which is repeated,
 * because nobody answered, stores nothing twice.
 */
export const createClient = (options: ClientOptions): Client => {
  const settings = { ...defaults, fetch: globalThis.fetch, ...options };
  const place = new URL("v1/batch", options.url.endsWith("/") ? options.url : `${options.url}/`);
  const headers = {
    "content-type": "application/json",
    authorization: `Basic ${Buffer.from(`${options.writeKey}:`).toString("base64")}`,
  };

  const call = async (messages: readonly StampedMessage[]): Promise<Response> =>
    settings.fetch(place, {
      method: "POST",
      headers,
      body: JSON.stringify({ batch: messages }),
      signal: AbortSignal.timeout(settings.timeoutMs),
    });

  const send = async (messages: readonly StampedMessage[]): Promise<Sent> => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await call(messages).then(read, () => unanswered);
      if (answer.kind === "judged") return answer.sent;
      if (answer.kind === "closed" || attempt >= settings.attempts)
        return { ...nothingSent, rejected: answer.problems, unsent: messages };
      await pause(pauseBefore(attempt, settings.firstPauseMs, answer.afterMs));
    }
  };

  const batch = async (messages: readonly ClientMessage[]): Promise<Sent> => {
    const stamps = { now: () => Date.now(), newId: () => globalThis.crypto.randomUUID() };
    let sent = nothingSent;
    for (const part of partsOf(messages.map((message) => stamped(message, stamps)))) {
      // What comes after messages that could not be sent waits with them: it may tell of the same order.
      const more = sent.unsent.length > 0 ? { ...nothingSent, unsent: part } : await send(part);
      sent = together(sent, more);
    }
    return sent;
  };

  return {
    identify: (message) => batch([{ type: "identify", ...message }]),
    track: (message) => batch([{ type: "track", ...message }]),
    batch,
  };
};

/** What an answer means for the messages of its call. */
type Answer =
  | { readonly kind: "judged"; readonly sent: Sent }
  /** Nothing helps but another key or address. */
  | { readonly kind: "closed"; readonly problems: readonly Problem[] }
  | { readonly kind: "later"; readonly problems: readonly Problem[]; readonly afterMs: number };

const unanswered: Answer = {
  kind: "later",
  problems: [{ where: "url", problem: "did not answer" }],
  afterMs: 0,
};

/** Too many at once, or a fault that passes. */
const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

const read = async (response: Response): Promise<Answer> => {
  const body: unknown = await response.json().catch(() => undefined);
  const problems = problemsIn(body, "rejected");
  const said = problems.length > 0 ? problems : [{ where: "url", problem: `answered ${response.status}` }];
  if (isPassing(response.status)) {
    const seconds = Number(response.headers.get("retry-after") ?? 0);
    return { kind: "later", problems: said, afterMs: Number.isFinite(seconds) ? seconds * 1000 : 0 };
  }
  const accepted = Reflect.get(Object(body), "accepted");
  // 400 says of each message what is wrong with it, and 200 of those that were not kept.
  const isJudged = typeof accepted === "number" && (response.ok || response.status === 400);
  if (!isJudged) return { kind: "closed", problems: said };
  return { kind: "judged", sent: { ...nothingSent, accepted, rejected: problems, notes: problemsIn(body, "notes") } };
};

const problemsIn = (body: unknown, field: "rejected" | "notes"): readonly Problem[] => {
  const list: unknown = Reflect.get(Object(body), field);
  return Array.isArray(list) ? list : [];
};

/** Anywhere up to twice as long as the time before, so that many clients do not come back at the same moment. */
const pauseBefore = (attempt: number, firstMs: number, askedMs: number): number => {
  const longest = Math.min(longestPauseMs, firstMs * 2 ** (attempt - 1));
  return Math.min(longestPauseMs, Math.max(askedMs, longest * (0.5 + Math.random() / 2)));
};
