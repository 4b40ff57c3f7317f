import { describe, expect, it } from "vitest";
import { advance } from "../../lambdas/domain/advance.ts";
import { at, dayMs, dormantCampaign, hourMs, rulesWith } from "../support/campaigns.ts";
import { consented, happened, ordered, reachable } from "../support/happenings.ts";
import { live, look } from "../support/live-profile.ts";

describe("messages that come back unsent", () => {
  const rules = rulesWith({
    campaigns: [dormantCampaign()],
    settings: { caps: [{ id: "daily", scope: "all", window: { rollingHours: 24 }, max: 1 }] },
  });
  const due = at("2026-01-10T12:00:00Z") + 180 * dayMs;
  const sent = (withPhone: boolean) => {
    const phone = withPhone ? { phone: "+447700900001" } : {};
    const events = [
      ...reachable("2026-01-01T10:00:00Z", phone),
      ...(withPhone ? [consented("2026-01-01T10:00:00Z", "sms")] : []),
    ];
    return look(live([...events, ordered("2026-01-10T12:00:00Z")], rules), due, rules);
  };
  const reservationOf = ({ reservations }: { reservations: readonly unknown[] }) => reservations[0] as never;

  it("after a throttle keep their slot and key, and try again later, without a second look", () => {
    const first = sent(false);
    const released = happened("2026-07-09T12:00:01Z", {
      kind: "message-released",
      reservation: reservationOf(first),
      retryAt: due + 60_000,
    });

    const back = advance({ profile: first.profile, events: [released], now: due + 1000, rules });
    const again = look(back.profile, due + 60_000, rules);

    expect(back.profile.dueAt).toBe(due + 60_000);
    expect(back.profile.contacts).toHaveLength(1);
    expect(again.reservations).toEqual([{ ...first.reservations[0], attempt: 2 }]);
    expect(again.looks).toEqual([]);
    expect(again.profile.journeys).toEqual([]);
  });

  it("that waited for long move their slot to the instant they leave, and wait for other messages' caps", () => {
    const first = sent(false);
    const released = happened("2026-07-09T12:00:01Z", {
      kind: "message-released",
      reservation: reservationOf(first),
      retryAt: due + 30 * hourMs,
    });
    const waiting = advance({ profile: first.profile, events: [released], now: due + 1000, rules }).profile;
    const other = { messageKey: "other", channel: "email", category: "care", at: due + 25 * hourMs } as const;

    const alone = look(waiting, due + 30 * hourMs, rules);
    const behind = look({ ...waiting, contacts: [...waiting.contacts, other] }, due + 30 * hourMs, rules);

    expect(alone.reservations).toHaveLength(1);
    expect(alone.profile.contacts).toMatchObject([{ at: due + 30 * hourMs }]);
    expect(behind.reservations).toEqual([]);
    expect(behind.profile.dueAt).toBe(due + 49 * hourMs);
  });

  it("are taken to their end at once, past their deadline, when the order they are about is cancelled", () => {
    const first = sent(false);
    const released = happened("2026-07-09T12:00:01Z", {
      kind: "message-released",
      reservation: reservationOf(first),
      retryAt: due + 60_000,
    });
    const cancelled = happened("2026-07-09T12:00:02Z", {
      kind: "order-cancelled",
      orderId: "order-2026-01-10",
      amount: 30,
    });
    const waiting = advance({ profile: first.profile, events: [released], now: due + 1000, rules }).profile;

    const { profile, reservations } = advance({ profile: waiting, events: [cancelled], now: due + 2000, rules });

    expect(reservations).toEqual([{ ...first.reservations[0], attempt: 2, sendBy: due + 1999 }]);
    expect(profile.journeys).toEqual([]);
  });

  it("after a definite failure give the slot back and go out on the next channel at once", () => {
    const first = sent(true);
    const dropped = happened("2026-07-09T12:00:01Z", {
      kind: "message-dropped",
      reservation: reservationOf(first),
      outcome: "failed",
    });

    const back = advance({ profile: first.profile, events: [dropped], now: due + 1000, rules });

    expect(back.reservations).toMatchObject([
      { channel: "sms", attempt: 2, messageKey: first.reservations[0]?.messageKey },
    ]);
    expect(back.profile.contacts).toHaveLength(1);
    expect(back.profile.contacts[0]?.channel).toBe("sms");
  });

  it("give the slot back and end where no channel is left, or when they were withdrawn", () => {
    const first = sent(false);
    const failed = happened("2026-07-09T12:00:01Z", {
      kind: "message-dropped",
      reservation: reservationOf(first),
      outcome: "failed",
    });
    const withdrawn = happened("2026-07-09T12:00:01Z", {
      kind: "message-dropped",
      reservation: reservationOf(first),
      outcome: "withdrawn",
    });

    for (const event of [failed, withdrawn]) {
      const back = advance({ profile: first.profile, events: [event], now: due + 1000, rules });

      expect(back).toMatchObject({ reservations: [], profile: { contacts: [], journeys: [] } });
    }
  });
});
