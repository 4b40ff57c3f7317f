import { expect, it } from "vitest";
import type { CustomerEvent, EventBody, EventKind } from "../../lambdas/domain/event.ts";
import { foldEvent } from "../../lambdas/domain/fold.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";
import { changesFigures, figureNames } from "../../lambdas/domain/recompute.ts";
import { aReservation } from "../support/factories.ts";
import { happened } from "../support/happenings.ts";

const message = { messageKey: "k", campaignId: "c", stepId: "s", occurrence: "o", channel: "push" } as const;
const order = { orderId: "o", amount: 1, lines: [] };
const subject = "complaint" as const;

/** One event of every kind: a new kind has to be added here, and to be told apart in recompute.ts. */
const oneOfEach: Readonly<Record<EventKind, object>> = {
  identified: { traits: { firstName: "Ada" } },
  "order-placed": order,
  "order-created": order,
  "order-cancelled": order,
  "order-shipped": { orderId: "o" },
  "shipment-moved": { orderId: "o", status: "at the depot" },
  "order-delivered": { orderId: "o" },
  visited: {},
  "product-viewed": { productId: "p" },
  "product-favourited": { productId: "p" },
  "cart-updated": { items: 1, products: ["p"] },
  "review-posted": { reviewId: "r", rating: 1 },
  "case-opened": { caseId: "case-2", subject },
  "case-acknowledged": { caseId: "case-1", subject },
  "case-result-told": { caseId: "case-1", subject },
  "task-closed": { taskId: "t", task: "call", outcome: "done" },
  "case-closed": { caseId: "case-1", subject, outcome: "solved" },
  "survey-answered": { surveyId: "s", measure: "csat", score: 1 },
  "churn-reason-told": { reason: "price", source: "survey" },
  "device-registered": { endpoint: "arn:2", platform: "fcm" },
  "device-removed": { endpoint: "arn:1" },
  "frequency-chosen": { perWeek: 1 },
  "coupon-issued": { couponId: "c", code: "A1", campaignId: "c" },
  "consent-given": { channel: "email", topic: "all", source: "form" },
  "consent-withdrawn": { channel: "email", topic: "all", source: "form" },
  suppressed: { channel: "email", address: "ada@example.com", cause: "stop" },
  "message-clicked": { message },
  "message-opened": { message },
  "message-delivered": { message },
  "message-released": { reservation: aReservation(), retryAt: 1 },
  "message-dropped": { reservation: aReservation(), outcome: "failed" },
  "message-proved": { reservation: aReservation() },
  custom: { name: "Joined Class", properties: {} },
};

const before: Profile = {
  ...emptyProfile("c-1"),
  cases: [{ caseId: "case-1", subject, at: 1 }],
  devices: [{ endpoint: "arn:1", platform: "fcm", at: 1 }],
};

const doesChange = (event: CustomerEvent): boolean => {
  const after = foldEvent(before, event, "UTC");
  return figureNames.some((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
};

it.each(Object.entries(oneOfEach))("whether %s changes a figure is known", (kind, rest) => {
  const event = happened("2026-03-02T10:00:00Z", { kind, ...rest } as EventBody);

  expect(changesFigures(event)).toBe(doesChange(event));
});
