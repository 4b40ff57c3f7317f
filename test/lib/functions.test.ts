import { describe, expect, test } from "vitest";
import { functionNames } from "../../lib/functions.ts";
import { isObject, property, resourcesOf } from "./templates.ts";

const functions = resourcesOf("AWS::Lambda::Function");

/** The names handlers may read; a new one is added here and in lambdas/shared/environment.ts together. */
const allowedNames = new Set([
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
  "PUSH_APNS_APPLICATION",
  "PUSH_FCM_APPLICATION",
  "PUBLIC_URL",
  "LINK_SECRET_ARN",
  "SHOPIFY_SECRETS_ARN",
  "HASH_SECRET_ARN",
  "WEBHOOK_SECRET_ARN",
  "USER_POOL_ID",
  "ADMIN_EMAILS",
  "IMPORTS_BUCKET",
  "POWERTOOLS_SERVICE_NAME",
  "LOG_LEVEL",
]);

const environmentOf = (resource: (typeof functions)[number]): Readonly<Record<string, unknown>> => {
  const variables = property(resource, "Environment.Variables");
  return isObject(variables) ? variables : {};
};

describe("functions", () => {
  test("are the ones defined and no other", () => {
    const entries = functions.map((resource) => resource.Metadata?.["rekindle:entry"]);

    expect(entries.toSorted()).toEqual(functionNames.map((name) => `lambdas/handlers/${name}.ts`).toSorted());
  });

  test.each(functions)("$id runs on Node.js 24 and arm64, traced, with limits and JSON logs of its own", (resource) => {
    const { Properties } = resource;

    expect(Properties).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      MemorySize: expect.any(Number),
      Timeout: expect.any(Number),
      TracingConfig: { Mode: "Active" },
      LoggingConfig: { LogFormat: "JSON", LogGroup: { Ref: expect.any(String) } },
    });
  });

  test.each(functions)("$id is handed only names that handlers may read", (resource) => {
    const names = Object.keys(environmentOf(resource));

    expect(names.filter((name) => !allowedNames.has(name))).toEqual([]);
    expect(names).toContain("POWERTOOLS_SERVICE_NAME");
    expect(names).toContain("LOG_LEVEL");
  });

  test.each([
    [
      "LINK_SECRET_ARN",
      ["ClickFunction", "PreferencesFunction", "SendFunction", "SurveyFunction", "UnsubscribeFunction"],
    ],
    ["HASH_SECRET_ARN", ["ApiFunction", "CampaignsApiFunction", "FeedbackFunction", "RefreshProfileFunction"]],
  ])("only those who need %s know it", (name, expected) => {
    const knowing = functions.filter((resource) => name in environmentOf(resource));

    expect(knowing.map(({ id }) => id).toSorted()).toEqual(expected);
  });

  test("only the webhook and the api, which tells whether there are any, know of the secrets of shops", () => {
    const knowing = functions.filter((resource) => "SHOPIFY_SECRETS_ARN" in environmentOf(resource));

    expect(knowing.map(({ id }) => id).toSorted()).toEqual(["ApiFunction", "WebhookFunction"]);
  });

  test("only the import knows the bucket of files that are brought in", () => {
    const knowing = functions.filter((resource) => "IMPORTS_BUCKET" in environmentOf(resource));

    expect(knowing.map(({ id }) => id)).toEqual(["ImportFunction"]);
  });

  test("logs are kept for a stated time", () => {
    const retentions = resourcesOf("AWS::Logs::LogGroup").map((group) => property(group, "RetentionInDays"));

    expect(new Set(retentions)).toEqual(new Set([30]));
  });
});
