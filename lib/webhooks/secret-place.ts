import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
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

export const secretsAt = (arn: string, region: string | undefined): SecretPlace => {
  const client = new SecretsManagerClient(region === undefined ? {} : { region });
  return {
    load: async () => {
      try {
        const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
        return text === undefined ? {} : parseShopSecrets(text);
      } catch (error) {
        // Nothing was stored yet.
        if (error instanceof ResourceNotFoundException) return {};
        throw error;
      }
    },
    save: async (secrets) => {
      await client.send(new PutSecretValueCommand({ SecretId: arn, SecretString: JSON.stringify(secrets) }));
    },
  };
};
