import { describe, expect, it } from "vitest";
import { type Ending, endingAfterDoubt, eventsAgain, eventsOfEnding } from "../../lambdas/domain/ending.ts";
import type { Message, Reservation } from "../../lambdas/domain/message.ts";

const reservation: Reservation = {
  messageKey: "key",
  campaignId: "dormant-wake-up",
  campaignVersion: 1,
  stepId: "first",
  occurrence: "o",
  channel: "sms",
  category: "promotion",
  status: "reserved",
  reservedAt: 1_000,
  day: "1970-01-01",
  sendBy: 90_000_000,
  timeZone: "UTC",
  attempt: 2,
};
const told = (ending: Ending) => eventsOfEnding({ customerId: "c", reservation, ending, at: 5_000 });

describe("what the profile hears of an ending", () => {
  it("is nothing when the message was accepted, is in doubt or was parked", () => {
    const endings: Ending[] = [
      { status: "accepted", providerId: "p" },
      { status: "in-doubt", reason: "timeout" },
      { status: "parked", reason: "retried-once-then-expired" },
    ];

    const events = endings.flatMap(told);

    expect(events).toEqual([]);
  });

  it("hears of a suppression before it chooses the next channel", () => {
    const suppress = { address: "+447700900123", cause: "stop" } as const;

    const events = told({ status: "failed", reason: "OptedOut", suppress });

    expect(events.map(({ kind, eventId }) => [kind, eventId])).toEqual([
      ["suppressed", "key-2-suppressed"],
      ["message-dropped", "key-2-message-dropped"],
    ]);
  });

  it("is the same event at the same instant when it is told again", () => {
    const { status: _, ...rest } = reservation;
    const message: Message = { ...rest, customerId: "c", status: "expired", reason: "expired", updatedAt: 5_000 };

    const again = eventsAgain(message);

    expect(again).toEqual(told({ status: "expired", reason: "expired" }));
  });
});

describe("an ending that follows a doubt", () => {
  it("gives no slot back, because the first attempt may have been accepted", () => {
    const endings: Ending[] = [
      { status: "failed", reason: "MessageRejected" },
      { status: "expired", reason: "expired" },
      { status: "withdrawn", reason: "no-consent" },
    ];

    const after = endings.map((ending) => endingAfterDoubt(ending, "retried-once"));

    expect(after.map(({ status }) => status)).toEqual(["parked", "parked", "parked"]);
    expect(after.flatMap(told)).toEqual([]);
  });

  it("remembers the doubt through a throttle", () => {
    const after = endingAfterDoubt({ status: "released", reason: "TooManyRequests", retryAt: 6_000 }, "retried-once");

    expect(after).toEqual({ status: "released", reason: "retried-once", retryAt: 6_000 });
  });
});
