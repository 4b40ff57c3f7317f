import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Finding } from "../../../lib/doctor/finding.ts";
import type { AccountSetup } from "../../../lib/local/stand-ins/account-setup.ts";
import type { Zone } from "../../support/dns-stand-in.ts";
import { goodIdentity, goodZone, startPatient, withEvents } from "./patient.ts";

let patient: Awaited<ReturnType<typeof startPatient>>;
beforeAll(async () => {
  patient = await startPatient();
});
afterAll(() => patient.stop());
beforeEach(() => patient.heal());

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
    await patient.publish();
    patient.standIns.changeSetup(change);

    const { of, code } = await patient.examined();

    expect(of(check)).toMatchObject({ verdict, todo: expect.stringMatching(/\w{3,}/) });
    expect(code).toBe(verdict === "mend" ? 1 : 0);
  });

  it.each([
    ["SHUTDOWN", "mend", 1],
    ["PROBATION", "warning", 0],
  ] as const)("with the standing %s gets %s", async (enforcementStatus, verdict, exit) => {
    await patient.publish();
    patient.standIns.changeAccount({ enforcementStatus });

    const { of, code } = await patient.examined();

    expect([of("SES account")?.verdict, code]).toEqual([verdict, exit]);
  });

  it("whose quota and rate are small hears of both", async () => {
    await patient.publish();
    patient.standIns.changeAccount({ quota: { max24HourSend: 1_000, maxSendRate: 1 } });

    const { of } = await patient.examined({ "per-day": "5000" });

    expect(of("SES quota")).toMatchObject({ verdict: "warning" });
    expect(of("SES rate")).toMatchObject({ verdict: "warning", says: "1 emails a second: 10,000 take 3 hours." });
  });

  it("that does not answer is not taken for fine", async () => {
    await patient.publish();
    patient.standIns.changeAccount({ answers: false });

    const { of, code } = await patient.examined();

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
    await patient.publish();

    const { of } = await patient.examined({ "sms-origination": origination });

    expect(of(check)).toMatchObject({ verdict });
  });

  it("whose texts tell nobody what became of them hears of it", async () => {
    await patient.publish();
    patient.standIns.changeSetup({ textSets: { "Rekindle-sms": ["TEXT_DELIVERED"] } });

    expect((await patient.examined({ "sms-origination": "pool/pool-1" })).of("events of texts")).toMatchObject({
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
    await patient.publish();
    patient.dns.change(zone);

    expect((await patient.examined()).bad.map((one) => [one.check, one.verdict])).toEqual([[check, verdict]]);
  });

  it.each([
    ["SPF", "TXT mail.shop.example", ["v=spf1 include:other.example ~all"], "mend"],
    ["SPF", "TXT mail.shop.example", ["v=spf1 include:amazonses.com ~all", "v=spf1 -all"], "mend"],
    ["DMARC", "TXT _dmarc.shop.example", ["v=DMARC1; p=none"], "warning"],
    ["DMARC", "TXT _dmarc.shop.example", ["v=DMARC1; rua=mailto:a@b.example"], "mend"],
  ] as const)("of %s that say %s %s", async (check, name, values, verdict) => {
    await patient.publish();
    patient.dns.change({ ...goodZone, [name]: values });

    expect((await patient.examined()).of(check)).toMatchObject({ verdict });
  });

  it("of the domain above count where a subdomain has no DMARC of its own", async () => {
    patient.standIns.changeSetup({ identities: { "news.shop.example": goodIdentity() } });
    await patient.publish({ senders: { emailFrom: "hello@news.shop.example" } });

    expect((await patient.examined()).of("DMARC")).toMatchObject({ verdict: "fine" });
  });

  it("are not taken for fine when the name server fails", async () => {
    await patient.publish();
    patient.dns.breakDown(true);

    expect((await patient.examined()).of("DMARC")).toMatchObject({
      verdict: "warning",
      says: expect.stringContaining("ESERVFAIL"),
    });
  });
});
