import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { placeOf } from "./clients.ts";
import { type Environment, optional, required } from "./environment.ts";
import { parseShopSecrets } from "./shop-secrets.ts";

/** What may be told of a secret by whoever must not know it. */
export interface SecretState {
  readonly stored: boolean;
  /** Epoch milliseconds, where it is known. */
  readonly changedAt?: number;
}

export type AskedSecret = "SHOPIFY_SECRETS" | "WEBHOOK_SECRET";

const attempts = 3;

/** Asks whether a secret has a value, which takes no right to read it. On one machine the value itself is at hand. */
export const secretState = async (environment: Environment, name: AskedSecret): Promise<SecretState> => {
  const local = optional(environment, name);
  if (local !== undefined) return { stored: name === "WEBHOOK_SECRET" || hasShops(local) };
  const client = new SecretsManagerClient({
    ...placeOf(environment, "AWS_ENDPOINT_URL_SECRETS_MANAGER"),
    maxAttempts: attempts,
  });
  try {
    const secret = await client.send(new DescribeSecretCommand({ SecretId: required(environment, `${name}_ARN`) }));
    const stored = Object.keys(secret.VersionIdsToStages ?? {}).length > 0;
    const changedAt = stored ? secret.LastChangedDate?.getTime() : undefined;
    return { stored, ...(changedAt !== undefined && { changedAt }) };
  } finally {
    client.destroy();
  }
};

const hasShops = (text: string): boolean => Object.values(parseShopSecrets(text)).some((own) => own.length > 0);
