import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capVerdict } from "../../lambdas/domain/caps.ts";
import { figureOf } from "../../lambdas/domain/figure.ts";
import { foldEvent } from "../../lambdas/domain/fold.ts";
import type { Contact, Profile } from "../../lambdas/domain/profile.ts";
import { isPushPaused, keptContacts, unopenedPushes } from "../../lambdas/domain/push-pause.ts";
import { zoneCalendar } from "../../lambdas/domain/zone-calendar.ts";
import { at, dayMs, rulesWith } from "../support/campaigns.ts";
import { aProfile } from "../support/factories.ts";

const monday = at("2026-03-02T10:00:00Z");
const registered = { endpoint: "arn:aws:sns:eu-west-1:000000000000:endpoint/GCM/app/1", platform: "fcm" } as const;

const push = (day: number, change: Partial<Contact> = {}): Contact => ({
  messageKey: `push-${day}`,
  channel: "push",
  category: "promotion",
  at: monday + day * dayMs,
  ...change,
});

const owner = (contacts: readonly Contact[], change: Partial<Profile> = {}): Profile =>
  aProfile({ contacts, devices: [{ ...registered, at: monday - dayMs }], ...change });

const engaged = (change: Partial<NonNullable<Profile["engagement"]["push"]>>) => ({
  delivered: 0,
  clicked: 0,
  ...change,
});

describe("three unopened pushes in a row", () => {
  it("pause push for everything but a transaction", () => {
    const profile = owner([push(0), push(1), push(2)]);

    expect(unopenedPushes(profile)).toBe(3);
    expect(isPushPaused(profile, "promotion")).toBe(true);
    expect(isPushPaused(profile, "service")).toBe(true);
    expect(isPushPaused(profile, "transactional")).toBe(false);
  });

  it("are counted from pushes alone, transactions left out, and with what a decision just reserved", () => {
    const profile = owner([push(0), push(1), push(2, { channel: "email" }), push(3, { category: "transactional" })]);

    expect(unopenedPushes(profile)).toBe(2);
    expect(isPushPaused(profile, "care", [...profile.contacts, push(4)])).toBe(true);
  });

  it("are what the figure of segments and branches says", () => {
    expect(figureOf(owner([push(0), push(1)]), "push.unopened", monday, rulesWith({ campaigns: [] }))).toBe(2);
  });

  it.each([
    ["a push is opened", { engagement: { push: engaged({ opened: 1, lastOpenAt: monday + 2.5 * dayMs }) } }],
    [
      "a link in an email is clicked",
      { engagement: { email: engaged({ clicked: 1, lastClickAt: monday + 3 * dayMs }) } },
    ],
    ["the app starts, which registers the device again", { devices: [{ ...registered, at: monday + 2.5 * dayMs }] }],
  ])("begin anew when %s", (_, change) => {
    const profile = owner([push(0), push(1), push(2)], change);

    expect(unopenedPushes(profile)).toBe(0);
    expect(unopenedPushes(owner([...profile.contacts, push(5)], change))).toBe(1);
  });

  it("do not begin anew when only an email was opened: mail programs do that", () => {
    const opened = {
      ...{
        customerId: "customer-1",
        eventId: "opened",
        occurredAt: monday + 9 * dayMs,
        receivedAt: monday + 9 * dayMs,
      },
      kind: "message-opened",
      message: { messageKey: "k", campaignId: "c", stepId: "s", occurrence: "o", channel: "email" },
    } as const;

    const profile = foldEvent(owner([push(0), push(1), push(2)]), opened, "UTC");

    expect(unopenedPushes(profile)).toBe(3);
    expect(profile.engagement.email).toBeUndefined();
  });
});

describe("the ledger of contacts", () => {
  it("keeps the newest unopened pushes however old they are, so that a pause does not end with time", () => {
    const profile = owner([push(0), push(1), push(2), push(3), push(4, { channel: "sms" })]);

    const kept = keptContacts(profile, monday + 400 * dayMs);

    expect(kept.map(({ messageKey }) => messageKey)).toEqual(["push-1", "push-2", "push-3"]);
    expect(isPushPaused({ ...profile, contacts: kept }, "promotion")).toBe(true);
  });

  it("lets them go once the customer showed a sign of life", () => {
    const profile = owner([push(0), push(1), push(2)], {
      engagement: { push: engaged({ opened: 1, lastOpenAt: monday + 3 * dayMs }) },
    });

    expect(keptContacts(profile, monday + 40 * dayMs)).toEqual([]);
  });

  it("is the very same while nothing is dropped, so that nothing is written", () => {
    const profile = owner([push(0), push(1)]);

    expect(keptContacts(profile, monday + 2 * dayMs)).toBe(profile.contacts);
  });

  it("answers as before: what is dropped changes neither a cap nor the pause", () => {
    const contact = fc.record({
      messageKey: fc.uuid(),
      channel: fc.constantFrom("email", "sms", "push"),
      category: fc.constantFrom("promotion", "care", "transactional"),
      at: fc.integer({ min: 0, max: 80 }).map((day) => monday + day * dayMs),
    });
    const signs = fc.option(
      fc.integer({ min: 0, max: 80 }).map((day) => monday + day * dayMs),
      { nil: undefined },
    );
    void fc.assert(
      fc.property(fc.array(contact, { maxLength: 20 }), signs, (contacts, lastOpenAt) => {
        const engagement = lastOpenAt === undefined ? {} : { push: engaged({ opened: 1, lastOpenAt }) };
        const profile = owner(contacts as Contact[], { engagement });
        const now = monday + 80 * dayMs;
        const later = { ...profile, contacts: keptContacts(profile, now) };
        const caps = [{ id: "month", scope: "all", window: { calendar: "month" }, max: 2 } as const];
        const question = {
          caps,
          channel: "push",
          category: "promotion",
          at: now,
          calendar: zoneCalendar("UTC"),
        } as const;

        expect(unopenedPushes(later)).toBe(unopenedPushes(profile));
        expect(capVerdict({ ...question, contacts: later.contacts })).toEqual(
          capVerdict({ ...question, contacts: profile.contacts }),
        );
      }),
    );
  });
});
