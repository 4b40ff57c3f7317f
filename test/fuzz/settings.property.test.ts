import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { advance } from "../../lambdas/domain/advance.ts";
import { parseSettings } from "../../lambdas/domain/parse-settings.ts";
import { emptyProfile } from "../../lambdas/domain/profile.ts";
import { compileRules } from "../../lambdas/domain/rules.ts";
import type { SettingsInput } from "../../lambdas/domain/settings.ts";
import { settingsOf, WrongArguments } from "../../lib/command.ts";
import { DeploySettingsError, parseDeploySettings } from "../../lib/settings.ts";
import { careCampaign, dormantCampaign } from "../support/campaigns.ts";
import { cpuTimed } from "../support/cpu-time.ts";
import { customerWith } from "../support/customer-with.ts";
import { fuzzed } from "../support/fuzz.ts";
import { hostileValue, mutated, mutatedBytes } from "../support/hostile.ts";

const now = Date.parse("2026-03-02T10:00:00Z");

/** Every key there is, so that an edit can be made of each. */
const full: SettingsInput = {
  shop: { name: "Demo", timeZone: "Europe/London", locale: "en", currency: "GBP", postalAddress: "1 Quay" },
  caps: [
    { id: "sms-1-per-day", scope: { channel: "sms" }, window: { rollingHours: 24 }, max: 1 },
    { id: "all-3-per-week", scope: "all", window: { calendar: "week" }, max: 3 },
    { id: "care", scope: { channel: "email", category: "care" }, window: { rollingDays: 30 }, max: 2 },
  ],
  quietHours: { default: { from: "21:00", to: "09:00" }, sms: { from: "20:00", to: "10:00" }, push: "none" },
  closedDays: ["2026-12-25", { festival: "spring-festival", days: 7 }],
  holdOut: { percent: 5, salt: "2026" },
  senders: { emailFrom: "a@example.com", emailReplyTo: "b@example.com", smsSenderId: "Demo1", smsMaxPriceUsd: 0.2 },
  inDoubt: { leaseMinutes: 5, email: "retry-once", evidenceHours: 6 },
  importing: { settleMinutes: 0, historyHours: 48 },
  campaigns: { "dormant-wake-up": { enabled: true, priority: 5, holdOutPercent: 10, dormantDays: 180 } },
};
const settings = fc.oneof(
  { weight: 4, arbitrary: mutated(full) },
  { weight: 1, arbitrary: mutated(full).chain(mutated) },
  { weight: 1, arbitrary: hostileValue },
);

/** A customer who is due for one campaign and lives where the settings say nothing of. */
const customer = () => customerWith({ customerId: "c1", now, daysSinceOrder: 180, phone: "+447700900123" });

const decideBy = (input: SettingsInput) => {
  const parsed = parseSettings(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const campaigns = [dormantCampaign(), careCampaign()];
  const rules = compileRules(
    { revision: 1, paused: false, settings: parsed.settings, campaigns },
    { gapCount: 0, gapMsTotal: 0 },
  );
  const first = advance({ profile: emptyProfile("c1"), events: customer(), now, rules });
  return advance({ profile: first.profile, events: [], now: now + 86_400_000, rules });
};

describe("settings with a hostile value", () => {
  test("are taken, and then say the same when they are read again, or are refused with every place", async () => {
    await fc.assert(
      fc.property(settings, (input) => {
        const parsed = parseSettings(JSON.parse(JSON.stringify(input) ?? "null"));

        if (parsed.ok) expect(parseSettings(parsed.settings)).toEqual(parsed);
        else
          for (const { where, problem } of parsed.problems) {
            expect(where).not.toBe("");
            expect(problem).not.toBe("");
          }
      }),
      fuzzed(800),
    );
  });

  test("that are taken can be decided by, twice the same and within time", async () => {
    await fc.assert(
      fc.property(settings, (input) => {
        const parsed = parseSettings(input);
        fc.pre(parsed.ok);

        const first = cpuTimed(() => decideBy(input as SettingsInput));
        const second = cpuTimed(() => decideBy(input as SettingsInput));

        expect(second.result).toEqual(first.result);
        expect(first.ms).toBeLessThan(4_000);
      }),
      fuzzed(80),
    );
  });
});

test("deploy settings with a hostile value are taken or refused with what is allowed", async () => {
  const full = {
    ...{
      stackPrefix: "Shop",
      dueShards: 16,
      eventRetentionDays: 730,
      logRetentionDays: 30,
      tickMinutes: 1,
      tickParts: 1,
    },
    ...{ requestsPerSecond: 200, logLevel: "INFO", publicUrl: "https://mail.example.com" },
    ...{ alarmEmail: "ops@example.com", emailIdentity: "example.com" },
  };
  await fc.assert(
    fc.property(fc.oneof(mutated(full), hostileValue), (input) => {
      const given: unknown = JSON.parse(JSON.stringify(input) ?? "null");
      let refused: unknown;
      try {
        parseDeploySettings(given);
      } catch (error) {
        refused = error;
      }

      if (refused === undefined) return;
      expect(refused).toBeInstanceOf(DeploySettingsError);
      expect(String(refused)).toContain("allowed:");
    }),
    fuzzed(400),
  );
});

describe("a settings file", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "rekindle-settings-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("of any bytes is read, or named as a wrong argument", async () => {
    const whole = Buffer.from(JSON.stringify(full));
    const bytes = fc.oneof(
      mutatedBytes(whole),
      settings.map((input) => Buffer.from(JSON.stringify(input) ?? "")),
      fc.uint8Array({ maxLength: 50 }).map((random) => Buffer.from(random)),
      fc.constantFrom("[", '{"a":', '{"shop":{"name":').map((unit) => Buffer.from(unit.repeat(50_000))),
      fc
        .constantFrom(["[", "1", "]"], ['{"a":', "1", "}"])
        .map(([open = "", inner = "", close = ""]) => Buffer.from(open.repeat(50_000) + inner + close.repeat(50_000))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const file = join(folder, "settings.json");
        writeFileSync(file, content);

        const failure = await settingsOf({ settings: file }).then(
          () => undefined,
          (error: unknown) => error,
        );

        if (failure !== undefined) expect(failure).toBeInstanceOf(WrongArguments);
      }),
      fuzzed(250),
    );
  });
});
