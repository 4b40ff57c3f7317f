import { createHmac } from "node:crypto";
import { comparable } from "../domain/consent.ts";
import { optional, required } from "./environment.ts";
import type { Runtime } from "./runtime.ts";
import { fetchSecret } from "./secret-text.ts";

/** What is hashed: an address of a channel, or the shop's id of a customer. The same text of two kinds has two hashes. */
export type HashedKind = "email" | "sms" | "customer";

export type KeyedHash = (kind: HashedKind, text: string) => string;

/**
 * Stands for an address that may not be kept. The key matters: there are only so many phone numbers, and a plain hash of
 * each is soon computed. The key is fetched once and never changes, because nobody could hash the addresses again.
 */
export const createKeyedHash = (runtime: Pick<Runtime, "environment">): (() => Promise<KeyedHash>) => {
  const { environment } = runtime;
  let kept: string | undefined = optional(environment, "HASH_SECRET");
  return async () => {
    const key = kept ?? (await fetchSecret(environment, required(environment, "HASH_SECRET_ARN")));
    kept = key;
    return (kind, text) =>
      createHmac("sha256", key)
        .update(`${kind}\n${kind === "customer" ? text : comparable(text)}`)
        .digest("base64url");
  };
};
