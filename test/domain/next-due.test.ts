// When campaigns that go by a local clock are due, right to the minute: each instant the engine plans is compared with a
// search through the minutes that shares no code with it.
import { describe, expect, it } from "vitest";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import { nextDue } from "../../lambdas/domain/plan.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import { at, dayMs, hourMs, rulesWith } from "../support/campaigns.ts";
import { aProfile } from "../support/factories.ts";
import { look } from "../support/live-profile.ts";
import { birthday, campaignWith, customer, entriesOf, span, zones } from "../support/local-campaigns.ts";
import { occurrencesByMinute } from "../support/minute-search.ts";

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

describe("a shop", () => {
  it.each(["Asia/Kathmandu", "Australia/Lord_Howe"] as const)(
    "in %s lends its clock to customers without one",
    (zone) => {
      const trigger = birthday({ at: "02:15" });
      const dates = ["2000-04-04", "2000-10-03", "1999-07-31"];
      const profile = customer({ timeZone: "Mars/Olympus" }, { birthday: dates });

      const entries = entriesOf(trigger, profile, span.from, at("2028-01-01T00:00:00Z"), zone);

      expect(entries).toEqual(
        occurrencesByMinute({ trigger, dates, zone, from: span.from, to: at("2028-01-01T00:00:00Z") }),
      );
      expect(entries).toHaveLength(3);
    },
  );
});

describe("customers outside the audience", () => {
  const orders = { count: 1, revenue: 20, recent: [], lastAt: span.from, lastOrderId: "a" };
  const dueWith = (change: Partial<Campaign>): number => {
    const campaign = campaignWith({ kind: "since-last-order", days: 10 }, change);
    return nextDue(campaign, aProfile({ orders }), span.from, rulesWith({ campaigns: [campaign] }));
  };

  it("cost no look while only an event can bring them in", () => {
    const due = [
      dueWith({ audience: { figure: "orders.count", atLeast: 2 } }),
      dueWith({ exclusion: { figure: "orders.count", atLeast: 1 } }),
    ];

    expect(due).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });

  it("are looked at when time brings them in", () => {
    expect(dueWith({ audience: { figure: "orders.daysSinceLast", atLeast: 12 } })).toBe(span.from + 12 * dayMs);
  });
});
