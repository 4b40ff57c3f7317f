import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { type CapQuestion, capVerdict, pruneContacts } from "../../lambdas/domain/caps.ts";
import { categories, channels } from "../../lambdas/domain/channel.ts";
import type { Contact } from "../../lambdas/domain/profile.ts";
import type { Cap } from "../../lambdas/domain/settings.ts";
import { zoneCalendar } from "../../lambdas/domain/zone-calendar.ts";

// The reference counts with Temporal and tries every instant at which an answer can change. It shares no code with caps.ts.
const hourMs = 3_600_000;
const base = Date.UTC(2010, 2, 20);
const zones = ["Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Asia/Shanghai"];

const capOf = (id: number) =>
  fc.record<Cap>({
    id: fc.constant(`cap-${id}`),
    scope: fc.oneof(
      fc.constant("all" as const),
      fc.record({ channel: fc.constantFrom(...channels) }),
      fc.record({ category: fc.constantFrom(...categories) }),
      fc.record({ channel: fc.constantFrom(...channels), category: fc.constantFrom(...categories) }),
    ),
    window: fc.oneof(
      fc.record({ rollingHours: fc.constantFrom(1, 5, 24, 48) }),
      fc.record({ rollingDays: fc.constantFrom(1, 2, 7, 30) }),
      fc.record({ calendar: fc.constantFrom("day" as const, "week" as const, "month" as const) }),
    ),
    max: fc.integer({ min: 1, max: 3 }),
  });

/** Whole hours more often than not, so that edges meet. */
const when = fc.oneof(
  fc.integer({ min: -400, max: 200 }).map((hours) => base + hours * hourMs),
  fc.integer({ min: -400 * hourMs, max: 200 * hourMs }).map((ms) => base + ms),
);

const question = fc.record<CapQuestion>({
  caps: fc.tuple(capOf(0), capOf(1), capOf(2)).chain((caps) => fc.subarray(caps, { minLength: 1 })),
  contacts: fc.array(
    fc.record<Contact>({
      messageKey: fc.constant("key"),
      channel: fc.constantFrom(...channels),
      category: fc.constantFrom(...categories),
      at: when,
    }),
    { maxLength: 8 },
  ),
  channel: fc.constantFrom(...channels),
  category: fc.constantFrom(...categories),
  at: fc.integer({ min: -100, max: 100 }).map((hours) => base + hours * hourMs),
  calendar: fc.constantFrom(...zones).map(zoneCalendar),
});

const covers = ({ scope }: Cap, { channel, category }: Pick<Contact, "channel" | "category">): boolean =>
  scope === "all" ||
  ([undefined, channel].includes(scope.channel) === true && [undefined, category].includes(scope.category));

const windowName = (unit: "day" | "week" | "month", at: number, zone: string): string => {
  const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  if (unit === "day") return date.toString();
  return unit === "week" ? `${date.yearOfWeek}-${date.weekOfYear}` : `${date.year}-${date.month}`;
};

const sharesWindow = ({ window }: Cap, one: number, other: number, zone: string): boolean => {
  if ("calendar" in window) return windowName(window.calendar, one, zone) === windowName(window.calendar, other, zone);
  const hours = "rollingHours" in window ? window.rollingHours : window.rollingDays * 24;
  return Math.abs(one - other) < hours * hourMs;
};

const allows = (cap: Cap, at: number, { contacts, calendar }: CapQuestion): boolean =>
  contacts.filter((contact) => covers(cap, contact) && sharesWindow(cap, contact.at, at, calendar.zone)).length <
  cap.max;

const allowedAt = (at: number, asked: CapQuestion): boolean =>
  asked.caps.every((cap) => !covers(cap, asked) || allows(cap, at, asked));

const rollingWindowsMs = [1, 5, 24, 48, 7 * 24, 30 * 24].map((hours) => hours * hourMs);

/** Everything that can free a slot: a contact that leaves a rolling window, or a local midnight. */
const candidates = ({ contacts, calendar, at }: CapQuestion): readonly number[] => {
  const leaving = contacts.flatMap((contact) => rollingWindowsMs.map((window) => contact.at + window));
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(calendar.zone).startOfDay();
  const midnights = Array.from({ length: 90 }, (_, days) => today.add({ days }).epochMilliseconds);
  return [...leaving, ...midnights].filter((instant) => instant > at).sort((a, b) => a - b);
};

test("a verdict is what counting with Temporal says", () => {
  void fc.assert(
    fc.property(question, (asked) => {
      const verdict = capVerdict(asked);

      expect(verdict.allowed).toBe(allowedAt(asked.at, asked));
    }),
    { numRuns: 300 },
  );
});

test("freeAt is the first instant that counting with Temporal allows", () => {
  void fc.assert(
    fc.property(question, (asked) => {
      const verdict = capVerdict(asked);

      if (verdict.allowed) return;
      expect(verdict.freeAt).toBe(candidates(asked).find((instant) => allowedAt(instant, asked)));
      expect(allowedAt(verdict.freeAt - 1, asked)).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test("the cap that is named is one that says no", () => {
  void fc.assert(
    fc.property(question, (asked) => {
      const verdict = capVerdict(asked);

      if (verdict.allowed) return;
      const named = asked.caps.find((cap) => cap.id === verdict.capId);
      expect(named !== undefined && covers(named, asked) && !allows(named, asked.at, asked)).toBe(true);
    }),
  );
});

test("messages sent only when a verdict allows them never exceed a cap, in any window", () => {
  const caps = fc.tuple(capOf(0), capOf(1), capOf(2));
  void fc.assert(
    fc.property(caps, fc.array(when, { maxLength: 40 }), fc.constantFrom(...zones), (tried, instants, zone) => {
      const sent: Contact[] = [];
      for (const at of instants.toSorted((a, b) => a - b)) {
        const message = { channel: "email", category: "care" } as const;
        const verdict = capVerdict({ caps: tried, contacts: sent, ...message, at, calendar: zoneCalendar(zone) });
        if (verdict.allowed) sent.push({ messageKey: "key", ...message, at });
      }

      const exceeded = tried.filter((cap) =>
        sent.some((last) => {
          const inWindow = sent.filter(({ at }) => at <= last.at && sharesWindow(cap, at, last.at, zone));
          return covers(cap, last) && inWindow.length > cap.max;
        }),
      );

      expect(exceeded).toEqual([]);
    }),
  );
});

test("pruning changes no verdict", () => {
  void fc.assert(
    fc.property(question, (asked) => {
      const pruned = { ...asked, contacts: pruneContacts(asked.contacts, asked.at) };

      expect(capVerdict(pruned)).toEqual(capVerdict(asked));
    }),
  );
});
