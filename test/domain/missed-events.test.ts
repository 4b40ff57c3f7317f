import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CustomerEvent, EventBody } from "../../lambdas/domain/event.ts";
import { foldEvent } from "../../lambdas/domain/fold.ts";
import { droppedEvent, releasedEvent } from "../../lambdas/domain/message-event.ts";
import { missedAmong } from "../../lambdas/domain/missed-events.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";
import { aMessage, anOrder, aReservation } from "../support/factories.ts";
import { consented, happened, identified, ordered } from "../support/happenings.ts";

const now = Date.parse("2026-03-02T10:00:00Z");
const folded = (events: readonly CustomerEvent[]): Profile =>
  events.reduce((profile, event) => foldEvent(profile, event, "UTC"), emptyProfile("c-1"));
const asked = (q: Partial<Parameters<typeof missedAmong>[0]> & { readonly profile: Profile }) =>
  missedAmong({ events: [], passed: [], messages: [], now, retentionDays: 730, shopZone: "UTC", ...q });

const lost = ordered("2026-02-01T10:00:00Z", "o-1");
const later = ordered("2026-02-02T10:00:00Z", "o-2");

describe("an event that the watermark has passed", () => {
  it("is missing when the profile is what the other events make of it", () => {
    const verdict = asked({ profile: folded([later]), events: [lost, later], passed: [lost] });

    expect(verdict).toEqual({ missed: [lost], unproved: [] });
  });

  it("was folded when the profile is what all events make of it", () => {
    const verdict = asked({ profile: folded([later, lost]), events: [lost, later], passed: [lost] });

    expect(verdict).toEqual({ missed: [], unproved: [] });
  });

  it("is a question for a person when the profile is neither", () => {
    const profile = { ...folded([later]), orders: { ...folded([later]).orders, revenue: 1_000 } };

    const verdict = asked({ profile, events: [lost, later], passed: [lost] });

    expect(verdict).toEqual({ missed: [], unproved: [lost] });
  });

  it("is folded again without proof when saying it twice changes nothing", () => {
    const passed = [identified("2026-02-01T10:00:00Z", { firstName: "Ada" }), consented("2026-02-01T10:00:00Z")];
    const since = now - 800 * 86_400_000;

    const verdict = asked({ profile: { ...folded([later]), since }, events: [later], passed: [...passed, lost] });

    expect(verdict).toEqual({ missed: passed, unproved: [lost] });
  });

  it("that brought a message back is missing while the message still waits and no journey brings it", () => {
    const reservation = aReservation();
    const released = releasedEvent({ customerId: "customer-1", reservation, at: now, retryAt: now });
    const profile = emptyProfile("customer-1");

    expect(asked({ profile, passed: [released], messages: [aMessage({ status: "released" })] }).missed).toEqual([
      released,
    ]);
    expect(asked({ profile, passed: [released], messages: [aMessage({ status: "accepted" })] }).missed).toEqual([]);
    expect(
      asked({ profile, passed: [released], messages: [aMessage({ status: "released", attempt: 2 })] }).missed,
    ).toEqual([]);
  });

  it("that refunds a slot is missing while the slot is taken", () => {
    const reservation = aReservation();
    const dropped = droppedEvent({ customerId: "customer-1", reservation, at: now, outcome: "expired" });
    const contact = { messageKey: reservation.messageKey, channel: "email", category: "promotion", at: now } as const;
    const profile = emptyProfile("customer-1");
    const messages = [aMessage({ status: "expired" })];

    expect(asked({ profile: { ...profile, contacts: [contact] }, passed: [dropped], messages }).missed).toEqual([
      dropped,
    ]);
    expect(asked({ profile, passed: [dropped], messages }).missed).toEqual([]);
  });

  it("that gave a message up as accepted after all is folded again: the slot is taken once", () => {
    const profile = emptyProfile("customer-1");
    const proved = happened("2026-02-01T10:00:00Z", { kind: "message-proved", reservation: aReservation() });

    expect(asked({ profile, passed: [proved] })).toEqual({ missed: [proved], unproved: [] });
  });

  const subject = "complaint" as const;
  it.each<readonly [string, EventBody]>([
    ["a visit", { kind: "visited" }],
    ["an event of the shop's own", { kind: "custom", name: "Joined Class", properties: {} }],
    ["a closed case", { kind: "case-closed", caseId: "case-1", subject, outcome: "solved" }],
    ["a survey's answer", { kind: "survey-answered", surveyId: "s", measure: "nps", score: 9 }],
    ["a chosen frequency", { kind: "frequency-chosen", perWeek: 1 }],
    ["a device", { kind: "device-registered", endpoint: "arn:1", platform: "fcm" }],
    ["an attribute", { kind: "identified", traits: {}, attributes: { level: "gold" } }],
  ])("%s is missing, or is not, as the profile shows", (_what, body) => {
    const opened = happened("2026-01-30T10:00:00Z", { kind: "case-opened", caseId: "case-1", subject });
    const event = happened("2026-02-01T10:00:00Z", body);
    const events = [opened, event, later];

    const verdicts = [folded([opened, later]), folded([opened, later, event])].map((profile) =>
      asked({ profile, events, passed: [event] }),
    );

    expect(verdicts).toEqual([
      { missed: [event], unproved: [] },
      { missed: [], unproved: [] },
    ]);
  });

  it("is folded exactly once, whichever of a customer's orders were lost", async () => {
    const order = fc.record({ day: fc.nat({ max: 30 }), amount: fc.constantFrom(10, 12.5), isPassed: fc.boolean() });
    await fc.assert(
      fc.property(fc.array(order, { minLength: 1, maxLength: 12 }), fc.boolean(), (orders, wasFolded) => {
        const events: CustomerEvent[] = orders.map(({ day, amount }, index) =>
          anOrder({ customerId: "c-1", occurredAt: now - day * 86_400_000, orderId: `o-${index}`, amount }),
        );
        // The one that moved the watermark past the others.
        events.push(identified("2026-03-01T10:00:00Z", { firstName: "Ada" }));
        const passed = events.filter((_, index) => orders[index]?.isPassed);
        const others = events.filter((event) => !passed.includes(event));
        const profile = folded(wasFolded ? events : others);

        const { missed, unproved } = asked({ profile, events, passed });

        expect(unproved).toEqual([]);
        expect(missed).toEqual(wasFolded ? [] : passed);
      }),
    );
  });
});
