import { describe, expect, it } from "vitest";
import { type Advance, advance } from "../../lambdas/domain/advance.ts";
import type { Campaign, StepOf } from "../../lambdas/domain/campaign.ts";
import { type Counts, looksCounted, sumCounts } from "../../lambdas/domain/funnel-counts.ts";
import { bucketOf } from "../../lambdas/domain/hold-out.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import { at, dormantCampaign, rulesWith, sendStep } from "../support/campaigns.ts";
import { consented, ordered, reachable } from "../support/happenings.ts";
import { live } from "../support/live-profile.ts";

/*
 * Twelve campaigns are live at once and all want the same customer at the same instant: Saturday 4 July 2026, 13:00 in
 * London. One email in 24 hours and three messages in a week are allowed, and nobody is written to from nine to nine.
 */
const caps = [
  { id: "one-email-a-day", scope: { channel: "email" as const }, window: { rollingHours: 24 }, max: 1 },
  { id: "three-a-week", scope: "all" as const, window: { calendar: "week" as const }, max: 3 },
];
const quietHours = { default: { from: "21:00", to: "09:00" } };

const email = ["email"] as const;
type Want = readonly [id: string, priority: number, value: number, hours: number, change: Partial<StepOf<"send">>];

// campaign       priority, value, hours to send within
const wants: readonly Want[] = [
  ["parcel-notice", 9, 0, 200, { category: "transactional", obeysCaps: false, countsTowardCaps: false }],
  ["care", 1, 0, 200, { category: "care" }],
  ["worth-50", 2, 50, 200, {}],
  ["worth-20-text", 2, 20, 200, { channels: ["sms"] }],
  ["soon", 3, 0, 24, {}],
  ["later-a", 3, 0, 72, {}],
  ["later-b", 3, 0, 72, {}],
  ["now-or-never", 4, 0, 200, { whenCapped: "skip" }],
  ["any-channel", 5, 0, 200, { channels: ["email", "sms"], whenCapped: "reroute" }],
  ["six-hours", 6, 0, 6, {}],
  ["measured", 7, 0, 200, {}],
  ["push-only", 8, 0, 200, { channels: ["push"] }],
];

/** What becomes of each, look by look. Times are London's. */
const expected: Readonly<Record<string, readonly string[]>> = {
  // It neither obeys the caps nor counts toward them.
  "parcel-notice": ["Sat 13:00 reserved by email"],
  // The best priority takes the one email of the day.
  care: ["Sat 13:00 reserved by email"],
  // Next by priority and value: it waits a day, finds the week full, waits for Monday, and for the end of the night.
  "worth-50": [
    "Sat 13:00 outranked until Sun 13:00",
    "Sun 13:00 capped until Mon 09:00",
    "Mon 09:00 reserved by email",
  ],
  // Another channel: the email of the day is not in its way.
  "worth-20-text": ["Sat 13:00 reserved by sms"],
  // Its deadline is the instant at which the day's slot frees, and by then the week is full.
  soon: ["Sat 13:00 outranked until Sun 13:00", "Sun 13:00 capped until Sun 13:00", "Sun 13:00 expired"],
  // Of two alike the earlier deadline goes first, then the name: this one gets Tuesday.
  "later-a": [
    "Sat 13:00 outranked until Sun 13:00",
    "Sun 13:00 capped until Mon 09:00",
    "Mon 09:00 outranked until Tue 09:00",
    "Tue 09:00 reserved by email",
  ],
  // And this one only its deadline.
  "later-b": [
    "Sat 13:00 outranked until Sun 13:00",
    "Sun 13:00 capped until Mon 09:00",
    "Mon 09:00 outranked until Tue 09:00",
    "Tue 09:00 outranked until Tue 13:00",
    "Tue 13:00 expired",
  ],
  "now-or-never": ["Sat 13:00 outranked"],
  // The email is taken, so it goes by text: the third and last message of the week.
  "any-channel": ["Sat 13:00 reserved by sms"],
  "six-hours": ["Sat 13:00 outranked until Sat 19:00", "Sat 19:00 expired"],
  // Kept out to measure: recorded before any cap is asked, and it takes no slot.
  measured: ["Sat 13:00 held-out"],
  "push-only": ["Sat 13:00 no-address"],
};

const campaignOf = ([id, priority, expectedValue, sendWithinHours, change]: Want): Campaign =>
  dormantCampaign({
    id,
    steps: [sendStep({ id: "tell", channels: [...email], sendWithinHours, ...change })],
    policy: { priority, expectedValue, holdOutPercent: id === "measured" ? 50 : 0 },
  });

/** Under this salt the customer is among the half that `measured` keeps out. */
const salt = Array.from({ length: 50 }, (_, index) => `salt-${index}`).find(
  (text) => bucketOf("c-1", `${text}/measured`) < 5000,
);

const rules = rulesWith({
  campaigns: wants.map(campaignOf),
  settings: { caps, quietHours, holdOut: { salt: salt ?? "" } },
});
const history = [
  ...reachable("2026-01-01T10:00:00Z", { phone: "+447700900001" }),
  consented("2026-01-01T10:00:00Z", "sms"),
  ordered("2026-01-05T12:00:00Z"),
];

interface Look {
  readonly now: number;
  readonly next: Advance;
}

/** Looks whenever the customer is due, until nobody wants them any more. */
const looksAt = (start: Profile): readonly Look[] => {
  const looks: Look[] = [];
  let profile = start;
  while (profile.dueAt !== undefined) {
    const now = profile.dueAt;
    const next = advance({ profile, events: [], now, rules });
    looks.push({ now, next });
    profile = next.profile;
  }
  return looks;
};

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  weekday: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const shown = (instant: number): string => clock.format(instant).replace(",", "");

const linesOf = (looks: readonly Look[], campaignId: string): readonly string[] =>
  looks.flatMap(({ now, next }) =>
    next.looks
      .filter((look) => look.campaignId === campaignId)
      .map(({ outcome, until }) => {
        const { channel } = next.reservations.find((one) => one.campaignId === campaignId) ?? {};
        const by = outcome === "reserved" ? ` by ${channel}` : "";
        return `${shown(now)} ${outcome}${by}${until === undefined ? "" : ` until ${shown(until)}`}`;
      }),
  );

const looks = looksAt(live(history, rules));

describe("twelve campaigns that want one customer at once", () => {
  it.each(wants.map(([id]) => id))("%s", (id) => {
    expect(linesOf(looks, id)).toEqual(expected[id]);
  });

  it("are looked at only when something can have changed", () => {
    expect([...new Set(looks.map(({ now }) => new Date(now).toISOString()))]).toEqual([
      "2026-07-04T12:00:00.000Z",
      // One millisecond past a deadline, so that it expires and says so.
      "2026-07-04T18:00:00.001Z",
      "2026-07-05T12:00:00.000Z",
      "2026-07-05T12:00:00.001Z",
      "2026-07-06T08:00:00.000Z",
      "2026-07-07T08:00:00.000Z",
      "2026-07-07T12:00:00.001Z",
    ]);
  });

  it("leave nobody waiting, and the customer out of every journey", () => {
    const last = looks.at(-1)?.next.profile;

    expect(last?.journeys).toEqual([]);
    expect(Object.keys(last?.entries ?? {}).sort()).toEqual(wants.map(([id]) => id).sort());
  });

  it("keep the caps: no two emails that count within a day, no four messages in a week", () => {
    const counting = looks
      .flatMap(({ next }) => next.reservations)
      .filter(({ campaignId, status }) => status === "reserved" && campaignId !== "parcel-notice");
    const emails = counting.filter(({ channel }) => channel === "email").map(({ reservedAt }) => reservedAt);
    const monday = at("2026-07-05T23:00:00Z");

    expect(emails.slice(1).every((instant, index) => instant - (emails[index] ?? 0) >= 24 * 3_600_000)).toBe(true);
    expect(counting.filter(({ reservedAt }) => reservedAt < monday)).toHaveLength(3);
    expect(counting.filter(({ reservedAt }) => reservedAt >= monday)).toHaveLength(2);
  });
});

describe("the funnel", () => {
  const additions = looks.flatMap(({ now, next }) => looksCounted({ looks: next.looks, day: rules.dayOf(now) }));
  const funnelOf = (which: (one: (typeof additions)[number]) => boolean): Counts =>
    sumCounts(additions.filter(which).map(({ counts }) => counts));
  const addsUp = (counts: Counts): boolean => {
    const skipped = Object.entries(counts).filter(([name]) => name.startsWith("skipped:"));
    const ends = (counts.reserved ?? 0) + (counts.heldOut ?? 0) + skipped.reduce((sum, [, by]) => sum + by, 0);
    return counts.lookedAt === ends;
  };

  it("adds up for every campaign and day", () => {
    const places = [...new Set(additions.map(({ campaignId, day }) => `${campaignId} ${day}`))];

    // Twelve on Saturday, four on Sunday, three on Monday, two on Tuesday.
    expect(places).toHaveLength(21);
    for (const place of places) expect(addsUp(funnelOf((one) => `${one.campaignId} ${one.day}` === place))).toBe(true);
  });

  it("says of all of them together what was sent, kept out and skipped, and why", () => {
    expect(funnelOf(() => true)).toMatchObject({
      lookedAt: 24,
      reserved: 6,
      heldOut: 1,
      "skipped:outranked": 9,
      "skipped:capped": 4,
      "skipped:expired": 3,
      "skipped:no-address": 1,
    });
  });
});
