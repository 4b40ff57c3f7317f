import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { App, Stack } from "aws-cdk-lib/core";
import { AwsSolutionsChecks, type NagPack, ServerlessChecks } from "cdk-nag";
import { expect, test } from "vitest";
import { Rekindle } from "../../lib/rekindle.ts";
import { parseDeploySettings } from "../../lib/settings.ts";
import { projectContext } from "../../lib/synthesize.ts";

const packs: readonly NagPack[] = [new AwsSolutionsChecks(), new ServerlessChecks()];

const findingsIn = (app: App): readonly string[] =>
  packs
    .flatMap((pack) => pack.validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(
        ({ constructPath, resourceLogicalId }) => `${ruleName} ${constructPath ?? resourceLogicalId}`,
      ),
    );

const appWith = (settings: object, consoleFiles?: string): App => {
  const app = new App({ context: projectContext() });
  new Rekindle(app, "Rekindle", {
    ...parseDeploySettings(settings),
    bundling: false,
    ...(consoleFiles && { consoleFiles }),
  });
  return app;
};

const pushApplications = {
  apns: "arn:aws:sns:eu-west-1:123456789012:app/APNS/tea-shop",
  fcm: "arn:aws:sns:eu-west-1:123456789012:app/GCM/tea-shop",
};

test.each([
  ["default settings", {}],
  [
    "every setting",
    {
      emailIdentity: "example.com",
      alarmEmail: "ops@example.com",
      publicUrl: "https://m.example.com",
      adminEmails: ["ada@example.com"],
      consoleDomain: "console.example.com",
      consoleCertificate: "arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef",
    },
  ],
  ["texts through End User Messaging", { smsThrough: "end-user-messaging", smsOrigination: "sender-id/TeaShop/GB" }],
  ["push", { pushApplications }],
  ["an event bus", { eventsOut: "on" }],
  [
    "push and texts through End User Messaging",
    { pushApplications, smsThrough: "end-user-messaging", smsOrigination: "pool/pool-0123abcd" },
  ],
])("no finding is left unanswered with %s", (_, settings) => {
  const app = appWith(settings);

  const findings = findingsIn(app);

  expect(findings).toEqual([]);
});

test("no finding is left unanswered with the console's files", () => {
  const files = mkdtempSync(join(tmpdir(), "rekindle-console-"));
  writeFileSync(join(files, "index.html"), "<!doctype html>");
  const app = appWith({}, files);

  const findings = findingsIn(app);

  rmSync(files, { recursive: true });
  expect(findings).toEqual([]);
});

test("the packs do look: a careless queue is found", () => {
  const app = new App();
  new Queue(new Stack(app, "Careless"), "Queue");

  const findings = findingsIn(app);

  expect(findings).toContain("AwsSolutions-SQS4 Careless/Queue/Resource");
});
