import { describe, expect, test } from "vitest";
import { defaultSettings, parseSettings } from "../../lambdas/domain/parse-settings.ts";
import { problemText } from "../../lambdas/domain/problem.ts";

const problemsOf = (input: unknown): readonly string[] => {
  const parsed = parseSettings(input);
  return parsed.ok ? [] : parsed.problems.map(problemText);
};

test("an empty file means the defaults", () => {
  const parsed = parseSettings({});

  expect(parsed).toEqual({ ok: true, settings: defaultSettings });
});

test("the example of the contract is accepted as written", () => {
  const parsed = parseSettings({
    shop: { name: "Demo", timeZone: "Europe/London", locale: "en", currency: "GBP" },
    caps: [
      { id: "sms-1-per-day", scope: { channel: "sms" }, window: { rollingHours: 24 }, max: 1 },
      { id: "all-3-per-week", scope: "all", window: { calendar: "week" }, max: 3 },
    ],
    quietHours: { default: { from: "21:00", to: "09:00" }, sms: { from: "20:00", to: "10:00" } },
    closedDays: ["2010-12-25"],
    holdOut: { percent: 5, salt: "2026" },
    campaigns: { "dormant-wake-up": { dormantDays: 180, priority: 5 }, "repurchase-reminder": { leadDays: 7 } },
  });

  expect(parsed.ok && parsed.settings.campaigns["dormant-wake-up"]).toEqual({
    dormantDays: 180,
    priority: 5,
  });
});

test("quiet hours of one channel leave the default ones in place", () => {
  const parsed = parseSettings({ quietHours: { sms: "none" } });

  expect(parsed.ok && parsed.settings.quietHours).toEqual({ default: { from: "21:00", to: "09:00" }, sms: "none" });
});

describe("a problem names the place, the value and what is allowed", () => {
  const cap = { id: "a", scope: "all", window: { rollingHours: 24 }, max: 1 };

  test.each<readonly [string, unknown, string]>([
    [
      "a cap of -1",
      { caps: [cap, { ...cap, id: "b", max: -1 }] },
      "caps[1].max: is too small (received -1; allowed: a whole number from 0)",
    ],
    [
      "a cap of one and a half",
      { caps: [{ ...cap, max: 1.5 }] },
      "caps[0].max: is of the wrong type (received 1.5; allowed: a whole number from 0)",
    ],
    [
      "a number in quotes",
      { caps: [{ ...cap, max: "1" }] },
      'caps[0].max: is of the wrong type (received "1"; allowed: a whole number from 0)',
    ],
    [
      "a missing key",
      { caps: [{ id: "a", scope: "all", window: { rollingHours: 1 } }] },
      "caps[0].max: is missing (received nothing; allowed: a whole number from 0)",
    ],
    [
      "an unknown key",
      { capz: [] },
      'capz: is an unknown key; did you mean "caps"? (received []; allowed: approval, budget, campaigns, caps, cases, channelChoice, closedDays, holdOut, importing, inDoubt, membership, pace, quietHours, senders, shop, testRecipients, tiers, webhookHosts, workingHours)',
    ],
    [
      "an unknown key that is like no other",
      { shop: { colour: "red" } },
      'shop.colour: is an unknown key (received "red"; allowed: currency, locale, name, postalAddress, timeZone)',
    ],
    [
      "an unknown key below a union",
      { caps: [{ ...cap, scope: { chanel: "sms" } }] },
      'caps[0].scope.chanel: is an unknown key; did you mean "channel"? (received "sms"; allowed: category, channel)',
    ],
    [
      "two windows in one cap",
      { caps: [{ ...cap, window: { rollingHours: 1, calendar: "day" } }] },
      'caps[0].window.calendar: does not go together with the keys beside it (received "day"; allowed: calendar, rollingDays, rollingHours)',
    ],
    [
      "an unknown scope",
      { caps: [{ ...cap, scope: "sms" }] },
      'caps[0].scope: is not allowed (received "sms"; allowed: "all" or { channel?, category? })',
    ],
    [
      "two caps with one id",
      { caps: [cap, cap] },
      `caps: cap ids must be unique (received ${JSON.stringify([cap, cap]).slice(0, 79)}…)`,
    ],
    [
      "a zone that is none",
      { shop: { timeZone: "Mars/Base" } },
      'shop.timeZone: must be an IANA time zone such as Europe/London (received "Mars/Base")',
    ],
    [
      "an impossible date",
      { closedDays: ["2010-02-30"] },
      'closedDays[0]: must be a date such as 2026-12-25 (received "2010-02-30")',
    ],
    [
      "an unknown festival",
      { closedDays: [{ festival: "xmas" }] },
      'closedDays[0].festival: is not allowed (received "xmas"; allowed: one of "spring-festival", "mid-autumn", "dragon-boat", "qingming")',
    ],
    [
      "an impossible time",
      { quietHours: { sms: { from: "24:00", to: "09:00" } } },
      'quietHours.sms.from: must be a local time such as 09:00 (received "24:00")',
    ],
    [
      "quiet hours of no length",
      { quietHours: { sms: { from: "09:00", to: "09:00" } } },
      'quietHours.sms.to: must end at another time than it begins; write "none" for no quiet hours (received "09:00")',
    ],
    [
      "too large a hold-out",
      { holdOut: { percent: 90 } },
      "holdOut.percent: is too large (received 90; allowed: a number from 0 to 50)",
    ],
    [
      "a price of nothing",
      { senders: { smsMaxPriceUsd: 0 } },
      "senders.smsMaxPriceUsd: is too small (received 0; allowed: a number above 0, at most 10)",
    ],
    [
      "a campaign's priority",
      { campaigns: { "dormant-wake-up": { priority: 0 } } },
      "campaigns.dormant-wake-up.priority: is too small (received 0; allowed: a whole number from 1 to 9)",
    ],
  ])("%s", (_title, input, expected) => {
    const problems = problemsOf(input);

    expect(problems).toEqual([expected]);
  });

  test.each([[null], [[]], [3], ["text"], [undefined]])("settings that are %j", (input) => {
    const problems = problemsOf(input);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^settings: is (missing|of the wrong type)/);
  });

  test("settings without a bottom are refused before anybody walks down", () => {
    const bottomless: unknown = JSON.parse(`{"campaigns":{"a":{"b":${"[".repeat(20_000)}1${"]".repeat(20_000)}}}}`);

    expect(problemsOf(bottomless)).toEqual(["settings: are nested too deeply (allowed: at most 32 levels)"]);
  });

  test("all problems are told at once", () => {
    const problems = problemsOf({ capz: [], holdOut: { percent: -1 }, shop: { locale: "fr" } });

    expect(problems.map((problem) => problem.split(":")[0])).toEqual(["shop.locale", "holdOut.percent", "capz"]);
  });
});
