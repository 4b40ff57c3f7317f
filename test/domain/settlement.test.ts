import { describe, expect, it } from "vitest";
import type { Message } from "../../lambdas/domain/message.ts";
import { settlement } from "../../lambdas/domain/settlement.ts";

const hour = 3_600_000;
const now = 1_000 * hour;
const park = { leaseMinutes: 5, email: "park", sms: "park", evidenceHours: 6 } as const;
const retryOnce = { ...park, email: "retry-once" } as const;

const messageWith = (changes: Partial<Message>): Message => ({
  messageKey: "k",
  campaignId: "dormant-wake-up",
  campaignVersion: 1,
  stepId: "first",
  occurrence: "o",
  channel: "email",
  category: "promotion",
  reservedAt: now - hour,
  day: "1970-02-11",
  sendBy: now + 24 * hour,
  timeZone: "UTC",
  attempt: 1,
  customerId: "c",
  status: "submitting",
  leaseUntil: now,
  updatedAt: now - hour,
  ...changes,
});

describe("settlement", () => {
  it("leaves a submission alone while its lease runs", () => {
    const message = messageWith({ leaseUntil: now + 1 });

    const settled = settlement({ message, now, rule: park });

    expect(settled).toEqual({ kind: "wait" });
  });

  it("doubts a submission whose lease passed, and waits for evidence", () => {
    const message = messageWith({ status: "submitting" });

    const settled = settlement({ message, now, rule: park });

    expect(settled).toEqual({ kind: "doubt", leaseUntil: now + 6 * hour, reason: "lease-expired" });
  });

  it("parks what had no evidence in time", () => {
    const message = messageWith({ status: "in-doubt" });

    const settled = settlement({ message, now, rule: park });

    expect(settled).toEqual({ kind: "park", reason: "no-evidence", rule: "park" });
  });

  it("tries an email once more where the shop chose so", () => {
    const message = messageWith({ status: "in-doubt" });

    const settled = settlement({ message, now, rule: retryOnce });

    expect(settled).toEqual({ kind: "retry", reason: "retried-once", rule: "retry-once" });
  });

  it.each<[string, Partial<Message>]>([
    ["a text, which costs money", { channel: "sms" }],
    ["a second attempt", { attempt: 2 }],
    ["a message past its deadline", { sendBy: now }],
  ])("parks %s even where the shop retries", (_, changes) => {
    const message = messageWith({ status: "in-doubt", ...changes });

    const settled = settlement({ message, now, rule: retryOnce });

    expect(settled).toEqual({ kind: "park", reason: "no-evidence", rule: "park" });
  });

  it("tells again of a retry that a crash may have kept silent", () => {
    const message = messageWith({ status: "released", reason: "retried-once" });

    const settled = settlement({ message, now, rule: park });

    expect(settled).toEqual({ kind: "retry", reason: "retried-once", rule: "retry-once" });
  });

  it.each(["accepted", "delivered", "failed", "withdrawn", "parked"] as const)("leaves %s as it is", (status) => {
    const message = messageWith({ status });

    const settled = settlement({ message, now, rule: retryOnce });

    expect(settled).toEqual({ kind: "wait" });
  });
});
