import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { placeOf } from "./clients.ts";
import { optional, required } from "./environment.ts";
import { RekindleError } from "./errors.ts";
import type { Runtime } from "./runtime.ts";

/** The secrets that sign a shop's webhooks, by its domain. Several are valid at once, so that one can be replaced by another. */
export type ShopSecrets = Readonly<Record<string, readonly string[]>>;

const schema = z.record(z.string(), z.array(z.string().min(1)));

/** Throws without the text: it is secret. */
export const parseShopSecrets = (text: string): ShopSecrets => {
  const parsed = schema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new RekindleError(
    "secret-invalid",
    'The secrets of webhooks are not of the form {"shop.myshopify.com":["secret"]}.',
  );
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const attempts = 3;
/** A new secret works, and one that was taken away stops working, after this long at the latest. */
const keptForMs = 60_000;

/** Nothing was ever stored: no shop is connected yet. */
const noSecrets = "{}";

const fetchText = async (client: SecretsManagerClient, arn: string): Promise<string> => {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString ?? noSecrets;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return noSecrets;
    throw error;
  }
};

/** Finds the secrets of a shop by its domain, whose letters' case does not matter; an unknown shop has none. */
export const createShopSecrets = (
  runtime: Pick<Runtime, "environment" | "clock">,
): ((domain: string) => Promise<readonly string[]>) => {
  const { environment, clock } = runtime;
  const given = optional(environment, "SHOPIFY_SECRETS");
  const fixed = given === undefined ? undefined : parseShopSecrets(given);
  let client: SecretsManagerClient | undefined;
  let kept: { readonly secrets: ShopSecrets; readonly until: number } | undefined;

  const fetchSecrets = async (): Promise<ShopSecrets> => {
    client ??= new SecretsManagerClient({
      ...placeOf(environment, "AWS_ENDPOINT_URL_SECRETS_MANAGER"),
      maxAttempts: attempts,
    });
    return parseShopSecrets(await fetchText(client, required(environment, "SHOPIFY_SECRETS_ARN")));
  };

  return async (domain) => {
    if (fixed === undefined && (kept === undefined || kept.until <= clock.now()))
      kept = { secrets: await fetchSecrets(), until: clock.now() + keptForMs };
    const secrets = fixed ?? kept?.secrets ?? {};
    const name = domain.toLowerCase();
    return Object.hasOwn(secrets, name) ? (secrets[name] ?? []) : [];
  };
};
