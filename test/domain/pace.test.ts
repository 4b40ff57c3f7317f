import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type EmailQuestion,
  emailGrant,
  mayHaveSent,
  type PaceState,
  type SendingAccount,
} from "../../lambdas/domain/pace.ts";
import { type SettingsInput, settingsSchema } from "../../lambdas/domain/settings.ts";
import { at } from "../support/campaigns.ts";

const now = at("2026-03-02T10:00:00Z");
const day = "2026-03-02";
const minuteMs = 60_000;

const ruleWith = (pace: NonNullable<SettingsInput["pace"]> = {}): EmailQuestion["rule"] =>
  settingsSchema.parse({ pace: { keepFreePercent: 0, ...pace } }).pace;

const accountWith = (change: Partial<SendingAccount> = {}): SendingAccount => ({
  max24HourSend: 50_000,
  sentLast24Hours: 0,
  maxSendRate: 14,
  sendingEnabled: true,
  enforcementStatus: "HEALTHY",
  readAt: now,
  ...change,
});

const ask = (change: Partial<EmailQuestion> = {}) =>
  emailGrant({
    state: undefined,
    account: accountWith(),
    rule: ruleWith(),
    now,
    day,
    tickMs: minuteMs,
    wanted: 10_000,
    ...change,
  });

describe("the email budget of a tick", () => {
  it.each([
    { what: "what the rate allows in a minute", account: {}, granted: 840, limit: "rate" },
    { what: "what is left of the day", account: { sentLast24Hours: 49_900 }, granted: 100, limit: "quota" },
    { what: "nothing once the day is used up", account: { sentLast24Hours: 50_000 }, granted: 0, limit: "quota" },
    {
      what: "nothing when more was sent than allowed",
      account: { sentLast24Hours: 60_000 },
      granted: 0,
      limit: "quota",
    },
    {
      what: "the rate alone when SES sets no daily limit",
      account: { max24HourSend: -1 },
      granted: 840,
      limit: "rate",
    },
    { what: "nothing at a rate of nothing", account: { maxSendRate: 0 }, granted: 0, limit: "rate" },
  ])("is $what", ({ account, granted, limit }) => {
    const grant = ask({ account: accountWith(account) });

    expect(grant).toMatchObject({ granted, limit });
  });

  it("leaves a share of rate and quota to the shop's other mail", () => {
    const rule = ruleWith({ keepFreePercent: 20 });

    const byRate = ask({ rule });
    const byQuota = ask({ rule, account: accountWith({ max24HourSend: 1_000, sentLast24Hours: 790 }) });

    expect([byRate.granted, byQuota.granted]).toEqual([672, 10]);
  });

  it("is nothing when SES never told its quotas, whatever the settings", () => {
    const grant = ask({ account: undefined });

    expect(grant).toMatchObject({ granted: 0, limit: "account-unknown" });
  });

  it("goes by the last known quotas when SES does not answer, and counts what was reserved since", () => {
    const first = ask({ account: accountWith({ max24HourSend: 1_000 }), wanted: 600 });
    const second = ask({ account: undefined, state: first.state, now: now + minuteMs, wanted: 600 });

    const third = ask({ account: undefined, state: second.state, now: now + 60 * minuteMs, wanted: 600 });

    expect([first.granted, second.granted, third.granted]).toEqual([600, 400, 0]);
  });

  it("counts what was reserved a moment ago and SES may not have counted yet", () => {
    const account = accountWith({ max24HourSend: 1_000 });
    const first = ask({ account, wanted: 600 });
    const readAt = now + minuteMs;

    const next = ask({ account: { ...account, readAt }, state: first.state, now: readAt, wanted: 600 });
    const later = ask({
      account: { ...account, sentLast24Hours: 1_000, readAt: readAt + minuteMs },
      state: next.state,
      now: readAt + minuteMs,
    });

    expect([first.granted, next.granted, later.granted]).toEqual([600, 400, 0]);
  });

  it("ends at the ceiling of a warm-up day, and goes on the day after", () => {
    const rule = ruleWith({ warmUp: { startsOn: day, firstDay: 100, growthPercent: 50 } });
    const first = ask({ rule, wanted: 80 });
    const rest = ask({ rule, state: first.state, wanted: 80 });

    const next = ask({ rule, state: rest.state, now: now + 1_440 * minuteMs, day: "2026-03-03", wanted: 500 });

    expect([first, rest, next]).toMatchObject([{ granted: 80 }, { granted: 20, limit: "warm-up" }, { granted: 150 }]);
  });
});

describe("whether so many emails may have left", () => {
  const { state } = ask({ wanted: 300 });
  const question = { emails: 500, from: "2026-02-28", days: 3 };

  it.each([
    { what: "never, before anything was reserved", state: undefined, may: false },
    { what: "not by too few", state, may: false },
    { what: "not by those of days before", state: { ...state, days: [["2026-02-27", 900] as const] }, may: false },
    {
      what: "by those of the days together",
      state: {
        ...state,
        days: [
          ["2026-02-28", 200],
          [day, 300],
        ] as const,
      },
      may: true,
    },
    { what: "by what SES counted", state: { ...state, account: accountWith({ sentLast24Hours: 100 }) }, may: true },
  ])("is told $what", ({ state: known, may }) => {
    expect(mayHaveSent(known, question)).toBe(may);
  });
});

const anyAccount = fc.record({
  max24HourSend: fc.integer({ min: 0, max: 5_000 }),
  sentLast24Hours: fc.integer({ min: 0, max: 6_000 }),
  maxSendRate: fc.integer({ min: 0, max: 20 }),
});

describe("whatever ticks come, at once or one after the other", () => {
  it("they reserve no more than the quota had left when SES was last asked", () => {
    void fc.assert(
      fc.property(
        anyAccount,
        fc.array(fc.tuple(fc.nat({ max: 30_000 }), fc.nat({ max: 2_000 })), { maxLength: 30 }),
        (figures, steps) => {
          const account = accountWith(figures);
          let state: PaceState | undefined;
          let clock = now;
          let sum = 0;
          for (const [waitMs, wanted] of steps) {
            clock += waitMs;
            const grant = ask({ account, state, now: clock, wanted });
            expect(grant.granted).toBeLessThanOrEqual(wanted);
            state = grant.state;
            sum += grant.granted;
          }

          expect(sum).toBeLessThanOrEqual(Math.max(0, figures.max24HourSend - figures.sentLast24Hours));
        },
      ),
    );
  });

  it("they reserve no more than the rate gives from the first to the last, and one tick's worth at the start", () => {
    void fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.tuple(fc.nat({ max: 20_000 }), fc.nat({ max: 2_000 })), { maxLength: 30 }),
        (maxSendRate, steps) => {
          const account = accountWith({ maxSendRate, max24HourSend: -1 });
          let state: PaceState | undefined;
          let clock = now;
          let sum = 0;
          for (const [waitMs, wanted] of steps) {
            clock += waitMs;
            const grant = ask({ account, state, now: clock, wanted });
            state = grant.state;
            sum += grant.granted;
          }

          const bucket = maxSendRate * 60;
          expect(sum).toBeLessThanOrEqual(bucket + (maxSendRate * (clock - now)) / 1_000);
        },
      ),
    );
  });
});
