import { App } from "aws-cdk-lib/core";
import { describe, expect, test } from "vitest";
import { DeploySettingsError, parseDeploySettings, settingsFromContext } from "../../lib/settings.ts";

const problemsOf = (read: () => unknown): readonly string[] => {
  try {
    read();
  } catch (error) {
    if (error instanceof DeploySettingsError) return error.problems;
    throw error;
  }
  return [];
};

describe("deploy settings", () => {
  test("have a default for everything a deployment needs", () => {
    const settings = parseDeploySettings(undefined);

    expect(settings).toEqual({
      stackPrefix: "Rekindle",
      dueShards: 16,
      eventRetentionDays: 730,
      logRetentionDays: 30,
      tickMinutes: 1,
      tickParts: 1,
      requestsPerSecond: 200,
      dailyFeesMaxUsd: 100,
      logLevel: "INFO",
      smsThrough: "sns",
      eventsOut: "off",
    });
  });

  test("are read from the context as text or as an object", () => {
    const asText = new App({ context: { rekindle: '{"dueShards": 4}' } });
    const asObject = new App({ context: { rekindle: { dueShards: 4 } } });

    const shards = [asText, asObject].map((app) => settingsFromContext(app.node).dueShards);

    expect(shards).toEqual([4, 4]);
  });

  test.each([
    [{ dueShards: 0 }, "dueShards: received 0; allowed: a whole number from 1 to 256"],
    [{ dueShards: "16" }, 'dueShards: received "16"; allowed: a whole number from 1 to 256'],
    [{ logRetentionDays: 31 }, /^logRetentionDays: received 31; allowed: one of 1, 3, 5, 7/],
    [{ publicUrl: "http://example.com" }, /^publicUrl: received "http:\/\/example.com"; allowed: an https:/],
    [{ publicUrl: "https://example.com/" }, /^publicUrl: .*without a slash/],
    [{ emailIdentity: "*" }, /^emailIdentity: received "\*"; allowed: a verified SES identity/],
    [{ alarmEmail: null }, "alarmEmail: received null; allowed: an email address such as ops@example.com"],
    [{ smsThrough: "pigeon" }, 'smsThrough: received "pigeon"; allowed: one of sns, end-user-messaging'],
    [{ smsThrough: "end-user-messaging" }, /^smsOrigination: received undefined; allowed: the end of an ARN/],
    [{ smsOrigination: "pool/pool-1" }, /^smsOrigination: received "pool\/pool-1"; .*exactly when smsThrough/],
    [{ smsThrough: "end-user-messaging", smsOrigination: "pool/*" }, /^smsOrigination: received "pool\/\*"; allowed/],
    [{ pushApplications: {} }, /^pushApplications: received {}; allowed: ARNs of platform applications/],
    [{ pushApplications: { fcm: "arn:aws:sns:eu-west-1:1:app/GCM/shop" } }, /^pushApplications: received .*; allowed/],
    [{ pushApplications: { fcm: "arn:aws:sns:eu-west-1:123456789012:app/GCM/*" } }, /^pushApplications: received/],
    [{ pushApplications: { apns: "arn:aws:sns:eu-west-1:123456789012:app/GCM/shop" } }, /^pushApplications: received/],
    [{ pushApplications: { adm: "arn:aws:sns:eu-west-1:123456789012:app/ADM/shop" } }, /^pushApplications: received/],
    [{ adminEmails: "ada@example.com" }, /^adminEmails: received .*; allowed: a list of 1 to 20 email addresses/],
    [{ adminEmails: ["ada"] }, /^adminEmails: received \["ada"\]; allowed/],
    [{ adminEmails: [] }, /^adminEmails: received \[\]; allowed/],
    [{ consoleDomain: "https://console.example.com" }, /^consoleDomain: received .*; allowed: a domain in lower case/],
    [{ consoleDomain: "console.example.com" }, /^consoleCertificate: received undefined; .*exactly when there is a/],
    [
      { consoleCertificate: "arn:aws:acm:eu-west-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef" },
      /^consoleCertificate: received .*; allowed: the ARN of a certificate in us-east-1/,
    ],
    [{ signInPrefix: "my-aws-shop" }, /^signInPrefix: received "my-aws-shop"; allowed: .*without aws, amazon or/],
    [{ shards: 4 }, /^unknown key "shards"; allowed: stackPrefix, dueShards/],
    [[], /^received \[\]; allowed: an object/],
  ])("refuse %j and say what is allowed", (input, problem) => {
    const problems = problemsOf(() => parseDeploySettings(input));

    expect(problems).toEqual([expect.stringMatching(problem)]);
  });

  test("name every problem at once", () => {
    const problems = problemsOf(() => parseDeploySettings({ dueShards: -1, tickMinutes: 0.5 }));

    expect(problems).toHaveLength(2);
  });

  test("refuse text that is no JSON", () => {
    const app = new App({ context: { rekindle: "{dueShards: 4}" } });

    const problems = problemsOf(() => settingsFromContext(app.node));

    expect(problems).toEqual([expect.stringContaining("allowed: JSON such as")]);
  });
});
