import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type Environment, optional } from "./environment.ts";
import { RekindleError } from "./errors.ts";

const attempts = 3;

const clientFor = (environment: Environment): SecretsManagerClient => {
  const endpoint = optional(environment, "AWS_ENDPOINT_URL_SECRETS_MANAGER");
  const region = optional(environment, "AWS_REGION");
  return new SecretsManagerClient({
    maxAttempts: attempts,
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
  });
};

/** The current text of a secret. */
export const fetchSecret = async (environment: Environment, secretId: string): Promise<string> => {
  const client = clientFor(environment);
  try {
    const { SecretString: secret } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    if (!secret) throw new RekindleError("setting-empty", "A secret is empty.", { data: { secretId } });
    return secret;
  } finally {
    client.destroy();
  }
};

/** Makes the text the current version of the secret; the version before stays readable as AWSPREVIOUS. */
export const storeSecret = async (environment: Environment, secretId: string, text: string): Promise<void> => {
  const client = clientFor(environment);
  try {
    await client.send(new PutSecretValueCommand({ SecretId: secretId, SecretString: text }));
  } finally {
    client.destroy();
  }
};
