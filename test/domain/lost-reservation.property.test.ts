import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance } from "../../lambdas/domain/advance.ts";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import { rebuiltReservation } from "../../lambdas/domain/lost-reservation.ts";
import type { Reservation } from "../../lambdas/domain/message.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import {
  at,
  careCampaign,
  dayMs,
  dormantCampaign,
  hourMs,
  reminderCampaign,
  rulesWith,
  sendStep,
} from "../support/campaigns.ts";
import { delivered, ordered, reachable } from "../support/happenings.ts";
import { live } from "../support/live-profile.ts";

const first = at("2026-01-10T12:00:00Z");
const iso = (instant: number): string => new Date(instant).toISOString();
const twoSteps = (id: string): Campaign["steps"] => [
  sendStep({ id }),
  { kind: "wait", id: "pause", days: 3 },
  sendStep({ id: `${id}-again`, category: "care" }),
];

const campaign = fc.constantFrom<Campaign>(
  dormantCampaign(),
  dormantCampaign({ steps: twoSteps("gift") }),
  reminderCampaign(),
  careCampaign({ policy: { leaveOnOrder: false } }),
  careCampaign({ steps: twoSteps("check") }),
);

interface Reserved {
  readonly reservation: Reservation;
  readonly profile: Profile;
}

/** Every reservation of this customer's next year, with the profile right after it; the clock moves in steps of its own. */
const reservationsOf = (
  one: Campaign,
  orderDays: readonly number[],
  deliveredAfter: number,
  stepMs: number,
): Reserved[] => {
  const rules = rulesWith({ campaigns: [one], settings: { quietHours: { default: { from: "20:00", to: "08:00" } } } });
  const orders = orderDays.map((day, index) => ordered(iso(first + day * dayMs), `o-${index}`));
  const arrivals = orders.map((order, index) =>
    delivered(iso(order.occurredAt + deliveredAfter * hourMs), `o-${index}`),
  );
  const events = [...reachable("2026-01-01T10:00:00Z"), ...orders, ...arrivals].toSorted(
    (a, b) => a.occurredAt - b.occurredAt,
  );
  let profile = live(events, rules);
  const found: Reserved[] = [];
  for (let now = events.at(-1)?.occurredAt ?? first; now < first + 365 * dayMs; now += stepMs) {
    const next = advance({ profile, events: [], now, rules });
    profile = next.profile;
    for (const reservation of next.reservations) found.push({ reservation, profile });
  }
  return found;
};

describe("a reservation worked out from its contact", () => {
  it("is the one that was lost, with a deadline that is never later than the true one", async () => {
    const orderDays = fc
      .uniqueArray(fc.nat({ max: 40 }), { minLength: 1, maxLength: 4 })
      .map((days) => days.toSorted((a, b) => a - b));
    let rebuilt = 0;
    await fc.assert(
      fc.property(
        campaign,
        orderDays,
        fc.nat({ max: 200 }),
        fc.constantFrom(7 * hourMs, 26 * hourMs),
        (one, days, hours, step) => {
          for (const { reservation, profile } of reservationsOf(one, days, hours, step)) {
            const contact = profile.contacts.find(({ messageKey }) => messageKey === reservation.messageKey);
            if (contact === undefined) throw new Error("A reservation took no slot.");
            const older = { ...one, version: 0 };
            const rules = rulesWith({ campaigns: [one] });

            const found = rebuiltReservation({ contact, profile, campaigns: [one, older], rules });

            expect(found).toEqual({ ...reservation, sendBy: found?.sendBy });
            expect(found?.sendBy).toBeLessThanOrEqual(reservation.sendBy);
            rebuilt += 1;
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(rebuilt).toBeGreaterThan(30);
  });

  it("keeps the exact deadline of a campaign that is entered by looking", () => {
    const [reserved] = reservationsOf(dormantCampaign(), [0], 0, 7 * hourMs);
    if (reserved === undefined) throw new Error("Nothing was reserved.");
    const { profile, reservation } = reserved;
    const rules = rulesWith({ campaigns: [dormantCampaign()] });
    const [contact] = profile.contacts;
    if (contact === undefined) throw new Error("A reservation took no slot.");

    expect(rebuiltReservation({ contact, profile, campaigns: [dormantCampaign()], rules })).toEqual(reservation);
  });

  it("is none when no campaign, step and occurrence have this key", () => {
    const [reserved] = reservationsOf(dormantCampaign(), [0], 0, 7 * hourMs);
    const contact = reserved?.profile.contacts[0];
    if (reserved === undefined || contact === undefined) throw new Error("Nothing was reserved.");
    const rules = rulesWith({ campaigns: [] });

    expect(rebuiltReservation({ contact, profile: reserved.profile, campaigns: [], rules })).toBeUndefined();
    expect(
      rebuiltReservation({ contact, profile: reserved.profile, campaigns: [reminderCampaign()], rules }),
    ).toBeUndefined();
  });
});
