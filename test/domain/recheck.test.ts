import { describe, expect, test } from "vitest";
import { advance } from "../../lambdas/domain/advance.ts";
import { recheck, submitWithinMs } from "../../lambdas/domain/recheck.ts";
import { at, dayMs, dormantCampaign, rulesWith, sendStep } from "../support/campaigns.ts";
import { happened, ordered, reachable } from "../support/happenings.ts";
import { live, look } from "../support/live-profile.ts";

const decidedAt = at("2026-03-02T10:00:00Z");
const lastOrder = new Date(decidedAt - 180 * dayMs).toISOString();
const rules = rulesWith({ campaigns: [dormantCampaign({ steps: [sendStep({ sendWithinHours: 1 })] })] });
const profile = live([...reachable(lastOrder), ordered(lastOrder)], rules);

const reserved = () => {
  const { reservations } = look(profile, decidedAt, rules);
  const [reservation] = reservations;
  if (reservation === undefined) throw new Error("Nothing was reserved");
  return reservation;
};

const recheckedAt = (now: number) => recheck({ profile, reservation: reserved(), decidedAt, now, rules });

describe("at the moment of submission", () => {
  test("a message is clear as long as its slot in the caps is fresh", () => {
    expect(recheckedAt(decidedAt + submitWithinMs)).toEqual({ kind: "clear", address: "ada@example.com" });
  });

  test("a message that was held up for longer is decided again at once, and its slot moves with it", () => {
    const now = decidedAt + submitWithinMs + 1;

    expect(recheckedAt(now)).toEqual({ kind: "later", retryAt: now });
  });

  test("a message reserved before its customer asked for fewer still goes, minutes later: the next ones keep to it", () => {
    const choice = happened(new Date(decidedAt + 60_000).toISOString(), { kind: "frequency-chosen", perWeek: 0 });
    const fewer = advance({ profile, events: [choice], now: decidedAt + 60_000, rules }).profile;

    expect(fewer.frequency?.perWeek).toBe(0);
    expect(recheck({ profile: fewer, reservation: reserved(), decidedAt, now: decidedAt + 60_000, rules })).toEqual({
      ...{ kind: "clear", address: "ada@example.com" },
    });
    expect(look(fewer, decidedAt + 120_000, rules).reservations).toEqual([]);
  });

  test("a message past its deadline expires, however long it was held up", () => {
    expect(recheckedAt(decidedAt + 3_600_001)).toEqual({ kind: "expired" });
  });
});
