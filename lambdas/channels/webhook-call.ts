import { lookup } from "node:dns/promises";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { isIP, isIPv6, type LookupFunction } from "node:net";
import { isLoopback, isPublicAddress } from "../shared/public-address.ts";

export interface WebhookCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Hosts that the settings allow. */
  readonly hosts: readonly string[];
}

/** The reasons are fixed codes. */
export type WebhookAnswer =
  /** It was answered with 2xx. */
  | { readonly kind: "told" }
  /** It may work later; it may also have been heard. */
  | { readonly kind: "failed"; readonly reason: string }
  /** It was not called, or said no for good: the same call will never work. */
  | { readonly kind: "refused"; readonly reason: string };

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export interface WebhookCallOptions {
  /**
   * This machine may be called, on any port and without a certificate that anybody vouches for. For tests and the local
   * runtime alone.
   */
  readonly allowsLoopback?: boolean;
  readonly resolve?: Resolve;
  /** Of which addresses no certificate is asked. Default: of this machine, where it may be called. */
  readonly believes?: (address: string) => boolean;
  /** Milliseconds, from the question for the address to the end of the answer. */
  readonly timeoutMs?: number;
}

const timeoutMsDefault = 5_000;
/** Nothing of the answer is used but its status; so much is read out of courtesy. */
const answerBytesMax = 16 * 1024;

const resolveByDns: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/** Answers that say no for good. Too early, too many, or a time-out on the other side may pass. */
const isFinal = (status: number): boolean => status < 500 && ![408, 409, 423, 425, 429].includes(status);

/**
 * Posts to an address that an editor wrote, in this order: the host must be allowed, all of its addresses must be public, and
 * the connection goes to one of exactly those addresses, whatever the name says a moment later. A redirect is an answer like
 * any other and is not followed.
 */
export const createWebhookCaller = (
  options: WebhookCallOptions = {},
): ((call: WebhookCall) => Promise<WebhookAnswer>) => {
  const { allowsLoopback = false, resolve = resolveByDns, timeoutMs = timeoutMsDefault } = options;
  const { believes = isLoopback } = options;
  const mayReach = (address: string): boolean => isPublicAddress(address) || (allowsLoopback && isLoopback(address));

  return async (call) => {
    const url = new URL(call.url);
    const refusal = refusalOf(url, call.hosts, allowsLoopback);
    if (refusal !== undefined) return { kind: "refused", reason: refusal };
    const signal = AbortSignal.timeout(timeoutMs);
    const addresses = await within(signal, resolve(url.hostname));
    const [address] = addresses ?? [];
    if (address === undefined) return { kind: "failed", reason: "name-not-found" };
    if (addresses?.every(mayReach) !== true) return { kind: "refused", reason: "address-not-public" };
    return post({ call, url, address, signal, isBelieved: believes(address) });
  };
};

/** Why it is not even asked where the host is. */
const refusalOf = (url: URL, hosts: readonly string[], allowsLoopback: boolean): string | undefined => {
  if (url.protocol !== "https:") return "not-https";
  if (isIP(url.hostname.replace(/^\[|\]$/g, "")) !== 0) return "host-is-an-address";
  if (!hosts.includes(url.hostname)) return "host-not-allowed";
  // Text in an address that proves who calls would be read by everybody who reads the campaign.
  if (url.username !== "" || url.password !== "") return "address-with-credentials";
  return url.port !== "" && !allowsLoopback ? "port-not-allowed" : undefined;
};

/** Nothing when it failed or took too long. */
const within = <Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value | undefined> =>
  Promise.race([
    work.catch(() => undefined),
    new Promise<undefined>((resolve) => {
      signal.addEventListener("abort", () => resolve(undefined), { once: true });
    }),
  ]);

interface Post {
  readonly call: WebhookCall;
  readonly url: URL;
  readonly address: string;
  readonly signal: AbortSignal;
  readonly isBelieved: boolean;
}

/** The name still stands in the certificate's check and in the header; only the way to it is fixed. */
const fixedTo = (address: string): LookupFunction => {
  const family = isIPv6(address) ? 6 : 4;
  return (_host, options, callback) =>
    options.all === true ? callback(null, [{ address, family }]) : callback(null, address, family);
};

const post = ({ call, url, address, signal, isBelieved }: Post): Promise<WebhookAnswer> =>
  new Promise((resolve) => {
    const body = Buffer.from(call.body);
    const sent = request(
      url,
      {
        method: "POST",
        headers: { ...call.headers, "content-length": String(body.length) },
        lookup: fixedTo(address),
        // A connection of its own, so that no call finds one that was made for another name.
        agent: false,
        rejectUnauthorized: !isBelieved,
        signal,
      },
      (response) => {
        drain(response);
        resolve(answerOf(response.statusCode ?? 0));
      },
    );
    sent.on("error", (error) => resolve({ kind: "failed", reason: reasonOf(error, signal) }));
    sent.end(body);
  });

/** A body that never ends is cut off. */
const drain = (response: IncomingMessage): void => {
  let bytes = 0;
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > answerBytesMax) response.destroy();
  });
  response.on("error", () => response.destroy());
};

const answerOf = (status: number): WebhookAnswer => {
  if (status >= 200 && status < 300) return { kind: "told" };
  return isFinal(status)
    ? { kind: "refused", reason: `answered-${status}` }
    : { kind: "failed", reason: `answered-${status}` };
};

const reasonOf = (error: Error, signal: AbortSignal): string => {
  if (signal.aborted) return "timed-out";
  return "code" in error && typeof error.code === "string" ? error.code : "connection-failed";
};
