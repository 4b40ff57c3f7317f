import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ResourceNotFoundException } from "@aws-sdk/client-secrets-manager";
import type { Environment } from "../../lambdas/shared/environment.ts";
import { fetchSecret, storeSecret } from "../../lambdas/shared/secret-text.ts";
import { parseShopSecrets, type ShopSecrets } from "../../lambdas/shared/shop-secrets.ts";
import { shopifySecretsFile } from "../local/work-directory.ts";
import { writeFileAtomically } from "../local/write-file-atomically.ts";

/** Where the secrets of shops are kept. */
export interface SecretPlace {
  load(): Promise<ShopSecrets>;
  save(secrets: ShopSecrets): Promise<void>;
}

/** A data directory of `npm start`, which reads it when it starts. */
export const secretsIn = (directory: string): SecretPlace => {
  const file = join(directory, shopifySecretsFile);
  return {
    load: async () => (existsSync(file) ? parseShopSecrets(readFileSync(file, "utf8")) : {}),
    save: async (secrets) => {
      mkdirSync(directory, { recursive: true });
      writeFileAtomically(file, JSON.stringify(secrets));
    },
  };
};

/** In AWS. The template makes the secret without a value, so before the first one there is nothing to read. */
export const secretsAt = (arn: string, environment: Environment): SecretPlace => ({
  load: async () => {
    try {
      return parseShopSecrets(await fetchSecret(environment, arn));
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return {};
      throw error;
    }
  },
  save: (secrets) => storeSecret(environment, arn, JSON.stringify(secrets)),
});
