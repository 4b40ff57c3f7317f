import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SendStep } from "../../lambdas/domain/campaign.ts";
import type { Category } from "../../lambdas/domain/channel.ts";
import { capsFor } from "../../lambdas/domain/chosen-frequency.ts";
import { decide } from "../../lambdas/domain/decide.ts";
import type { Contact, Profile } from "../../lambdas/domain/profile.ts";
import { at, dayMs, dormantCampaign, hourMs, rulesWith, sendStep } from "../support/campaigns.ts";
import { aProfile } from "../support/factories.ts";

const now = at("2026-03-02T10:00:00Z");
const sent = (daysAgo: number): Contact => ({
  messageKey: `sent-${daysAgo}`,
  channel: "email",
  category: "care",
  at: now - daysAgo * dayMs,
});

const choosing = (perWeek: number, contacts: readonly Contact[] = []): Profile =>
  aProfile({
    orders: {
      count: 1,
      revenue: 30,
      firstAt: now - 200 * dayMs,
      lastAt: now - 200 * dayMs,
      lastOrderId: "o",
      recent: [],
    },
    frequency: { perWeek, at: now - 30 * dayMs },
    contacts,
  });

const lookOf = (profile: Profile, change: Partial<SendStep> = {}) => {
  const rules = rulesWith({ campaigns: [dormantCampaign({ steps: [sendStep(change)] })] });
  return decide(profile, now, rules).looks[0];
};

describe("the frequency a customer chose", () => {
  it("holds like one more cap: the slot frees seven days after the message before", () => {
    expect(lookOf(choosing(1, [sent(8)]))?.outcome).toBe("reserved");
    expect(lookOf(choosing(1, [sent(6)]))).toMatchObject({ outcome: "capped", until: now + dayMs });
    expect(lookOf(choosing(2, [sent(6)]))?.outcome).toBe("reserved");
  });

  it("of none lets the step expire at its deadline", () => {
    expect(lookOf(choosing(0))).toMatchObject({ outcome: "capped", until: now + 72 * hourMs + 1 });
  });

  it.each<[Category, boolean, string]>([
    ["promotion", true, "capped"],
    ["promotion", false, "capped"],
    ["care", false, "capped"],
    ["service", true, "capped"],
    ["service", false, "reserved"],
    ["transactional", true, "reserved"],
    ["transactional", false, "reserved"],
  ])("of none: a %s step that obeys caps (%s) is %s", (category, obeysCaps, outcome) => {
    expect(lookOf(choosing(0), { category, obeysCaps })?.outcome).toBe(outcome);
  });

  it("can only be stricter than the shop: its own caps stay", () => {
    const caps = [{ id: "all", scope: "all" as const, window: { rollingDays: 1 }, max: 3 }];

    expect(capsFor(choosing(5), sendStep(), { caps }).map(({ id }) => id)).toEqual(["all", "chosen-by-customer"]);
    expect(capsFor(aProfile(), sendStep(), { caps })).toBe(caps);
  });

  it("is never exceeded in any seven days, whatever came before", () => {
    void fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 }), fc.array(fc.integer({ min: 0, max: 20 })), (perWeek, days) => {
        const contacts = days.map((day, index) => ({ ...sent(day), messageKey: `m-${index}` }));

        const { outcome } = lookOf(choosing(perWeek, contacts)) ?? {};

        const inWeek = contacts.filter(({ at }) => at > now - 7 * dayMs).length;
        expect(outcome).toBe(inWeek < perWeek ? "reserved" : "capped");
      }),
    );
  });
});
