import { describe, expect, it } from "vitest";
import { advance } from "../../lambdas/domain/advance.ts";
import type { Campaign } from "../../lambdas/domain/campaign.ts";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import { at, careCampaign, dayMs, dormantCampaign, hourMs, rulesWith, sendStep } from "../support/campaigns.ts";
import { cart, custom, journeysOf, minuteMs, noon, on, reached } from "../support/event-campaigns.ts";
import { delivered, happened, ordered } from "../support/happenings.ts";
import { live, look } from "../support/live-profile.ts";

describe("an event", () => {
  it("begins a journey whose first step is due after the delay", () => {
    const journeys = journeysOf([cart(noon, "c-7")], on({ occurrenceField: "cartId" }));

    expect(journeys).toMatchObject([
      { occurrence: "c-7", enteredAt: at(noon), stepIndex: 0, lookAt: at(noon) + hourMs },
    ]);
  });

  it("without a delay is answered at once", () => {
    const rules = rulesWith({ campaigns: [on({ delayMinutes: 0 })] });
    const before = live(reached, rules);

    const after = advance({ profile: before, events: [cart(noon)], now: at(noon), rules });

    expect(after.reservations).toMatchObject([{ campaignId: "answer", occurrence: `cart-updated-${noon}` }]);
  });

  it("whose fields are not those asked for begins nothing", () => {
    const campaign = on({ on: { event: "Stock Back", where: [{ field: "size", is: ["L"] }] } });

    const journeys = journeysOf([custom(noon, "Stock Back", { size: "S" }), custom(noon, "Stock Out")], campaign);

    expect(journeys).toEqual([]);
  });

  it("that tells of an order whose payment was told before begins nothing that the payment ends", () => {
    const created: CustomerEvent = {
      ...happened("2026-03-02T12:00:05Z", { kind: "order-created", orderId: "o-1", amount: 30, lines: [] }),
      eventId: "created-o-1",
    };
    const trigger = { on: { event: "order-created" }, occurrenceField: "orderId" };
    const ends = { leaveOn: [{ event: "order-placed", occurrenceField: "orderId" }] };
    const reminder = on(trigger, { policy: { ...on({}).policy, ...ends } });

    expect(journeysOf([ordered(noon, "o-1"), created], reminder)).toEqual([]);
    expect(journeysOf([ordered(noon, "o-2"), created], reminder)).toMatchObject([{ occurrence: "o-1" }]);
    expect(journeysOf([ordered(noon, "o-1"), created], on(trigger))).toMatchObject([{ occurrence: "o-1" }]);
  });

  it("older than the trigger's freshness is history", () => {
    const rules = rulesWith({ campaigns: [on({})] });
    const entriesAfter = (lateMs: number): number | undefined =>
      advance({ profile: live(reached, rules), events: [cart(noon)], now: at(noon) + lateMs, rules }).profile.entries
        .answer?.count;

    expect([entriesAfter(24 * hourMs), entriesAfter(24 * hourMs + 1)]).toEqual([1, undefined]);
  });

  it("that finds three journeys of the campaign ahead begins none, and is counted as crowded, once", () => {
    const rules = rulesWith({
      campaigns: [on({ occurrenceField: "cartId" }), on({ occurrenceField: "cartId" }, { id: "other" })],
    });
    const carts = ["c-1", "c-2", "c-3", "c-4"].map((id, minutes) => cart(`2026-03-02T12:0${minutes}:00Z`, id));
    const now = at("2026-03-02T12:05:00Z");

    const full = advance({ profile: live(reached, rules), events: carts.slice(0, 3), now, rules });
    const more = advance({ profile: full.profile, events: carts.slice(2), now, rules });

    expect(full.looks).toEqual([]);
    expect(more.profile.journeys).toHaveLength(6);
    expect(more.looks).toEqual(
      ["answer", "other"].map((campaignId) => ({ campaignId, stepId: expect.any(String), outcome: "crowded" })),
    );
  });

  it("waits where the first step is a wait", () => {
    const steps: Campaign["steps"] = [{ kind: "wait", id: "rest", days: 2 }, sendStep()];

    const journeys = journeysOf([cart(noon)], on({ delayMinutes: 30 }, { steps }));

    expect(journeys).toMatchObject([{ stepIndex: 1, lookAt: at(noon) + 30 * minuteMs + 2 * dayMs }]);
  });

  it("of the same occurrence begins nothing twice, not even after the journey is over", () => {
    const rules = rulesWith({ campaigns: [on({ occurrenceField: "cartId" })] });
    const begun = live([...reached, cart(noon, "c-7")], rules);

    const done = look(begun, at(noon) + hourMs, rules).profile;
    const later = advance({
      profile: done,
      events: [cart("2026-03-02T14:00:00Z", "c-7")],
      now: at(noon) + 2 * hourMs,
      rules,
    });

    expect(done.journeys).toEqual([]);
    expect(later.profile.journeys).toEqual([]);
  });

  it("does not begin more journeys of one campaign than a profile remembers", () => {
    const carts = ["10", "11", "12", "13", "14"].map((hour) => cart(`2026-03-02T${hour}:00:00Z`, `c-${hour}`));

    const journeys = journeysOf(carts, on({ occurrenceField: "cartId", delayMinutes: 6000 }));

    expect(journeys.map(({ occurrence }) => occurrence)).toEqual(["c-10", "c-11", "c-12"]);
  });

  it("has an occurrence of bounded length, whatever the shop names it", () => {
    const campaign = on({ on: { event: "Stock Back" }, occurrenceField: "sku" });

    const [journey] = journeysOf([custom(noon, "Stock Back", { sku: "x".repeat(5000) })], campaign);

    expect(journey?.occurrence).toHaveLength(32);
  });
});

describe("an instant that the event names", () => {
  const late = on({ on: { event: "Promise" }, fromField: "until", delayMinutes: 30 });
  const lookAtOf = (until: unknown): number | undefined =>
    journeysOf([custom(noon, "Promise", { until })], late)[0]?.lookAt;

  it.each([
    ["epoch milliseconds", at("2026-03-05T09:00:00Z"), "2026-03-05T09:30:00Z"],
    ["a time in UTC", "2026-03-05T09:00:00Z", "2026-03-05T09:30:00Z"],
    ["a time with an offset", "2026-03-05T09:00:00.000+05:45", "2026-03-05T03:45:00Z"],
    ["a time of the shop's clock", "2026-07-05T09:00", "2026-07-05T08:30:00Z"],
    ["a date, from the shop's midnight on", "2026-07-05", "2026-07-04T23:30:00Z"],
  ])("may be %s", (_, until, expected) => {
    expect(lookAtOf(until)).toBe(at(expected));
  });

  it.each([["tomorrow"], ["2026-02-30"], [null], [["2026-03-05"]], [-1]])("written as %j begins nothing", (until) => {
    expect(lookAtOf(until)).toBeUndefined();
  });

  it("counts for orders as well: the promised delivery", () => {
    const campaign = on({
      on: { event: "order-placed" },
      fromField: "promisedAt",
      occurrenceField: "orderId",
      delayMinutes: 0,
    });
    const promisedAt = at("2026-03-09T18:00:00Z");
    const order = { ...ordered(noon, "o-1"), promisedAt } as CustomerEvent;

    expect(journeysOf([order], campaign)).toMatchObject([{ occurrence: "o-1", lookAt: promisedAt }]);
  });
});

describe("a cart that still changes", () => {
  const campaign = on({ occurrenceField: "cartId", restarts: true });
  const rules = rulesWith({ campaigns: [campaign] });

  it("moves the first step, and an older word about it does not move it back", () => {
    const journeys = journeysOf(
      [cart(noon, "c-7"), cart("2026-03-02T12:20:00Z", "c-7"), cart("2026-03-02T12:10:00Z", "c-7")],
      campaign,
    );

    expect(journeys).toMatchObject([{ occurrence: "c-7", lookAt: at("2026-03-02T13:20:00Z") }]);
  });

  it("is one cart in a shop that names none", () => {
    const journeys = journeysOf([cart(noon), cart("2026-03-02T12:20:00Z")], campaign);

    expect(journeys).toMatchObject([{ lookAt: at("2026-03-02T13:20:00Z") }]);
    expect(journeys).toHaveLength(1);
  });

  it("moves nothing once the first message is out", () => {
    const steps = [sendStep(), { kind: "wait" as const, id: "rest", hours: 23 }, sendStep({ id: "second" })];
    const two = rulesWith({ campaigns: [{ ...campaign, steps }] });
    const reminded = look(live([...reached, cart(noon, "c-7")], two), at(noon) + hourMs, two).profile;

    const again = advance({
      profile: reminded,
      events: [cart("2026-03-02T15:00:00Z", "c-7")],
      now: at(noon) + 3 * hourMs,
      rules: two,
    });

    expect(again.profile.journeys).toEqual(reminded.journeys);
    expect(reminded.journeys).toMatchObject([{ stepIndex: 2, lookAt: at(noon) + 24 * hourMs }]);
  });

  it("begins the wait in front of the first step anew", () => {
    const waiting = { ...campaign, steps: [{ kind: "wait" as const, id: "rest", hours: 2 }, sendStep()] };

    const journeys = journeysOf([cart(noon, "c-7"), cart("2026-03-02T12:20:00Z", "c-7")], waiting);

    expect(journeys).toMatchObject([{ stepIndex: 1, lookAt: at("2026-03-02T15:20:00Z") }]);
  });

  it("leaves the journey's place to a deferral that was already told", () => {
    const deferred: Profile = live([...reached, cart(noon, "c-7")], rules);
    const waiting = {
      ...deferred,
      journeys: deferred.journeys.map((one) => ({ ...one, lookAt: one.lookAt + hourMs })),
    };

    const after = advance({
      profile: waiting,
      events: [cart("2026-03-02T12:20:00Z", "c-7")],
      now: at("2026-03-02T12:20:00Z"),
      rules,
    });

    expect(after.profile.journeys).toEqual(waiting.journeys);
  });
});

describe("who may enter by an event", () => {
  it("is asked of the profile with the event folded in", () => {
    const audience = { figure: "orders.count", atLeast: 1 } as const;
    const campaign = on({ on: { event: "order-placed" } }, { audience });

    expect(journeysOf([ordered(noon)], campaign)).toHaveLength(1);
    expect(journeysOf([ordered(noon)], { ...campaign, exclusion: audience })).toHaveLength(0);
  });

  it("enters again only so often, and only so much later", () => {
    const events = ["02", "04", "12", "25"].map((day) => cart(`2026-03-${day}T12:00:00Z`, `c-${day}`));
    const campaign = on(
      { occurrenceField: "cartId", delayMinutes: 0 },
      { policy: { ...dormantCampaign().policy, reentry: { max: 2, afterDays: 7 } } },
    );

    const { entries } = live([...reached, ...events], rulesWith({ campaigns: [campaign] }));

    expect(entries.answer).toMatchObject({ occurrence: "c-12", count: 2 });
  });
});

describe("care after the delivery of certain goods", () => {
  const campaign = careCampaign({
    trigger: {
      kind: "after-delivery",
      days: 120,
      assumedDeliveryDays: 5,
      freshnessDays: 14,
      products: ["mat"],
      categories: ["yoga"],
    },
  });
  const orderOf = (productId: string, category?: string): CustomerEvent =>
    ({
      ...ordered(noon, "o-1"),
      lines: [{ productId, quantity: 1, unitPrice: 9, ...(category !== undefined && { category }) }],
    }) as CustomerEvent;

  it("begins with an order that has a line of them, by product or by category", () => {
    const begun = [orderOf("mat"), orderOf("block", "yoga"), orderOf("tea", "tea"), orderOf("tea")].map(
      (order) => journeysOf([order], campaign).length,
    );

    expect(begun).toEqual([1, 1, 0, 0]);
  });

  it("moves with the delivery that is reported, and does not begin with a delivery alone", () => {
    const report = delivered("2026-03-04T12:00:00Z", "o-1");

    expect(journeysOf([orderOf("mat"), report], campaign)).toMatchObject([
      { lookAt: at("2026-03-04T12:00:00Z") + 120 * dayMs },
    ]);
    expect(journeysOf([report], campaign)).toEqual([]);
  });

  it("counts a first wait from the delivery", () => {
    const waiting = { ...campaign, steps: [{ kind: "wait" as const, id: "rest", days: 3 }, sendStep()] };

    const journeys = journeysOf([orderOf("mat"), delivered("2026-03-04T12:00:00Z", "o-1")], waiting);

    expect(journeys).toMatchObject([{ stepIndex: 1, lookAt: at("2026-03-04T12:00:00Z") + 123 * dayMs }]);
  });
});
