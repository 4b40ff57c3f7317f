import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { scratchDirectory } from "./scratch-directory.ts";
import { writeFileAtomically } from "./write-file-atomically.ts";

/** The file of a data directory that stands for the secrets of shops in Secrets Manager. */
export const shopifySecretsFile = "shopify-secrets.json";

export interface WorkDirectory {
  file(name: string): string;
  /** Signs the links in messages. It stays with the directory, because links in old messages must go on working. */
  linkSecret(): string;
  /** The secrets of shops' webhooks as JSON, as `npm run webhook-secret` keeps them. */
  shopifySecrets(): string;
  /** The key of the hashes on the suppression list; a new one would forget everybody on it. */
  hashSecret(): string;
  /** Signs webhooks; who receives them on this machine reads it from the directory's file `webhook-secret`. */
  webhookSecret(): string;
  /** Removes a temporary directory; leaves one that was asked for. */
  discard(): void;
}

export const openWorkDirectory = (wanted: string | undefined): WorkDirectory => {
  const path = wanted ?? mkdtempSync(join(scratchDirectory(), "rekindle-run-"));
  mkdirSync(path, { recursive: true });
  const file = (name: string) => join(path, name);
  const secret = (name: string): string => {
    const place = file(name);
    if (!existsSync(place)) writeFileAtomically(place, randomBytes(32).toString("hex"));
    return readFileSync(place, "utf8");
  };
  return {
    file,
    linkSecret: () => secret("link-secret"),
    hashSecret: () => secret("hash-secret"),
    webhookSecret: () => secret("webhook-secret"),
    shopifySecrets: () => {
      const secrets = file(shopifySecretsFile);
      return existsSync(secrets) ? readFileSync(secrets, "utf8") : "{}";
    },
    discard: () => {
      if (wanted === undefined) rmSync(path, { recursive: true, force: true });
    },
  };
};
