// Days that are the same for everybody but for the clock, against a search through the minutes.
import { describe, expect, it } from "vitest";
import type { Trigger } from "../../lambdas/domain/campaign.ts";
import { nextDue } from "../../lambdas/domain/plan.ts";
import { at, rulesWith } from "../support/campaigns.ts";
import { look } from "../support/live-profile.ts";
import { campaignWith, customer, entriesOf, festival, span, zones } from "../support/local-campaigns.ts";
import { occurrencesByMinute } from "../support/minute-search.ts";

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
