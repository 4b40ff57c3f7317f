import { expect, test } from "vitest";
import { type CapQuestion, capVerdict, pruneContacts } from "../../lambdas/domain/caps.ts";
import type { Contact } from "../../lambdas/domain/profile.ts";
import type { Cap } from "../../lambdas/domain/settings.ts";
import { zoneCalendar } from "../../lambdas/domain/zone-calendar.ts";

const instant = (text: string): number => Date.parse(text);
const contact = (at: string, over: Partial<Contact> = {}): Contact => ({
  messageKey: `key-${at}`,
  channel: "email",
  category: "promotion",
  at: instant(at),
  ...over,
});
const daily: Cap = { id: "daily", scope: "all", window: { rollingHours: 24 }, max: 1 };
const ask = (over: Partial<CapQuestion> & { readonly at: number }) =>
  capVerdict({
    caps: [daily],
    contacts: [],
    channel: "email",
    category: "promotion",
    calendar: zoneCalendar("Europe/London"),
    ...over,
  });

test("23:00 and 00:00 do not both pass a cap of one in 24 hours", () => {
  const verdict = ask({ contacts: [contact("2026-01-15T23:00:00Z")], at: instant("2026-01-16T00:00:00Z") });

  expect(verdict).toEqual({ allowed: false, capId: "daily", freeAt: instant("2026-01-16T23:00:00Z") });
});

test("a slot frees to the millisecond", () => {
  const contacts = [contact("2026-01-15T10:00:00.001Z")];

  const verdicts = [instant("2026-01-16T10:00:00.000Z"), instant("2026-01-16T10:00:00.001Z")].map((at) =>
    ask({ contacts, at }),
  );

  expect(verdicts.map(({ allowed }) => allowed)).toEqual([false, true]);
});

test.each([
  ["day", "2026-03-29T00:00:00Z", "2026-03-29T12:00:00+01:00", "2026-03-30T00:00:00+01:00"],
  ["week", "2026-03-23T00:00:00Z", "2026-03-29T12:00:00+01:00", "2026-03-30T00:00:00+01:00"],
  ["month", "2026-03-01T00:00:00Z", "2026-03-31T23:59:59+01:00", "2026-04-01T00:00:00+01:00"],
] as const)("a calendar %s is the customer's local one", (unit, firstInstant, at, freeAt) => {
  const caps: Cap[] = [{ id: unit, scope: "all", window: { calendar: unit }, max: 1 }];
  const first = instant(firstInstant);

  const inside = ask({ caps, contacts: [{ ...contact(firstInstant), at: first }], at: instant(at) });
  const before = ask({ caps, contacts: [{ ...contact(firstInstant), at: first - 1 }], at: instant(at) });

  expect([inside, before]).toEqual([{ allowed: false, capId: unit, freeAt: instant(freeAt) }, { allowed: true }]);
});

test.each([
  ["all", { channel: "sms", category: "care" }, false],
  [{ channel: "email" }, { channel: "email", category: "care" }, false],
  [{ channel: "email" }, { channel: "sms", category: "promotion" }, true],
  [{ category: "promotion" }, { channel: "sms", category: "promotion" }, false],
  [{ category: "promotion" }, { channel: "email", category: "care" }, true],
  [{ channel: "email", category: "promotion" }, { channel: "email", category: "promotion" }, false],
  [{ channel: "email", category: "promotion" }, { channel: "email", category: "care" }, true],
] as const)("a cap on %j: %j allowed is %j after a promotion by email", (scope, message, allowed) => {
  const contacts = [contact("2026-01-15T10:00:00Z")];

  const verdict = ask({ caps: [{ ...daily, scope }], contacts, ...message, at: instant("2026-01-15T11:00:00Z") });

  expect(verdict.allowed).toBe(allowed);
});

test("only contacts that a cap covers take a place in it", () => {
  const contacts = [contact("2026-01-15T10:00:00Z", { channel: "sms" })];

  const verdict = ask({
    caps: [{ ...daily, scope: { channel: "email" } }],
    contacts,
    at: instant("2026-01-15T11:00:00Z"),
  });

  expect(verdict).toEqual({ allowed: true });
});

test("the strictest of several caps is named, and the slot is free when all allow it", () => {
  const caps: Cap[] = [daily, { id: "weekly", scope: "all", window: { calendar: "week" }, max: 2 }];
  const contacts = [contact("2026-01-13T10:00:00Z"), contact("2026-01-18T10:00:00Z")];

  const verdict = ask({ caps, contacts, at: instant("2026-01-18T12:00:00Z") });

  expect(verdict).toEqual({ allowed: false, capId: "daily", freeAt: instant("2026-01-19T10:00:00Z") });
});

test("a cap of none never frees", () => {
  const verdict = ask({ caps: [{ ...daily, max: 0 }], at: instant("2026-01-15T11:00:00Z") });

  expect(verdict).toEqual({ allowed: false, capId: "daily", freeAt: Number.POSITIVE_INFINITY });
});

test("a promised message holds its place in the windows that reach it", () => {
  const contacts = [contact("2026-01-15T20:00:00Z")];

  const verdicts = ["2026-01-14T20:00:00Z", "2026-01-14T20:00:00.001Z"].map((at) => ask({ contacts, at: instant(at) }));

  expect(verdicts).toEqual([
    { allowed: true },
    { allowed: false, capId: "daily", freeAt: instant("2026-01-16T20:00:00Z") },
  ]);
});

test("ten caps at once are all obeyed", () => {
  const caps = Array.from(
    { length: 10 },
    (_, index): Cap => ({ ...daily, id: `cap-${index}`, window: { rollingDays: index + 1 } }),
  );

  const verdict = ask({ caps, contacts: [contact("2026-01-15T10:00:00Z")], at: instant("2026-01-15T11:00:00Z") });

  expect(verdict).toEqual({ allowed: false, capId: "cap-9", freeAt: instant("2026-01-25T10:00:00Z") });
});

test("pruning drops what no window can see and keeps the rest", () => {
  const now = instant("2026-03-31T22:59:59Z");
  const contacts = [contact("2026-02-20T10:00:00Z"), contact("2026-03-01T00:00:00Z"), contact("2026-04-02T10:00:00Z")];

  const kept = pruneContacts(contacts, now);

  expect(kept).toEqual(contacts.slice(1));
  expect(pruneContacts(kept, now)).toBe(kept);
});
