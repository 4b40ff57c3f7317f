import { createHmac } from "node:crypto";
import { optional, required } from "./environment.ts";
import { RekindleError } from "./errors.ts";
import type { Runtime } from "./runtime.ts";
import { fetchSecret } from "./secret-text.ts";

/** A new secret signs after this long at the latest. */
const keptForMs = 5 * 60_000;

/** Signs what other systems of the shop are told. */
export type WebhookSigner = (signed: { readonly timestamp: string; readonly body: string }) => Promise<string>;

/**
 * The secrets are the lines of one text. Each of them signs, so that a receiver that knows either goes on believing while
 * one is replaced by another. The signature is the HMAC-SHA256, in hex, of the timestamp, a dot and the body.
 */
export const createWebhookSigner = (runtime: Pick<Runtime, "environment" | "clock">): WebhookSigner => {
  const { environment, clock } = runtime;
  const local = optional(environment, "WEBHOOK_SECRET");
  let kept: { readonly secrets: readonly string[]; readonly until: number } | undefined;
  const secrets = async (): Promise<readonly string[]> => {
    const now = clock.now();
    if (kept !== undefined && now < kept.until) return kept.secrets;
    const text = local ?? (await fetchSecret(environment, required(environment, "WEBHOOK_SECRET_ARN")));
    kept = { secrets: secretsIn(text), until: now + keptForMs };
    return kept.secrets;
  };
  return async ({ timestamp, body }) =>
    (await secrets()).map((secret) => `v1=${signatureOf(secret, `${timestamp}.${body}`)}`).join(",");
};

export const signatureOf = (secret: string, signed: string): string =>
  createHmac("sha256", secret).update(signed).digest("hex");

/** Throws without the text: it is secret. */
const secretsIn = (text: string): readonly string[] => {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length > 0) return lines;
  throw new RekindleError("secret-invalid", "The secret that signs webhooks has no line.");
};
