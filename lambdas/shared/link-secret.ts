import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { optional, required } from "./environment.ts";
import { RekindleError } from "./errors.ts";
import type { Runtime } from "./runtime.ts";

const attempts = 3;

const fetchSecret = async (arn: string, endpoint: string | undefined): Promise<string> => {
  const client = new SecretsManagerClient({ maxAttempts: attempts, ...(endpoint === undefined ? {} : { endpoint }) });
  const { SecretString: secret } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  if (!secret) throw new RekindleError("setting-empty", "The secret that signs links is empty.", { data: { arn } });
  return secret;
};

/**
 * The secret that signs links, fetched at the first call and kept. A failed fetch is tried again at the next call. It must
 * not be rotated: the links in messages already sent have to work for as long as the law asks (30 days in the US).
 */
export const createLinkSecret = (runtime: Pick<Runtime, "environment">): (() => Promise<string>) => {
  const { environment } = runtime;
  let kept: string | undefined = optional(environment, "LINK_SECRET");
  return async () => {
    kept ??= await fetchSecret(
      required(environment, "LINK_SECRET_ARN"),
      optional(environment, "AWS_ENDPOINT_URL_SECRETS_MANAGER"),
    );
    return kept;
  };
};
