import { describe, expect, it } from "vitest";
import type { Step } from "../../lambdas/domain/campaign.ts";
import { campaignSchema } from "../../lambdas/domain/campaign.ts";
import { type Learned, wayKey } from "../../lambdas/domain/learned.ts";
import { emptyProfile } from "../../lambdas/domain/profile.ts";
import type { Rules } from "../../lambdas/domain/rules.ts";
import { at, dayMs, dormantCampaign, rulesWith } from "../support/campaigns.ts";
import { ordered } from "../support/happenings.ts";
import { follow, journeyOf, send, task, wait } from "../support/journeys.ts";

const ordering = "2026-01-05T12:00:00Z";
/** A Saturday in London: the week began on Monday, 29 June. */
const due = at(ordering) + 180 * dayMs;

const consent = { kind: "consent-given", channel: "email", topic: "all", source: "test" } as const;
const knownAs = (customerId: string) => {
  const envelope = { customerId, occurredAt: at("2026-01-01T10:00:00Z"), receivedAt: at("2026-01-01T10:00:00Z") };
  return [
    { ...envelope, eventId: "who", kind: "identified" as const, traits: { email: "ada@example.com" } },
    { ...envelope, eventId: "yes", ...consent },
    { ...ordered(ordering), customerId },
  ];
};

const split = (change: Partial<Extract<Step, { kind: "split" }>> = {}): Step => ({
  kind: "split",
  id: "which",
  adapts: true,
  ways: [
    { name: "story", share: 50, to: "tell" },
    { name: "offer", share: 50, to: "sell" },
  ],
  ...change,
});
const steps = [
  split(),
  send("tell", { next: "pause" }),
  send("sell", { next: "pause" }),
  wait("pause", { days: 10 }),
  send("again"),
];
const campaign = journeyOf(steps, { policy: { leaveOnOrder: false } });
const key = wayKey(campaign.id, "which");

const learnedRules = (learned: Learned["ways"], change: Partial<Learned> = {}): Rules => ({
  ...rulesWith({ campaigns: [campaign] }),
  learned: { at: 1, ...(learned && { ways: learned }), ...change },
});
const told = (from: string, story: number) => ({ from, shares: { story, offer: 1 - story } });
const customers = Array.from({ length: 400 }, (_, index) => `customer-${index}`);
const followed = (customerId: string, rules: Rules | ((now: number) => Rules)) =>
  follow(emptyProfile(customerId), { rules, until: due + 30 * dayMs, events: knownAs(customerId) });
const variantsOf = (rules: Rules | ((now: number) => Rules)) =>
  customers.map((id) => followed(id, rules).reservations.map(({ variant }) => variant));
const shareOfStory = (all: readonly (readonly (string | undefined)[])[]): number =>
  all.filter(([first]) => first === "story").length / all.length;

describe("a split that adapts", () => {
  it("divides customers by what was learned for the week, the same way each time", () => {
    const rules = learnedRules(new Map([[key, [told("2026-06-29", 0.9), told("2026-07-06", 0.1)]]]));
    const all = variantsOf(rules);

    expect(shareOfStory(all)).toBeGreaterThan(0.84);
    expect(shareOfStory(all)).toBeLessThan(0.96);
    expect(JSON.stringify(variantsOf(rules))).toBe(JSON.stringify(all));
  });

  it("keeps the shares of its steps before the week that something was learned for", () => {
    const later = variantsOf(learnedRules(new Map([[key, [told("2026-07-06", 0.99)]]])));

    expect(later).toEqual(variantsOf(rulesWith({ campaigns: [campaign] })));
  });

  it.each([
    ["of ways that are no longer the same", { from: "2026-06-29", shares: { story: 0.9, letter: 0.1 } }],
    ["of fewer ways", { from: "2026-06-29", shares: { story: 1 } }],
    ["that leave a way nobody", { from: "2026-06-29", shares: { story: 1, offer: 0 } }],
  ])("keeps the shares of its steps rather than go by shares %s", (_, wrong) => {
    const all = variantsOf(learnedRules(new Map([[key, [wrong]]])));

    expect(all).toEqual(variantsOf(rulesWith({ campaigns: [campaign] })));
  });

  it("leaves a customer inside on the way they took, whatever is learned afterwards", () => {
    const [before, after] = [
      new Map([[key, [told("2026-06-29", 0.99)]]]),
      new Map([[key, [told("2026-06-29", 0.01)]]]),
    ];
    const all = variantsOf((now) => learnedRules(now < due + dayMs ? before : after));

    expect(all.every((variants) => variants.length === 2 && new Set(variants).size === 1)).toBe(true);
    expect(shareOfStory(all)).toBeGreaterThan(0.95);
  });

  it("goes by its steps alone when it does not adapt", () => {
    const fixed = journeyOf([split({ adapts: false }), ...steps.slice(1)], { policy: { leaveOnOrder: false } });
    const rules = {
      ...rulesWith({ campaigns: [fixed] }),
      learned: { at: 1, ways: new Map([[key, [told("2026-06-29", 0.99)]]]) },
    };

    expect(shareOfStory(variantsOf(rules))).toBeLessThan(0.6);
  });
});

describe("a campaign with a split that adapts", () => {
  const problemsOf = (changed: readonly Step[]): readonly string[] =>
    campaignSchema.safeParse(dormantCampaign({ steps: [...changed] })).error?.issues.map(({ message }) => message) ??
    [];

  it("is accepted when every way begins at once with a message that reaches the same people", () => {
    const gift = { kind: "coupon", id: "gift", coupon: "welcome-back", next: "sell" } as const;
    const ways = [
      { name: "story", share: 50 },
      { name: "offer", share: 50, to: "gift" },
    ];

    expect(problemsOf(steps)).toEqual([]);
    expect(
      problemsOf([split({ ways }), send("tell", { next: "end" }), gift, send("sell"), { kind: "exit", id: "end" }]),
    ).toEqual([]);
  });

  it.each([
    ["a message before the split", [send("hello"), ...steps], "comes before the first message"],
    ["a way that waits", steps.with(2, wait("sell", { days: 1 })), "must begin at once with a message"],
    ["a way to another channel", steps.with(2, send("sell", { channels: ["sms"] })), "on the same channels"],
    ["a way about something else", steps.with(2, send("sell", { category: "care" })), "of the same category"],
    [
      "a way on which nothing is sent",
      steps.with(2, { kind: "exit", id: "sell" }),
      "must begin at once with a message",
    ],
    [
      "a way that only asks somebody to call",
      [split(), send("tell", { next: "end" }), task("sell"), { kind: "exit", id: "end" }] as Step[],
      "must begin at once",
    ],
    [
      "two ways of one name",
      [
        split({
          ways: [
            { name: "story", share: 1, to: "tell" },
            { name: "story", share: 1, to: "sell" },
          ],
        }),
        ...steps.slice(1),
      ],
      "names of their own",
    ],
  ])("is refused with %s, because its customers would not be alike", (_, wrong, problem) => {
    expect(problemsOf(wrong as readonly Step[])).toEqual([expect.stringContaining(problem)]);
    // With shares that stand still it is allowed: each way is set against its own held-out customers.
    const fixed = (wrong as readonly Step[]).map((step) => (step.kind === "split" ? { ...step, adapts: false } : step));
    expect(problemsOf(fixed)).toEqual([]);
  });
});
