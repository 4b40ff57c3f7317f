import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPreferencesApp } from "../../../lambdas/handlers/preferences.ts";
import { createUnsubscribeApp } from "../../../lambdas/handlers/unsubscribe.ts";
import type { Values } from "../../../lib/command.ts";
import { runDoctor } from "../../../lib/doctor/doctor-command.ts";
import type { Finding } from "../../../lib/doctor/finding.ts";
import { type AccountSetup, emptySetup } from "../../../lib/local/stand-ins/account-setup.ts";
import { startStandIns } from "../../../lib/local/stand-ins/start.ts";
import { dormantCampaign, sendStep } from "../../support/campaigns.ts";
import { startDns, type Zone } from "../../support/dns-stand-in.ts";
import { startShop, type TestShop } from "../../support/shop.ts";
import { property, resourcesOf } from "../templates.ts";

export const now = Date.parse("2026-03-02T12:00:00Z");
const repliesTopicArn = "arn:aws:sns:us-east-1:123456789012:SmsReplies";
export const outputs = {
  "Rekindle-data": { CampaignsTableName: "from-the-shop", LinkSecretName: "link" },
  "Rekindle-engine": {
    ApiUrl: "https://api.shop.example",
    ConfigurationSetName: "engine-set",
    SmsRepliesTopicArn: repliesTopicArn,
  },
  "Rekindle-console": { ConsoleUrl: "https://console.shop.example" },
};

/** The events that the engine's own template asks SES for, as the API names them. */
const deployedEvents = (): readonly string[] => {
  const [destination] = resourcesOf("AWS::SES::ConfigurationSetEventDestination");
  const types = destination && property(destination, "EventDestination.MatchingEventTypes");
  return (Array.isArray(types) ? types : []).map((type) =>
    String(type)
      .replaceAll(/([a-z])([A-Z])/g, "$1_$2")
      .toUpperCase(),
  );
};

const tokens = ["tokena", "tokenb", "tokenc"];
export const goodIdentity = (): AccountSetup["identities"][string] => ({
  verified: true,
  dkim: "SUCCESS",
  dkimTokens: tokens,
  mailFrom: { domain: "mail.shop.example", status: "SUCCESS" },
});
export const withEvents = (events: readonly string[]): Partial<AccountSetup> => ({
  configurationSets: { "engine-set": { sends: true, events } },
});
const goodSetup = (): AccountSetup => ({
  ...emptySetup,
  identities: { "shop.example": goodIdentity() },
  ...withEvents(deployedEvents()),
  smsSpendLimit: 500,
  originationNumbers: ["+447700900000"],
  pools: { "pool-1": { status: "ACTIVE", twoWayTo: repliesTopicArn } },
  phoneNumbers: { "phone-1": { status: "PENDING" } },
  senderIds: ["TEASHOP/GB"],
  textSets: { "Rekindle-sms": ["TEXT_ALL"] },
});

const dkimRecords = Object.fromEntries(
  tokens.map((token) => [`CNAME ${token}._domainkey.shop.example`, [`${token}.dkim.amazonses.com`]]),
);
export const goodZone: Zone = {
  ...dkimRecords,
  "TXT mail.shop.example": ["v=spf1 include:amazonses.com ~all"],
  "MX mail.shop.example": ["feedback-smtp.us-east-1.amazonses.com"],
  "TXT _dmarc.shop.example": ["v=DMARC1; p=quarantine; rua=mailto:dmarc@shop.example"],
};

const quota = { max24HourSend: 50_000, maxSendRate: 14 };

/** Settings and a campaign with which nothing is wrong. */
const publishIn = (shop: TestShop, more: object) =>
  shop.open({
    campaigns: [dormantCampaign({ steps: [sendStep({ channels: ["email"] })] })],
    settings: {
      shop: { name: "Tea Shop", postalAddress: "1 High Street, London" },
      senders: { emailFrom: "hello@shop.example" },
      ...more,
    },
  });

/** A shop with tables, providers and a name server, in all of which everything is as it should be. */
export const startPatient = async () => {
  const [shop, standIns, dns] = [
    await startShop(now),
    await startStandIns({ clock: { now: () => now } }),
    await startDns(),
  ];
  const directory = mkdtempSync(join(tmpdir(), "rekindle-doctor-"));

  const variables = () => ({
    ...shop.runtime().environment,
    CUSTOMERS_TABLE: undefined,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_SESV2: standIns.sesEndpoint,
    AWS_ENDPOINT_URL_SNS: standIns.snsEndpoint,
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: standIns.endUserMessagingEndpoint,
  });

  const file = (name: string, content: unknown): string => {
    const path = join(directory, name);
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  };

  /** The pages behind links are the product's own. */
  const pages = async (url: string) => {
    const { pathname } = new URL(url);
    const app = pathname.startsWith("/preferences/") ? createPreferencesApp : createUnsubscribeApp;
    return app(shop.runtime()).request(pathname);
  };

  const examined = async (values: Values = {}, fetch = pages) => {
    const lines: string[] = [];
    const given: Values = { outputs: file("outputs.json", outputs), dns: dns.server, json: true, ...values };
    const table = String(shop.runtime().environment.CAMPAIGNS_TABLE);
    const code = await runDoctor(
      { table, ...given },
      { variables: variables(), out: (line) => lines.push(line), fetch },
    );
    const findings: readonly Finding[] = given.json === true ? JSON.parse(lines[0] ?? "").findings : [];
    const of = (check: string) => findings.find((one) => one.check === check);
    return { code, lines, findings, of, bad: findings.filter(({ verdict }) => verdict !== "fine") };
  };

  return {
    shop,
    standIns,
    dns,
    file,
    examined,
    publish: (more: object = {}) => publishIn(shop, more),
    heal: async () => {
      await shop.tables.clear();
      standIns.changeSetup(goodSetup());
      standIns.changeAccount({ sendingEnabled: true, enforcementStatus: "HEALTHY", answers: true, quota });
      dns.change(goodZone);
      dns.breakDown(false);
    },
    stop: async () => {
      await Promise.all([shop.stop(), standIns.stop(), dns.stop()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
};
