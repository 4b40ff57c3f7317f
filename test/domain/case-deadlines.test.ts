import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { caseAfter, caseOpenedBy, escalationOf } from "../../lambdas/domain/case-deadlines.ts";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import type { ServiceCase } from "../../lambdas/domain/service-case.ts";
import type { SettingsInput } from "../../lambdas/domain/settings.ts";
import { at, hourMs, rulesWith } from "../support/campaigns.ts";
import { happened } from "../support/happenings.ts";

const subject = "complaint";
type Opened = Extract<CustomerEvent, { kind: "case-opened" }>;
const opened = (iso: string): Opened => happened(iso, { kind: "case-opened", caseId: "t-1", subject }) as Opened;

const shopIn = (timeZone: string, settings: SettingsInput = {}) =>
  rulesWith({ campaigns: [], settings: { shop: { timeZone }, ...settings } });
const weekdays: SettingsInput = { workingHours: { days: [1, 2, 3, 4, 5], from: "09:00", to: "18:00" } };

const openedAt = (iso: string, rules = shopIn("Europe/London", weekdays)): ServiceCase =>
  caseOpenedBy(opened(iso), rules);
const isoOf = (instant: number): string => new Date(instant).toISOString().replace(".000", "");

describe("a case must be acknowledged", () => {
  test.each([
    ["within 30 minutes in working hours", "2026-03-02T10:00:00Z", "2026-03-02T10:30:00Z"],
    ["within 2 hours at night", "2026-03-02T02:00:00Z", "2026-03-02T04:00:00Z"],
    ["within 2 hours at the weekend", "2026-03-07T12:00:00Z", "2026-03-07T14:00:00Z"],
    ["on Monday morning when it opens ten minutes before Friday's end", "2026-03-06T17:50:00Z", "2026-03-09T09:20:00Z"],
    ["within 2 hours from the very minute that work ends", "2026-03-06T18:00:00Z", "2026-03-06T20:00:00Z"],
    ["within 30 minutes from the very minute that work begins", "2026-03-09T09:00:00Z", "2026-03-09T09:30:00Z"],
  ])("%s", (_, from, to) => {
    expect(isoOf(openedAt(from).acknowledgeBy)).toBe(to);
  });

  test("a closed day is no working day", () => {
    const rules = shopIn("Europe/London", { ...weekdays, closedDays: ["2026-03-06"] });

    expect(isoOf(openedAt("2026-03-05T17:50:00Z", rules).acknowledgeBy)).toBe("2026-03-09T09:20:00Z");
    expect(isoOf(openedAt("2026-03-06T10:00:00Z", rules).acknowledgeBy)).toBe("2026-03-06T12:00:00Z");
  });

  test("a festival that moves is none either", () => {
    // Spring Festival 2026 is on Tuesday, 17 February.
    const working = { days: [1, 2, 3, 4, 5, 6], from: "09:00", to: "18:00" };
    const rules = shopIn("Asia/Shanghai", { workingHours: working, closedDays: [{ festival: "spring-festival" }] });

    expect(isoOf(openedAt("2026-02-16T09:50:00Z", rules).acknowledgeBy)).toBe("2026-02-18T01:20:00Z");
  });

  test("working hours follow the clock on the wall when summer time begins", () => {
    // In London the clocks go forward on Sunday, 29 March 2026.
    expect(isoOf(openedAt("2026-03-27T17:50:00Z").acknowledgeBy)).toBe("2026-03-30T08:20:00Z");
    expect(isoOf(openedAt("2026-03-30T16:50:00Z").acknowledgeBy)).toBe("2026-03-31T08:20:00Z");
  });
});

describe("the result must be told", () => {
  test("within 24 hours", () => {
    expect(isoOf(openedAt("2026-03-02T10:00:00Z").resultBy)).toBe("2026-03-03T10:00:00Z");
  });

  test("never before somebody had to answer", () => {
    const friday = openedAt("2026-03-06T17:50:00Z");

    expect(friday.resultBy).toBe(friday.acknowledgeBy);
  });
});

describe("what happens to a case", () => {
  const rules = shopIn("Europe/London", weekdays);
  const fresh = openedAt("2026-03-02T10:00:00Z", rules);
  const acknowledged = (iso: string, one = fresh) =>
    caseAfter(one, happened(iso, { kind: "case-acknowledged", caseId: "t-1", subject }));

  test("acknowledged, it is due when the result is", () => {
    expect(acknowledged("2026-03-02T10:10:00Z")).toMatchObject({
      acknowledgedAt: at("2026-03-02T10:10:00Z"),
      dueAt: fresh.resultBy,
    });
  });

  test("what was done is not done again", () => {
    const once = acknowledged("2026-03-02T10:10:00Z") ?? fresh;

    expect(acknowledged("2026-03-02T10:11:00Z", once)).toBeUndefined();
  });

  test("telling the result is an answer too", () => {
    const told = caseAfter(
      fresh,
      happened("2026-03-02T11:00:00Z", { kind: "case-result-told", caseId: "t-1", subject }),
    );

    expect(told).toMatchObject({
      acknowledgedAt: at("2026-03-02T11:00:00Z"),
      resultToldAt: at("2026-03-02T11:00:00Z"),
    });
  });

  test("closed, nothing changes it and nothing is due", () => {
    const event = happened("2026-03-02T11:00:00Z", { kind: "case-closed", caseId: "t-1", subject, outcome: "refund" });
    const closed = caseAfter(fresh, event) ?? fresh;

    expect(closed).toMatchObject({ status: "closed", outcome: "refund" });
    expect(acknowledged("2026-03-02T12:00:00Z", closed)).toBeUndefined();
    expect(escalationOf(closed, at("2026-04-02T12:00:00Z"), rules)).toBeUndefined();
  });
});

describe("a passed deadline", () => {
  const rules = shopIn("Europe/London", weekdays);
  const fresh = openedAt("2026-03-02T10:00:00Z", rules);

  test("asks a manager, not before it has passed, and then for the result", () => {
    const escalation = escalationOf(fresh, fresh.acknowledgeBy, rules);

    expect(escalationOf(fresh, fresh.acknowledgeBy - 1, rules)).toBeUndefined();
    expect(escalation).toMatchObject({
      task: { role: "manager", task: "reply", caseId: "t-1", dueAt: fresh.acknowledgeBy + 30 * 60_000 },
      next: { level: 1, dueAt: fresh.resultBy },
    });
  });

  test("asks for the same task at every tick that sees it, and for another one at the next deadline", () => {
    const first = escalationOf(fresh, fresh.acknowledgeBy, rules);
    const again = escalationOf(fresh, fresh.acknowledgeBy + 60_000, rules);
    const later = escalationOf(first?.next ?? fresh, fresh.resultBy, rules);

    expect(again?.task.taskId).toBe(first?.task.taskId);
    expect(later?.task.taskId).not.toBe(first?.task.taskId);
  });

  test("a case that nobody closes comes up again and again, ever more rarely, for a year and longer", () => {
    void fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 * 24 * 60 }), (minutes) => {
        let one = caseOpenedBy(
          { ...opened("2026-03-02T00:00:00Z"), occurredAt: at("2026-03-02T00:00:00Z") + minutes * 60_000 },
          rules,
        );
        const gaps: number[] = [];
        for (let times = 0; times < 20; times += 1) {
          const { next } = escalationOf(one, one.dueAt, rules) ?? { next: one };
          gaps.push(next.dueAt - one.dueAt);
          one = next;
        }
        expect(gaps.every((gap) => gap > 0 && gap <= 30 * 24 * hourMs)).toBe(true);
        expect(one.level).toBe(20);
      }),
    );
  });
});
