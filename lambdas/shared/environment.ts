import { RekindleError } from "./errors.ts";

const names = [
  "CUSTOMERS_TABLE",
  "EVENTS_TABLE",
  "MESSAGES_TABLE",
  "CAMPAIGNS_TABLE",
  "REPORTS_TABLE",
  "TASKS_TABLE",
  "DUE_SHARDS",
  "TICK_MINUTES",
  "EVENT_RETENTION_DAYS",
  "CONFIGURATION_SET",
  "SMS_CONFIGURATION_SET",
  "SMS_ORIGINATION",
  /** ARNs of the SNS platform applications; absent where the shop has no such app. */
  "PUSH_APNS_APPLICATION",
  "PUSH_FCM_APPLICATION",
  "PUBLIC_URL",
  "LINK_SECRET_ARN",
  /** Local only: the secret itself. */
  "LINK_SECRET",
  "SHOPIFY_SECRETS_ARN",
  /** Local only: the secrets themselves. */
  "SHOPIFY_SECRETS",
  "HASH_SECRET_ARN",
  /** Local only: the secret itself. */
  "HASH_SECRET",
  "WEBHOOK_SECRET_ARN",
  "IMPORTS_BUCKET",
  /** Local only: the secret itself. */
  "WEBHOOK_SECRET",
  /** Local only: `allow` lets webhooks reach this machine. */
  "WEBHOOK_LOOPBACK",
  /** Who may sign in to the console. */
  "USER_POOL_ID",
  /** Where announcements for the event bus are put; absent where the shop wants none. */
  "EVENTS_OUT_QUEUE_URL",
  /** Addresses with commas between them: who may do everything in the console, whatever the list of people says. */
  "ADMIN_EMAILS",
  "POWERTOOLS_SERVICE_NAME",
  "LOG_LEVEL",
  "AWS_REGION",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_ENDPOINT_URL_DYNAMODB",
  "AWS_ENDPOINT_URL_SESV2",
  "AWS_ENDPOINT_URL_SNS",
  "AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2",
  "AWS_ENDPOINT_URL_SECRETS_MANAGER",
  "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER",
  "AWS_ENDPOINT_URL_S3",
  "AWS_ENDPOINT_URL_SQS",
] as const;
export type VariableName = (typeof names)[number];

/** The settings a function was deployed with. A function gets only those it needs, so each one may be absent. */
export type Environment = Readonly<Partial<Record<VariableName, string>>>;

/** Keeps the known names of, for example, `process.env`. */
export const environmentFrom = (variables: Readonly<Record<string, string | undefined>>): Environment =>
  Object.fromEntries(names.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])));

/** The value of a variable that must be there; missing and empty are different mistakes, so they say so. */
export const required = (environment: Environment, name: VariableName): string => {
  const value = environment[name];
  if (value === undefined)
    throw new RekindleError("setting-missing", `The environment variable ${name} is missing.`, { data: { name } });
  if (value.trim() === "")
    throw new RekindleError("setting-empty", `The environment variable ${name} is empty.`, { data: { name } });
  return value;
};

/** A whole number of at least `min` (default 1). */
export const requiredInteger = (environment: Environment, name: VariableName, min = 1): number => {
  const text = required(environment, name);
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < min)
    throw new RekindleError(
      "setting-not-a-number",
      `The environment variable ${name} is "${text}"; it must be a whole number of at least ${min}.`,
      { data: { name, received: text, min } },
    );
  return value;
};

/** Absent and empty both mean "not given". */
export const optional = (environment: Environment, name: VariableName): string | undefined =>
  environment[name]?.trim() === "" ? undefined : environment[name];
