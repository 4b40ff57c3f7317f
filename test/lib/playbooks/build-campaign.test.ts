import { beforeAll, describe, expect, it } from "vitest";
import type { CampaignSettings } from "../../../lambdas/domain/settings.ts";
import { buildCampaign } from "../../../lib/playbooks/build-campaign.ts";
import { loadPlaybook, playbookIds } from "../../../lib/playbooks/load.ts";
import type { Playbook } from "../../../lib/playbooks/playbook.ts";

const playbooks = new Map<string, Playbook>();

beforeAll(async () => {
  for (const id of await playbookIds()) {
    const loaded = await loadPlaybook(id);
    if (loaded.ok) playbooks.set(id, loaded.playbook);
  }
});

const build = (id: string, given?: Partial<CampaignSettings>, version = 1) => {
  const playbook = playbooks.get(id);
  if (playbook === undefined) throw new Error(`${id} did not load`);
  return buildCampaign(playbook, given && { enabled: true, ...given }, version);
};

const problemsOf = (given: Record<string, unknown>) => {
  const built = build("dormant-wake-up", given);
  return built.ok ? [] : built.problems;
};

const send = { kind: "send", channels: ["email", "sms"], whenCapped: "defer", whenClosed: "defer" };

describe("a campaign built from a playbook", () => {
  it("wakes dormant customers after 180 days, and once more after 14, unless they order", () => {
    const channels = ["push", "email", "sms"];
    const built = build("dormant-wake-up", undefined, 3);

    expect(built).toMatchObject({
      ok: true,
      campaign: {
        id: "dormant-wake-up",
        version: 3,
        trigger: { kind: "since-last-order", days: 180 },
        steps: [
          { ...send, channels, id: "return-gift", category: "promotion", sendWithinHours: 72 },
          { kind: "wait", days: 14 },
          { ...send, channels, id: "second-touch", category: "promotion" },
        ],
        policy: { priority: 5, holdOutPercent: 0, leaveOnOrder: true },
      },
      parameters: { couponValue: 20 },
    });
  });

  it("reminds 7 days ahead of the next order, from the second order on", () => {
    const built = build("repurchase-reminder");

    expect(built).toMatchObject({
      ok: true,
      campaign: {
        trigger: { kind: "before-next-order", leadDays: 7, minOrders: 2, priorGapDays: 60, priorWeight: 3 },
        steps: [{ ...send, id: "reminder", category: "promotion" }],
        policy: { priority: 4, leaveOnOrder: true },
      },
    });
  });

  it("cares two days after delivery, whether or not the customer orders again", () => {
    const built = build("post-delivery-care");

    expect(built).toMatchObject({
      ok: true,
      campaign: {
        trigger: { kind: "after-delivery", days: 2, assumedDeliveryDays: 5, freshnessDays: 14 },
        steps: [{ ...send, id: "care-check", category: "care" }],
        policy: { priority: 3, leaveOnOrder: false },
      },
    });
  });

  it("invites to a fitting where the shop names the goods that need one, and only then", () => {
    const built = build("post-delivery-care", { fittingCategories: ["curtains"], fittingDays: 3 });

    expect(built).toMatchObject({
      ok: true,
      campaign: {
        steps: [
          { ...send, id: "care-check" },
          { kind: "branch", if: { bought: { categories: ["curtains"] } }, onNo: "done" },
          { kind: "wait", days: 3 },
          { ...send, id: "fitting-invitation", category: "care" },
          { kind: "exit", id: "done" },
        ],
      },
    });
  });

  it("needs the code of a coupon that its messages carry", () => {
    const built = build("one-time-buyer", { couponCode: "" });

    expect(built).toEqual({
      ok: false,
      problems: [
        {
          where: "campaigns.one-time-buyer.couponCode",
          problem: "is empty, but the messages of this campaign carry a coupon",
          received: '""',
          allowed: "a code that exists in your shop",
        },
      ],
    });
  });

  it("takes the shop's parameters, priority and hold-out", () => {
    const built = build("dormant-wake-up", { dormantDays: 90, secondTouchDays: 7, priority: 2, holdOutPercent: 10 });

    expect(built).toMatchObject({
      ok: true,
      campaign: {
        trigger: { days: 90 },
        steps: [{}, { days: 7 }, {}],
        policy: { priority: 2, holdOutPercent: 10 },
      },
      parameters: { dormantDays: 90, secondTouchDays: 7 },
    });
  });
});

describe("a parameter", () => {
  it.each([
    ["dormantDays", 0, "0", "a whole number from 1 to 3650"],
    ["dormantDays", 180.5, "180.5", "a whole number from 1 to 3650"],
    ["dormantDays", "180", '"180"', "a whole number from 1 to 3650"],
    ["couponValue", -1, "-1", "a number from 0.01 to 100000"],
    ["couponValue", null, "null", "a number from 0.01 to 100000"],
    ["couponCode", "A\nB", '"A\\nB"', "one line of at most 40 characters"],
    ["shopUrl", "javascript:alert(1)", '"javascript:alert(1)"', "an https address, or empty"],
    ["shopUrl", "http://shop.example", '"http://shop.example"', "an https address, or empty"],
  ])("%s of %j is refused with what is allowed", (name, value, received, allowed) => {
    const problems = problemsOf({ [name]: value });

    expect(problems).toEqual([
      { where: `campaigns.dormant-wake-up.${name}`, problem: "is out of range", received, allowed },
    ]);
  });

  it("nobody knows is refused with the known ones", () => {
    const problems = problemsOf({ dormantDay: 90 });

    expect(problems).toEqual([
      {
        where: "campaigns.dormant-wake-up.dormantDay",
        problem: 'there is no such parameter; did you mean "dormantDays"?',
        received: "90",
        allowed:
          "dormantDays, silentGaps, aliveBelow, secondTouchDays, couponCode, couponValue, shopUrl, smsOptOut, sendWithinHours, " +
          "enabled, priority, holdOutPercent, messagesPerHourMax",
      },
    ]);
  });

  it("out of range does not hide another one", () => {
    const problems = problemsOf({ dormantDays: 0, secondTouchDays: 0 });

    expect(problems).toHaveLength(2);
  });
});
