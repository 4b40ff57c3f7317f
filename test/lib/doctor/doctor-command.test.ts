import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPreferencesApp } from "../../../lambdas/handlers/preferences.ts";
import { createUnsubscribeApp } from "../../../lambdas/handlers/unsubscribe.ts";
import type { Values } from "../../../lib/command.ts";
import { runDoctor } from "../../../lib/doctor/doctor-command.ts";
import type { Finding } from "../../../lib/doctor/finding.ts";
import { type AccountSetup, emptySetup } from "../../../lib/local/stand-ins/account-setup.ts";
import { type StandIns, startStandIns } from "../../../lib/local/stand-ins/start.ts";
import { dormantCampaign, sendStep } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { type DnsStandIn, startDns, type Zone } from "../../support/dns-stand-in.ts";
import { startShop, type TestShop } from "../../support/shop.ts";
import { property, resourcesOf, templates } from "../templates.ts";

const now = Date.parse("2026-03-02T12:00:00Z");
const repliesTopicArn = "arn:aws:sns:us-east-1:123456789012:SmsReplies";
const outputs = {
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
const goodIdentity = (): AccountSetup["identities"][string] => ({
  verified: true,
  dkim: "SUCCESS",
  dkimTokens: tokens,
  mailFrom: { domain: "mail.shop.example", status: "SUCCESS" },
});
const withEvents = (events: readonly string[]): Partial<AccountSetup> => ({
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
const goodZone: Zone = {
  ...dkimRecords,
  "TXT mail.shop.example": ["v=spf1 include:amazonses.com ~all"],
  "MX mail.shop.example": ["feedback-smtp.us-east-1.amazonses.com"],
  "TXT _dmarc.shop.example": ["v=DMARC1; p=quarantine; rua=mailto:dmarc@shop.example"],
};

let shop: TestShop;
let standIns: StandIns;
let dns: DnsStandIn;
let directory: string;

beforeAll(async () => {
  [shop, standIns, dns] = [await startShop(now), await startStandIns({ clock: { now: () => now } }), await startDns()];
  directory = mkdtempSync(join(tmpdir(), "rekindle-doctor-"));
});
afterAll(async () => {
  await Promise.all([shop.stop(), standIns.stop(), dns.stop()]);
  rmSync(directory, { recursive: true, force: true });
});
beforeEach(async () => {
  await shop.tables.clear();
  standIns.changeSetup(goodSetup());
  standIns.changeAccount({ sendingEnabled: true, enforcementStatus: "HEALTHY", answers: true, quota });
  dns.change(goodZone);
  dns.breakDown(false);
});
const quota = { max24HourSend: 50_000, maxSendRate: 14 };

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
  const code = await runDoctor({ table, ...given }, { variables: variables(), out: (line) => lines.push(line), fetch });
  const findings: readonly Finding[] = given.json === true ? JSON.parse(lines[0] ?? "").findings : [];
  const of = (check: string) => findings.find((one) => one.check === check);
  return { code, lines, findings, of, bad: findings.filter(({ verdict }) => verdict !== "fine") };
};

const publish = (more: object = {}) =>
  shop.open({
    campaigns: [dormantCampaign({ steps: [sendStep({ channels: ["email"] })] })],
    settings: {
      shop: { name: "Tea Shop", postalAddress: "1 High Street, London" },
      senders: { emailFrom: "hello@shop.example" },
      ...more,
    },
  });

describe("a good account", () => {
  it("is fine in everything, and the command succeeds", async () => {
    await publish();

    const { code, bad, findings } = await examined();

    expect(bad).toEqual([]);
    expect(code).toBe(0);
    expect(findings.map(({ check }) => check).sort()).toEqual(
      [
        ...["stacks", "SES account", "SES sandbox", "SES quota", "SES rate", "SES suppression list"],
        ...["email identity", "DKIM at SES", "MAIL FROM", "DKIM", "SPF", "MX of MAIL FROM", "DMARC"],
        ...["configuration set", "events of SES", "SMS sandbox", "SMS spend limit", "SMS type", "SMS origination"],
        ...["sender", "shop", "postal address", "links"],
      ].sort(),
    );
  });

  it("is told of in plain words without --json", async () => {
    await publish();

    const { lines } = await examined({ json: false });

    expect(lines[1]).toBe("fine            SES account: SES sends for this account, and its standing is healthy.");
    expect(lines.at(-1)).toBe("\n23 fine, 0 warnings, 0 must be mended.");
  });

  it("is fine for texts through End User Messaging from its pool", async () => {
    await publish();

    const { bad, of } = await examined({ "sms-origination": "pool/pool-1" });

    expect(bad).toEqual([]);
    expect(of("replies to texts")?.verdict).toBe("fine");
  });

  it("is looked at for consents when the customers' table is named", async () => {
    await publish();
    const customers = String(shop.runtime().environment.CUSTOMERS_TABLE);
    const before = await examined({ customers });
    await shop.tell(customerWith({ customerId: "ann", now, daysSinceOrder: 3 }));

    const after = await examined({ customers });

    expect(before.of("consent: email, promotion")?.verdict).toBe("warning");
    expect(after.of("consent: email, promotion")?.says).toBe("1 of 1 customers looked at may be written to.");
    expect(after.code).toBe(0);
  });
});

describe("a bad account", () => {
  /** Each row: what is wrong, and the one check that has to say so, with what it has to be. */
  const setups: readonly (readonly [string, Partial<AccountSetup>, string, Finding["verdict"]])[] = [
    ["in the sandbox", { productionAccess: false }, "SES sandbox", "mend"],
    ["without its identity", { identities: {} }, "email identity", "mend"],
    ["without suppression of complaints", { suppressedReasons: ["BOUNCE"] }, "SES suppression list", "warning"],
    ["without its configuration set", { configurationSets: {} }, "configuration set", "mend"],
    ["with events that reach nobody", withEvents([]), "events of SES", "mend"],
    ["with events that leave out bounces", withEvents(["SEND", "DELIVERY"]), "events of SES", "mend"],
    ["in the SMS sandbox", { smsSandbox: true }, "SMS sandbox", "mend"],
    ["with the first spend limit", { smsSpendLimit: 1 }, "SMS spend limit", "warning"],
    ["without a number", { originationNumbers: [] }, "SMS origination", "warning"],
  ];

  it.each(setups)("%s is told so, and what to do", async (_, change, check, verdict) => {
    await publish();
    standIns.changeSetup(change);

    const { of, code } = await examined();

    expect(of(check)).toMatchObject({ verdict, todo: expect.stringMatching(/\w{3,}/) });
    expect(code).toBe(verdict === "mend" ? 1 : 0);
  });

  it.each([
    ["SHUTDOWN", "mend", 1],
    ["PROBATION", "warning", 0],
  ] as const)("with the standing %s gets %s", async (enforcementStatus, verdict, exit) => {
    await publish();
    standIns.changeAccount({ enforcementStatus });

    const { of, code } = await examined();

    expect([of("SES account")?.verdict, code]).toEqual([verdict, exit]);
  });

  it("whose quota and rate are small hears of both", async () => {
    await publish();
    standIns.changeAccount({ quota: { max24HourSend: 1_000, maxSendRate: 1 } });

    const { of } = await examined({ "per-day": "5000" });

    expect(of("SES quota")).toMatchObject({ verdict: "warning" });
    expect(of("SES rate")).toMatchObject({ verdict: "warning", says: "1 emails a second: 10,000 take 3 hours." });
  });

  it("that does not answer is not taken for fine", async () => {
    await publish();
    standIns.changeAccount({ answers: false });

    const { of, code } = await examined();

    expect(of("SES account")).toMatchObject({
      verdict: "mend",
      says: expect.stringContaining("could not be looked at"),
    });
    expect(code).toBe(1);
  });

  it.each([
    ["pool/pool-2", "SMS origination", "mend"],
    ["phone-number/phone-1", "SMS origination", "mend"],
    ["sender-id/TEASHOP/GB", "replies to texts", "warning"],
  ])("with %s for its texts hears of it", async (origination, check, verdict) => {
    await publish();

    const { of } = await examined({ "sms-origination": origination });

    expect(of(check)).toMatchObject({ verdict });
  });

  it("whose texts tell nobody what became of them hears of it", async () => {
    await publish();
    standIns.changeSetup({ textSets: { "Rekindle-sms": ["TEXT_DELIVERED"] } });

    expect((await examined({ "sms-origination": "pool/pool-1" })).of("events of texts")).toMatchObject({
      verdict: "mend",
    });
  });
});

const without = (name: string): Zone => Object.fromEntries(Object.entries(goodZone).filter(([key]) => key !== name));

describe("the records of the domain", () => {
  it.each([
    ["a DKIM record", without("CNAME tokenb._domainkey.shop.example"), "DKIM", "mend"],
    ["SPF", without("TXT mail.shop.example"), "SPF", "mend"],
    ["an MX record", without("MX mail.shop.example"), "MX of MAIL FROM", "mend"],
    ["DMARC", without("TXT _dmarc.shop.example"), "DMARC", "mend"],
  ] as const)("without %s", async (_, zone, check, verdict) => {
    await publish();
    dns.change(zone);

    expect((await examined()).bad.map((one) => [one.check, one.verdict])).toEqual([[check, verdict]]);
  });

  it.each([
    ["SPF", "TXT mail.shop.example", ["v=spf1 include:other.example ~all"], "mend"],
    ["SPF", "TXT mail.shop.example", ["v=spf1 include:amazonses.com ~all", "v=spf1 -all"], "mend"],
    ["DMARC", "TXT _dmarc.shop.example", ["v=DMARC1; p=none"], "warning"],
    ["DMARC", "TXT _dmarc.shop.example", ["v=DMARC1; rua=mailto:a@b.example"], "mend"],
  ] as const)("of %s that say %s %s", async (check, name, values, verdict) => {
    await publish();
    dns.change({ ...goodZone, [name]: values });

    expect((await examined()).of(check)).toMatchObject({ verdict });
  });

  it("of the domain above count where a subdomain has no DMARC of its own", async () => {
    standIns.changeSetup({ identities: { "news.shop.example": goodIdentity() } });
    await publish({ senders: { emailFrom: "hello@news.shop.example" } });

    expect((await examined()).of("DMARC")).toMatchObject({ verdict: "fine" });
  });

  it("are not taken for fine when the name server fails", async () => {
    await publish();
    dns.breakDown(true);

    expect((await examined()).of("DMARC")).toMatchObject({
      verdict: "warning",
      says: expect.stringContaining("ESERVFAIL"),
    });
  });
});

describe("the shop's own settings", () => {
  it("must name a sender and a postal address of the shop's", async () => {
    await shop.open({ campaigns: [] });

    const { of } = await examined();

    expect([of("sender"), of("postal address"), of("shop")].map((one) => one?.verdict)).toEqual([
      "mend",
      "mend",
      "warning",
    ]);
  });

  it("may come from a file before anything was published", async () => {
    const settings = file("settings.json", { senders: { emailFrom: "hello@shop.example" } });

    const { of } = await examined({ settings });

    expect(of("email identity")?.verdict).toBe("fine");
    expect(of("postal address")?.verdict).toBe("mend");
  });

  it("that nobody published are something to mend", async () => {
    expect((await examined()).of("settings")).toMatchObject({ verdict: "mend" });
  });

  it("must let links work", async () => {
    await publish();
    const broken = () => Promise.reject(new Error("nobody listens"));

    const [plain, silent] = [await examined({ "public-url": "http://shop.example" }), await examined({}, broken)];

    expect([plain.of("links")?.verdict, silent.of("links")?.verdict]).toEqual(["mend", "mend"]);
  });
});

describe("the outputs of the stacks", () => {
  it("have to be there, all of them", async () => {
    await publish();
    const { "Rekindle-engine": _, ...others } = outputs;

    const { of } = await examined({ outputs: file("half.json", others) });

    expect(of("stacks")).toMatchObject({ verdict: "mend", says: expect.stringContaining("ConfigurationSetName") });
    expect(of("configuration set")).toMatchObject({ verdict: "mend" });
  });

  it.each(["ApiUrl", "ConfigurationSetName", "CampaignsTableName", "LinkSecretName", "ConsoleUrl"])(
    "%s is one that the templates have",
    (name) => {
      const all = Object.values(templates).flatMap(({ Outputs = {} }) => Object.keys(Outputs));

      expect(all).toContain(name);
    },
  );
});

describe("the command", () => {
  it.each([
    [{ outputs: "nowhere.json" }, "cannot be read"],
    [{ "sms-origination": "tea" }, "allowed: the end of an ARN"],
    [{ dns: "not a server" }, "is no name server"],
  ])("says what is wrong with %j and what is allowed", async (values, text) => {
    await expect(examined(values)).rejects.toThrow(text);
  });

  it("ends with 2 at an argument that it does not know", () => {
    const run = spawnSync("npx", ["tsx", "bin/doctor.ts", "--nothing"], { encoding: "utf8" });

    expect(run.stderr).toContain("--nothing");
    expect(run.status).toBe(2);
  });
});
