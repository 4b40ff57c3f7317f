import { describe, expect, it } from "vitest";
import { acceptedAnnounced, foldAnnounced, overdueAnnounced } from "../../lambdas/domain/announcement.ts";
import { announcementSchema } from "../../lambdas/domain/announcement-schema.ts";
import { type Message, type MessageStatus, messageStatuses } from "../../lambdas/domain/message.ts";
import type { Task } from "../../lambdas/domain/task.ts";

const at = Date.parse("2026-03-02T10:00:00Z");

const message = (status: MessageStatus, change: Partial<Message> = {}): Message => ({
  customerId: "ada",
  messageKey: "n4bqgyhmfzljd6t2o3xk5avw7e",
  ...{ campaignId: "dormant", campaignVersion: 2, stepId: "hello", occurrence: "order-1", channel: "email" },
  ...{ category: "promotion", status, reservedAt: at, day: "2026-03-02", sendBy: at, timeZone: "UTC", attempt: 1 },
  updatedAt: at,
  ...change,
});

const taken: readonly MessageStatus[] = ["accepted", "delivered", "bounced", "complained"];
const others = messageStatuses.filter((status) => !taken.includes(status));

describe("a message is announced as accepted", () => {
  it.each(taken)("when it becomes %s from where no provider had it", (status) => {
    for (const before of others) {
      const [announced, ...more] = acceptedAnnounced({ before: message(before), after: message(status) });

      expect(more).toEqual([]);
      expect(announcementSchema.parse(announced)).toEqual(announced);
    }
  });

  it("at no other change, so once in its life", () => {
    for (const before of messageStatuses)
      for (const after of messageStatuses)
        if (!taken.includes(after) || taken.includes(before))
          expect(acceptedAnnounced({ before: message(before), after: message(after) })).toEqual([]);
  });

  it("under an id that depends on the message and on nothing that may change, and at the instant of the call", () => {
    const ids = [
      acceptedAnnounced({ after: message("accepted") }),
      acceptedAnnounced({
        before: message("in-doubt"),
        after: message("delivered", { attempt: 2, submittedAt: at - 5000 }),
      }),
      acceptedAnnounced({ after: message("accepted", { messageKey: "another" }) }),
    ].map(([announced]) => announced);

    expect(ids[0]?.eventId).toBe(ids[1]?.eventId);
    expect(ids[2]?.eventId).not.toBe(ids[0]?.eventId);
    expect(ids[1]?.occurredAt).toBe("2026-03-02T09:59:55.000Z");
  });

  it("without anything that tells of the person beyond the shop's id", () => {
    const [announced] = acceptedAnnounced({
      after: message("accepted", { variant: "b", details: { amount: 99 } as never }),
    });

    expect(JSON.stringify(announced)).not.toMatch(/order-1|99/);
    expect(announced?.data).toMatchObject({ variant: "b" });
  });
});

const folded = (counts: Record<string, number>, { campaignId = "dormant", write = "100" } = {}) =>
  foldAnnounced({ customerId: "ada", at, write, counted: [{ campaignId, day: "2026-03-02", counts }] });

describe("what a fold counted", () => {
  it("announces a goal that was reached, for who was treated and for who was held out", () => {
    const all = [
      folded({ "treated:converted": 1 }),
      folded({ "heldOut/b:converted": 1, "heldOut/b:orders": 1 }),
    ].flat();

    expect(all.map(({ data }) => data)).toEqual([
      { campaignId: "dormant", heldOut: false },
      { campaignId: "dormant", heldOut: true, variant: "b" },
    ]);
    expect(all.map((one) => announcementSchema.parse(one))).toEqual(all);
  });

  it("announces no conversion that is taken back, and none that was counted before", () => {
    expect(folded({ "treated:converted": -1, "treated:orders": -1 })).toEqual([]);
    expect(folded({ "treated:converted": 0, "treated:orders": 1, "after:orders": 1 })).toEqual([]);
  });

  it("announces an opt-out by its channel, and its campaign where there is one", () => {
    expect(folded({ "sms:optedOut": 1 }).map(({ data }) => data)).toEqual([{ channel: "sms", campaignId: "dormant" }]);
    expect(folded({ "email:optedOut": 1 }, { campaignId: "shop" }).map(({ data }) => data)).toEqual([
      { channel: "email" },
    ]);
  });

  it("has the same ids when the same write comes again, and others when it is another one", () => {
    const counts = { "treated:converted": 1, "email:optedOut": 1 };
    const [first, again, later] = [folded(counts), folded(counts), folded(counts, { write: "101" })].map((all) =>
      all.map(({ eventId }) => eventId),
    );

    expect(again).toEqual(first);
    expect(new Set([...(first ?? []), ...(later ?? [])]).size).toBe(4);
  });
});

describe("a task", () => {
  const task: Task = {
    ...{
      customerId: "ada",
      taskId: "t-1",
      task: "reply",
      role: "manager",
      createdAt: at,
      dueAt: at + 60_000,
      status: "open",
    },
  };

  it("announces an overdue case only when it is about a case", () => {
    const [announced] = overdueAnnounced({ ...task, caseId: "broken-pot" });

    expect(announcementSchema.parse(announced)).toEqual(announced);
    expect(announced?.data).toEqual({
      caseId: "broken-pot",
      taskId: "t-1",
      role: "manager",
      taskDueAt: "2026-03-02T10:01:00.000Z",
    });
    expect(overdueAnnounced(task)).toEqual([]);
  });
});
