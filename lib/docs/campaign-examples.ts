import type { Campaign, Step, Trigger } from "../../lambdas/domain/campaign.ts";
import type { Predicate } from "../../lambdas/domain/predicate.ts";

/** One of each kind of trigger, as docs/campaigns.md shows it. A kind without an example fails the type check. */
export const triggerExamples: { readonly [Kind in Trigger["kind"]]: Extract<Trigger, { kind: Kind }> } = {
  "since-last-order": { kind: "since-last-order", days: 180 },
  "since-last-visit": { kind: "since-last-visit", days: 30 },
  "before-next-order": { kind: "before-next-order", leadDays: 7, minOrders: 2, priorGapDays: 60, priorWeight: 3 },
  "before-next-purchase": { kind: "before-next-purchase", leadDays: 7, minPurchases: 2, categories: ["coffee"] },
  "silent-for-own-gaps": { kind: "silent-for-own-gaps", gaps: 3, minOrders: 3, minDays: 30 },
  "alive-below": { kind: "alive-below", probability: 0.3, minDays: 30, assumedDays: 180 },
  "after-delivery": {
    kind: "after-delivery",
    days: 120,
    assumedDeliveryDays: 5,
    freshnessDays: 14,
    categories: ["yoga"],
  },
  date: {
    kind: "date",
    attribute: "birthday",
    every: "year",
    offsetDays: 0,
    at: "10:00",
    leapDay: "feb-28",
    lateHours: 12,
  },
  calendar: { kind: "calendar", day: { festival: "spring-festival" }, offsetDays: -3, at: "10:00", lateHours: 24 },
  broadcast: { kind: "broadcast", at: "2027-03-01T10:00", clock: "local", lateHours: 8 },
  event: {
    kind: "event",
    on: { event: "product-viewed" },
    count: { atLeast: 3, withinHours: 72, by: "key" },
    delayMinutes: 60,
    freshnessHours: 24,
  },
  tier: { kind: "tier", change: "entered", tiers: ["at-risk"] },
  "coupon-expiring": { kind: "coupon-expiring", daysBefore: 3 },
  segment: { kind: "segment", segment: "big-spenders", change: "entered" },
};

export const stepExamples: { readonly [Kind in Step["kind"]]: Extract<Step, { kind: Kind }> } = {
  send: {
    kind: "send",
    id: "gift",
    channels: ["push", "email", "sms"],
    category: "promotion",
    obeysCaps: true,
    countsTowardCaps: true,
    whenCapped: "defer",
    whenClosed: "defer",
    sendWithinHours: 72,
  },
  wait: { kind: "wait", id: "two-weeks", days: 14, until: { event: "message-clicked" }, onEvent: "thanks" },
  branch: { kind: "branch", id: "is-core", if: { tier: ["core"] }, onYes: "call", onNo: "reminder" },
  split: {
    kind: "split",
    id: "which-words",
    ways: [
      { name: "story", share: 50, to: "story" },
      { name: "offer", share: 50, to: "offer" },
    ],
  },
  coupon: { kind: "coupon", id: "with-gift", coupon: "return-gift" },
  task: { kind: "task", id: "call", task: "call", role: "service", dueMinutes: 120, dueWorkingMinutes: 30 },
  webhook: { kind: "webhook", id: "tell-crm", url: "https://crm.example.com/rekindle" },
  "set-attribute": { kind: "set-attribute", id: "asked", name: "askedForReview", value: true },
  case: { kind: "case", id: "open-case", subject: "review" },
  exit: { kind: "exit", id: "end" },
};

/** Each test of a predicate at least once. */
export const predicateExamples: readonly Predicate[] = [
  { figure: "orders.count", atLeast: 4 },
  { figure: "orders.daysSinceLast", atLeast: 30, atMost: 90 },
  { figure: "orders.silentGaps", atLeast: 3 },
  { figure: "orders.aliveProbability", atMost: 0.3 },
  { figure: "age", atLeast: 18 },
  { attribute: "membershipLevel", is: ["gold", "platinum"] },
  { attribute: "childBirthdays", daysAgo: { atLeast: 0, atMost: 365 } },
  { attribute: "memberSince", from: "2026-01-01" },
  { attribute: "country", is: "GB" },
  { event: "product-viewed", key: "yoga", withinDays: 7, atLeast: 3 },
  { bought: { categories: ["yoga"], withinDays: 30 } },
  { favourite: { products: ["mat-blue"] } },
  { tier: ["core", "potential"] },
  { not: { segment: "big-spenders" } },
  { entered: "dormant-wake-up", withinDays: 30 },
  { coupon: { expiresWithinDays: 7 } },
  { reachable: "sms", about: "promotion" },
  { consent: "email", about: "promotion" },
  { hasAddress: "push" },
  {
    all: [
      { bought: { categories: ["yoga"], withinDays: 30 } },
      { any: [{ figure: "orders.count", atLeast: 4 }, { tier: ["core"] }] },
      { not: { segment: "big-spenders" } },
    ],
  },
];

export const segmentExample = {
  id: "big-spenders",
  name: { en: "Big spenders", zh: "高消费客户" },
  predicate: { figure: "orders.revenue", atLeast: 4999 },
} as const;

/** A whole campaign, small enough to read at once. */
export const campaignExample: Campaign = {
  id: "yoga-care",
  version: 1,
  trigger: triggerExamples["after-delivery"],
  audience: { reachable: "email", about: "care" },
  exclusion: { figure: "cases.open", atLeast: 1 },
  steps: [
    { ...stepExamples.send, id: "care-guide", channels: ["email"], category: "care" },
    { kind: "wait", id: "a-week", days: 7, until: { event: "message-clicked" }, onEvent: "accessory" },
    { kind: "exit", id: "not-interested" },
    { kind: "coupon", id: "accessory", coupon: "accessory-10" },
    { ...stepExamples.send, id: "offer" },
  ],
  policy: {
    priority: 4,
    expectedValue: 3,
    holdOutPercent: 5,
    leaveOnOrder: true,
    leaveOn: [{ event: "case-opened" }],
    reentry: { max: 3, afterDays: 90 },
  },
  goal: { on: { event: "order-placed", where: [{ field: "lines.category", is: ["yoga"] }] }, windowDays: 14 },
};
