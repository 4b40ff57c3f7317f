import { describe, expect, it } from "vitest";
import { activationCheckSentence } from "../../lambdas/domain/activation-check-sentence.ts";
import { type ActivationFacts, activationChecks } from "../../lambdas/domain/activation-checks.ts";
import type { AudienceEstimate } from "../../lambdas/domain/audience-estimate.ts";
import type { Outlook } from "../../lambdas/domain/outlook.ts";
import { type SettingsInput, settingsSchema } from "../../lambdas/domain/settings.ts";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";

const exactly = (about: number) => ({ about, least: about, most: about, plusMinus: 0 });

const audienceOf = (about: number, reachable: number): AudienceEstimate => ({
  ...exactly(about),
  of: 1_000,
  sampleSize: 1_000,
  exact: true,
  reachable: { email: exactly(reachable), any: exactly(reachable) },
  examples: [],
});

const outlook: Outlook = {
  days: 7,
  of: 1_000,
  sampleSize: 1_000,
  exact: true,
  lookedAt: exactly(300),
  outcomes: {},
  messages: [],
  examples: [],
};

const settingsOf = (input: SettingsInput = {}) =>
  settingsSchema.parse({ senders: { emailFrom: "shop@tea.example" }, caps: [], ...input });

/** A campaign that nothing can be said against. */
const facts = (change: Partial<ActivationFacts> = {}): ActivationFacts => ({
  campaign: dormantCampaign({
    goal: { on: { event: "order-placed" }, windowDays: 14 },
    policy: { holdOutPercent: 10 },
    steps: [sendStep({ channels: ["email"] })],
  }),
  settings: settingsOf(),
  paused: false,
  breakerOpen: false,
  missing: [],
  words: [],
  languages: { en: 0.8, zh: 0.2 },
  audience: audienceOf(300, 250),
  outlook,
  cost: { usd: 0.05, monthUsd: 0.2, unpriced: {} },
  pools: [],
  ...change,
});

const codes = (change: Partial<ActivationFacts> = {}) =>
  activationChecks(facts(change)).map(({ level, code }) => `${level} ${code}`);

const twoSteps = (days: number) =>
  dormantCampaign({
    steps: [sendStep({ id: "first" }), { kind: "wait", id: "pause", days }, sendStep({ id: "second" })],
  });
const onePerWeek = settingsOf({ caps: [{ id: "weekly", scope: "all", window: { rollingDays: 7 }, max: 1 }] });

describe("checks before activation", () => {
  it("of a campaign that is ready say what it costs, and nothing else", () => {
    expect(codes()).toEqual(["note cost"]);
  });

  it.each<readonly [string, Partial<ActivationFacts>, string]>([
    [
      "something it names is missing",
      { missing: [{ where: "audience", problem: "", received: "vip" }] },
      "stop missing-reference",
    ],
    ["nobody is in its audience", { audience: audienceOf(0, 0) }, "warn audience-empty"],
    ["nobody agreed to its channels", { audience: audienceOf(300, 0) }, "stop nobody-reachable"],
    ["few agreed to its channels", { audience: audienceOf(300, 20) }, "warn few-reachable"],
    ["a pool is empty", { pools: [{ couponId: "tea", left: 0 }] }, "stop pool-empty"],
    ["a pool is smaller than the audience", { pools: [{ couponId: "tea", left: 40 }] }, "warn pool-too-small"],
    ["emails come from the example address", { settings: settingsOf({ senders: {} }) }, "stop sender-unset"],
    [
      "its messages come closer than a cap allows",
      { campaign: twoSteps(3), settings: onePerWeek },
      "warn caps-conflict",
    ],
    [
      "a cap allows none of its messages",
      {
        settings: settingsOf({
          caps: [{ id: "none", scope: { channel: "email" }, window: { rollingHours: 24 }, max: 0 }],
        }),
      },
      "stop caps-conflict",
    ],
    ["too many are kept out", { campaign: dormantCampaign({ policy: { holdOutPercent: 45 } }) }, "warn hold-out-large"],
    ["nobody is kept out", { campaign: dormantCampaign() }, "note hold-out-none"],
    ["it has no goal", { campaign: dormantCampaign() }, "note no-goal"],
    [
      "it costs more than the month's budget",
      {
        cost: { usd: 90, monthUsd: 385, unpriced: {} },
        settings: settingsOf({ budget: { monthlyUsd: 200 }, senders: { emailFrom: "a@b.c" } }),
      },
      "warn over-budget",
    ],
    ["texts have no known price", { cost: { usd: 0, monthUsd: 0, unpriced: { FR: 12 } } }, "warn price-unknown"],
    ["everything is paused", { paused: true }, "warn account-paused"],
    ["the breaker is open", { breakerOpen: true }, "warn breaker-open"],
  ])("tell when %s", (_, change, code) => {
    expect(codes(change)).toContain(code);
  });

  it("let messages pass that are far enough apart, or obey no caps", () => {
    const free = twoSteps(3);
    const steps = free.steps.map((step) => (step.kind === "send" ? { ...step, obeysCaps: false } : step));

    expect(codes({ campaign: twoSteps(7), settings: onePerWeek })).not.toContain("warn caps-conflict");
    expect(codes({ campaign: { ...free, steps }, settings: onePerWeek })).not.toContain("warn caps-conflict");
  });

  it("mind missing words where customers read that language, and stop where there are none at all", () => {
    const gap = { stepId: "gift", channel: "email", found: "missing" } as const;

    expect(codes({ words: [{ ...gap, language: "zh" }] })).toContain("warn words-missing");
    expect(codes({ words: [{ ...gap, language: "zh" }], languages: { en: 1 } })).toEqual(["note cost"]);
    const both = [{ ...gap, language: "zh" } as const, { ...gap, language: "en" } as const];
    expect(codes({ words: both })).toContain("stop words-missing");
  });

  it("put what stops first", () => {
    const levels = activationChecks(
      facts({ campaign: dormantCampaign(), paused: true, pools: [{ couponId: "tea", left: 0 }] }),
    ).map(({ level }) => level);

    expect(levels).toEqual(["stop", "warn", "note", "note", "note"]);
  });

  it("are sentences in both languages, with their figures", () => {
    const checks = activationChecks(
      facts({
        pools: [{ couponId: "tea", left: 40 }],
        cost: { usd: 12.5, monthUsd: 1_234.5, unpriced: {} },
      }),
    );

    expect(checks.map(activationCheckSentence)).toEqual([
      {
        en: 'The coupon "tea" has 40 codes left for about 250 customers: later ones would wait for more.',
        zh: "优惠券“tea”剩余 40 个券码，而约有 250 位客户需要，后到者需等待补充。",
      },
      {
        en: "Costs about $12.50 in the next 7 days, and about $1,234.50 a month if it goes on like this.",
        zh: "未来 7 天约花费 $12.50；照此下去每月约 $1,234.50。",
      },
    ]);
  });
});
