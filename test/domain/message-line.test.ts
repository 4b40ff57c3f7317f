import { describe, expect, it } from "vitest";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import type { Message } from "../../lambdas/domain/message.ts";
import { linesOfChange, listFor } from "../../lambdas/domain/message-line.ts";
import { momentsOf } from "../../lambdas/domain/message-moment.ts";

const message = (change: Partial<Message> = {}): Message => ({
  customerId: "ada",
  messageKey: "abcdefghijklmnopqrstuvwxyz",
  campaignId: "dormant",
  campaignVersion: 1,
  stepId: "gift",
  occurrence: "once",
  channel: "push",
  category: "promotion",
  status: "submitting",
  reservedAt: 100,
  day: "2026-03-02",
  sendBy: 1_000,
  timeZone: "UTC",
  attempt: 1,
  updatedAt: 110,
  ...change,
});

describe("what a change of a message adds to the lists of its day", () => {
  const listsOf = (before: Message | undefined, after: Message) =>
    linesOfChange({ ...(before && { before }), after }).map(({ list }) => list);

  it("is its beginning, once", () => {
    expect(listsOf(undefined, message())).toEqual(["all"]);
    expect(listsOf(message(), message({ status: "accepted" }))).toEqual([]);
    expect(listsOf(message({ status: "accepted" }), message({ status: "delivered" }))).toEqual([]);
  });

  it("is each trouble that it comes to, and nothing while it stays there", () => {
    expect(listsOf(message(), message({ status: "in-doubt" }))).toEqual(["troubled"]);
    expect(listsOf(message({ status: "in-doubt" }), message({ status: "in-doubt", leaseUntil: 5 }))).toEqual([]);
    expect(listsOf(message({ status: "in-doubt" }), message({ status: "parked" }))).toEqual(["troubled"]);
    expect(listsOf(undefined, message({ status: "withdrawn" }))).toEqual(["all", "troubled"]);
  });

  it("is looked for where it was put", () => {
    expect(listFor("parked")).toBe("troubled");
    expect(listFor("delivered")).toBe("all");
    expect(listFor(undefined)).toBe("all");
  });
});

describe("the life of a message", () => {
  const reference = { messageKey: message().messageKey, campaignId: "dormant", stepId: "gift", occurrence: "once" };
  const told = (kind: "message-delivered" | "message-clicked", occurredAt: number, messageKey?: string) =>
    ({
      ...{ customerId: "ada", eventId: `${kind}-${occurredAt}`, occurredAt, receivedAt: occurredAt, kind },
      message: { ...reference, channel: "push", ...(messageKey !== undefined && { messageKey }) },
    }) as CustomerEvent;

  it("is told in the order in which it happened, by what names this message only", () => {
    const events = [
      told("message-clicked", 300),
      told("message-delivered", 200),
      told("message-clicked", 250, "other"),
    ];

    const moments = momentsOf(message({ status: "delivered", submittedAt: 120, updatedAt: 210 }), events);

    expect(moments.map(({ what, at }) => `${what} ${at}`)).toEqual([
      "reserved 100",
      "submitted 120",
      "delivered 200",
      "clicked 300",
    ]);
  });

  it("says who decided, what came too late, and where the message stands", () => {
    const decision = { decision: "failed", by: "ada@example.com", at: 400, attempt: 1 } as const;
    const earlier = { channel: "push", status: "accepted", at: 500 } as const;

    const moments = momentsOf(message({ status: "failed", reason: "person", decision, earlier, updatedAt: 400 }), []);

    expect(moments).toEqual([
      { at: 100, what: "reserved" },
      { at: 400, what: "decided", by: "ada@example.com", decision: "failed" },
      { at: 400, what: "stands", status: "failed", reason: "person" },
      { at: 500, what: "said-late", status: "accepted" },
    ]);
  });
});
