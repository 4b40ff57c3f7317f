// When campaigns that go by a local clock are due, right to the minute: each instant the engine plans is compared with a
// search through the minutes that shares no code with it.
import { describe, expect, it } from "vitest";
import type { Campaign, Trigger } from "../../lambdas/domain/campaign.ts";
import type { AttributeValue, Traits } from "../../lambdas/domain/event.ts";
import { nextDue } from "../../lambdas/domain/plan.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import { at, dayMs, dormantCampaign, hourMs, rulesWith } from "../support/campaigns.ts";
import { aProfile } from "../support/factories.ts";
import { look } from "../support/live-profile.ts";
import { occurrencesByMinute } from "../support/minute-search.ts";

type LocalTrigger = Extract<Trigger, { kind: "date" | "calendar" | "broadcast" }>;

const campaignWith = (trigger: Trigger, change: Partial<Campaign> = {}): Campaign =>
  dormantCampaign({ id: "dated", trigger, ...change, policy: { leaveOnOrder: false, ...change.policy } });

const customer = (traits: Traits, attributes: Readonly<Record<string, AttributeValue>> = {}): Profile =>
  aProfile({ traits: { email: "ada@example.com", ...traits }, attributes });

const birthday = (change: Partial<Extract<Trigger, { kind: "date" }>> = {}): Extract<Trigger, { kind: "date" }> => ({
  kind: "date",
  attribute: "birthday",
  every: "year",
  offsetDays: 0,
  at: "09:00",
  leapDay: "feb-28",
  lateHours: 24,
  ...change,
});

const festival = (
  change: Partial<Extract<Trigger, { kind: "calendar" }>> = {},
): Extract<Trigger, { kind: "calendar" }> => ({
  kind: "calendar",
  day: { festival: "spring-festival" },
  offsetDays: 0,
  at: "10:00",
  lateHours: 24,
  ...change,
});

/** Lives through a span, entering whenever the engine says so, and tells the instants of the entries. */
const entriesOf = (trigger: LocalTrigger, profile: Profile, from: number, to: number, shopZone = "Europe/London") => {
  const campaign = campaignWith(trigger);
  const rules = rulesWith({ campaigns: [campaign], settings: { shop: { timeZone: shopZone } } });
  const entries: { at: number; key: string }[] = [];
  let current = profile;
  for (let now = from; now <= to; ) {
    const due = nextDue(campaign, current, now, rules);
    if (due > to) break;
    now = Math.max(now, due);
    current = look(current, now, rules).profile;
    entries.push({ at: now, key: current.entries.dated?.occurrence ?? "" });
  }
  return entries;
};

const span = { from: at("2026-11-01T00:00:00Z"), to: at("2031-03-01T00:00:00Z") };
const zones = ["Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"] as const;

describe("a birthday", () => {
  it.each(zones)("on 29 February comes once a year in %s, on the day chosen for other years", (zone) => {
    for (const leapDay of ["feb-28", "mar-1"] as const) {
      const trigger = birthday({ leapDay });
      const profile = customer({ timeZone: zone }, { birthday: "1992-02-29" });

      const entries = entriesOf(trigger, profile, span.from, span.to);

      expect(entries).toEqual(occurrencesByMinute({ trigger, dates: ["1992-02-29"], zone, ...span }));
      expect(entries.map(({ key }) => key)).toContain("1992-02-29@2028");
      expect(entries.length).toBeGreaterThanOrEqual(4);
    }
  });

  it.each([
    [
      "2027-03-28 is skipped in London: 01:30 moves forward by the hour that is missing",
      "Europe/London",
      "2000-03-28",
      "01:30",
      "2027-03-28T01:30:00Z",
    ],
    [
      "2027-10-31 comes twice in London: 01:30 means the first",
      "Europe/London",
      "2000-10-31",
      "01:30",
      "2027-10-31T00:30:00Z",
    ],
    [
      "2027-10-03 is skipped on Lord Howe, by half an hour",
      "Australia/Lord_Howe",
      "2000-10-03",
      "02:15",
      "2027-10-02T15:45:00Z",
    ],
    ["2027-04-04 comes twice on Lord Howe", "Australia/Lord_Howe", "2000-04-04", "01:45", "2027-04-03T14:45:00Z"],
    [
      "2027-06-21 in Kathmandu, 5 hours and 45 minutes ahead",
      "Asia/Kathmandu",
      "2000-06-21",
      "09:00",
      "2027-06-21T03:15:00Z",
    ],
  ])("%s", (_, zone, date, clock, expected) => {
    const trigger = birthday({ at: clock });
    const profile = customer({ timeZone: zone }, { birthday: date });
    const window = { from: at(expected) - 3 * dayMs, to: at(expected) + 3 * dayMs };

    const entries = entriesOf(trigger, profile, window.from, window.to);

    expect(entries.map((entry) => entry.at)).toEqual([at(expected)]);
    expect(entries).toEqual(occurrencesByMinute({ trigger, dates: [date], zone, ...window }));
  });

  it("before the first one is no anniversary: the day of birth itself is none", () => {
    const entries = entriesOf(
      birthday(),
      customer({}, { birthday: "2026-12-01" }),
      span.from,
      at("2028-01-01T00:00:00Z"),
    );

    expect(entries.map(({ key }) => key)).toEqual(["2026-12-01@2027"]);
  });

  it.each([["not a date"], ["2026-02-30"], [7], [true]])("stored as %j is due never", (value) => {
    const campaign = campaignWith(birthday());

    const due = nextDue(campaign, customer({}, { birthday: value }), span.from, rulesWith({ campaigns: [campaign] }));

    expect(due).toBe(Number.POSITIVE_INFINITY);
  });

  it("that passed more than the allowed hours ago waits for the next year", () => {
    const campaign = campaignWith(birthday({ lateHours: 6 }));
    const rules = rulesWith({ campaigns: [campaign] });
    const profile = customer({ timeZone: "Europe/London" }, { birthday: "1990-12-10" });
    const due = at("2026-12-10T09:00:00Z");

    const inTime = nextDue(campaign, profile, due + 6 * hourMs, rules);
    const tooLate = nextDue(campaign, profile, due + 6 * hourMs + 1, rules);

    expect([inTime, tooLate]).toEqual([due, at("2027-12-10T09:00:00Z")]);
  });

  it("in quiet hours waits for the morning, and enters at night only where the morning would be too late", () => {
    const settings = { quietHours: { default: { from: "21:00", to: "09:00" } } };
    const profile = customer({ timeZone: "Europe/London" }, { birthday: "1990-12-10" });
    const dueWith = (lateHours: number): number => {
      const campaign = campaignWith(birthday({ at: "06:00", lateHours }));
      return nextDue(campaign, profile, span.from, rulesWith({ campaigns: [campaign], settings }));
    };

    expect([dueWith(4), dueWith(2)]).toEqual([at("2026-12-10T09:00:00Z"), at("2026-12-10T06:00:00Z")]);
  });
});

describe("a month of age", () => {
  it("falls on the last day of a month that is too short", () => {
    const trigger = birthday({ attribute: "childBirthdays", every: "months", ages: [6, 1, 3, 13], leapDay: "mar-1" });
    const dates = ["2026-12-31", "2027-01-30", "2028-02-29"];
    const zone = "Asia/Kathmandu";

    const entries = entriesOf(trigger, customer({ timeZone: zone }, { childBirthdays: dates }), span.from, span.to);

    expect(entries).toEqual(occurrencesByMinute({ trigger, dates, zone, ...span }));
    expect(entries.map(({ key, at: instant }) => [key, new Date(instant).toISOString()])).toEqual(
      expect.arrayContaining([
        ["2026-12-31+6m", "2027-06-30T03:15:00.000Z"],
        ["2027-01-30+1m", "2027-02-28T03:15:00.000Z"],
        ["2028-02-29+13m", "2029-03-29T03:15:00.000Z"],
      ]),
    );
  });

  it("of two children on one day is an occurrence of each", () => {
    const trigger = birthday({ attribute: "childBirthdays", every: "months", ages: [3, 6] });
    const dates = ["2026-10-15", "2026-07-15"];
    const profile = customer({ timeZone: "Europe/London" }, { childBirthdays: dates });

    const entries = entriesOf(trigger, profile, span.from, at("2027-02-01T00:00:00Z"));

    expect(entries.map(({ key }) => key)).toEqual(["2026-07-15+6m", "2026-10-15+3m"]);
  });
});

describe("a festival", () => {
  it.each(zones)("that moves comes every year on its day in %s", (zone) => {
    for (const name of ["spring-festival", "qingming", "dragon-boat", "mid-autumn"] as const) {
      const trigger = festival({ day: { festival: name }, offsetDays: name === "spring-festival" ? -3 : 1 });

      const entries = entriesOf(trigger, customer({ timeZone: zone }), span.from, span.to);

      expect(entries).toEqual(occurrencesByMinute({ trigger, zone, ...span }));
      expect(entries.map(({ key }) => key)).toEqual(
        expect.arrayContaining([2027, 2028, 2029, 2030].map((year) => `${name}@${year}`)),
      );
    }
  });

  it("of spring is on these days from 2027 to 2030", () => {
    const entries = entriesOf(
      festival(),
      customer({ timeZone: "Asia/Shanghai" }),
      span.from,
      at("2031-01-01T00:00:00Z"),
    );

    expect(entries.map((entry) => new Date(entry.at).toISOString())).toEqual([
      "2027-02-06T02:00:00.000Z",
      "2028-01-26T02:00:00.000Z",
      "2029-02-13T02:00:00.000Z",
      "2030-02-03T02:00:00.000Z",
    ]);
  });

  it("on a fixed day that a month may lack falls on its last day", () => {
    const trigger = festival({ day: { month: 2, dayOfMonth: 29 }, at: "00:00" });

    const entries = entriesOf(trigger, customer({ timeZone: "Australia/Lord_Howe" }), span.from, span.to);

    expect(entries).toEqual(occurrencesByMinute({ trigger, zone: "Australia/Lord_Howe", ...span }));
    expect(entries.map(({ key }) => key)).toEqual([
      "02-29@2027",
      "02-29@2028",
      "02-29@2029",
      "02-29@2030",
      "02-29@2031",
    ]);
  });
});

describe("a broadcast", () => {
  const broadcast = (clock: "local" | "shop"): Extract<Trigger, { kind: "broadcast" }> => ({
    kind: "broadcast",
    at: "2027-03-14T02:30",
    clock,
    lateHours: 12,
  });
  const window = { from: at("2027-03-10T00:00:00Z"), to: at("2027-03-20T00:00:00Z") };

  it.each(zones)("goes by the clock of the customer, or of the shop, in %s", (zone) => {
    for (const shopZone of ["Asia/Kathmandu", "America/New_York"]) {
      for (const clock of ["local", "shop"] as const) {
        const trigger = broadcast(clock);

        const entries = entriesOf(trigger, customer({ timeZone: zone }), window.from, window.to, shopZone);

        expect(entries).toEqual(occurrencesByMinute({ trigger, zone, shopZone, ...window }));
        expect(entries).toHaveLength(1);
      }
    }
  });

  it("that is put off within its day reaches nobody twice", () => {
    const campaign = campaignWith(broadcast("local"));
    const rules = rulesWith({ campaigns: [campaign] });
    const profile = customer({ timeZone: "Europe/London" });
    const told = look(profile, at("2027-03-14T02:30:00Z"), rules).profile;
    const later = campaignWith({ ...broadcast("local"), at: "2027-03-14T18:00" });

    const due = nextDue(later, told, at("2027-03-14T03:00:00Z"), rulesWith({ campaigns: [later] }));

    expect(told.entries.dated?.occurrence).toBe("2027-03-14");
    expect(due).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("a customer who moves to another zone", () => {
  const campaign = campaignWith(birthday());
  const rules = rulesWith({ campaigns: [campaign] });
  const inZone = (timeZone: string, before: Profile = customer({}, { birthday: "1990-06-10" })): Profile => ({
    ...before,
    traits: { ...before.traits, timeZone },
  });

  it("after the message gets no second one where the day begins later", () => {
    const told = look(inZone("Asia/Shanghai"), at("2027-06-10T01:00:00Z"), rules).profile;

    const due = nextDue(campaign, inZone("America/New_York", told), at("2027-06-10T02:00:00Z"), rules);

    expect(told.entries.dated?.occurrence).toBe("1990-06-10@2027");
    expect(due).toBe(at("2028-06-10T13:00:00Z"));
  });

  it("before it is due at the same clock time of the new zone", () => {
    const early = nextDue(campaign, inZone("Asia/Shanghai"), at("2027-06-09T00:00:00Z"), rules);
    const late = nextDue(campaign, inZone("America/New_York"), at("2027-06-09T00:00:00Z"), rules);

    expect([early, late]).toEqual([at("2027-06-10T01:00:00Z"), at("2027-06-10T13:00:00Z")]);
  });

  it("to where the clock time has passed is still in time within the allowed hours", () => {
    const due = nextDue(campaign, inZone("Asia/Shanghai"), at("2027-06-10T12:00:00Z"), rules);

    expect(due).toBe(at("2027-06-10T01:00:00Z"));
  });
});
