import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { providerOptions } from "./clients.ts";
import type { Environment } from "./environment.ts";

/** For the function that invites people. */
export const createCognito = (environment: Environment): CognitoIdentityProviderClient =>
  new CognitoIdentityProviderClient(providerOptions(environment, "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"));
