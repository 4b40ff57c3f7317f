import { describe, expect, it } from "vitest";
import { advance } from "../../lambdas/domain/advance.ts";
import type { Rules } from "../../lambdas/domain/rules.ts";
import { at, rulesWith, sendStep } from "../support/campaigns.ts";
import { journeysOf, noon, on, reached, viewed } from "../support/event-campaigns.ts";
import { ordered } from "../support/happenings.ts";
import { live } from "../support/live-profile.ts";

describe("a count within a window", () => {
  const guide = on(
    { on: { event: "product-viewed" }, count: { atLeast: 3, withinHours: 48, by: "key" }, delayMinutes: 0 },
    {
      steps: [{ kind: "wait", id: "rest", hours: 1 }, sendStep()],
    },
  );

  it("is reached with the third view of one category, and not with a third of several", () => {
    const mixed = [viewed("2026-03-02T10:00:00Z", "yoga"), viewed("2026-03-02T11:00:00Z", "tea"), viewed(noon, "yoga")];

    expect(journeysOf(mixed, guide)).toEqual([]);
    expect(journeysOf([...mixed, viewed("2026-03-02T13:00:00Z", "yoga")], guide)).toMatchObject([
      { occurrence: "yoga@2026-03-02" },
    ]);
  });

  it("ends with the window, to the millisecond", () => {
    const first = viewed("2026-03-01T10:00:00Z", "yoga");
    const second = viewed("2026-03-01T11:00:00Z", "yoga");
    const third = (iso: string) => journeysOf([first, second, viewed(iso, "yoga")], guide).length;

    expect([third("2026-03-03T09:59:59.999Z"), third("2026-03-03T10:00:00Z")]).toEqual([1, 0]);
  });

  it("does not depend on the order in which the views arrive", () => {
    const hours = ["10", "11", "12"];
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [2, 1, 0],
      [1, 2, 0],
    ];
    const rules: Rules = rulesWith({ campaigns: [guide] });

    const begun = orders.map((order) => {
      const events = order.map((index) => viewed(`2026-03-02T${hours[index]}:00:00Z`, "yoga"));
      return advance({ profile: live(reached, rules), events, now: at("2026-03-02T12:00:01Z"), rules }).profile.entries
        .answer?.count;
    });

    expect(begun).toEqual([1, 1, 1, 1]);
  });

  it("is not reached again by the fourth view, nor on the next day by the views that led to the entry", () => {
    const views = ["2026-03-02T22:00:00Z", "2026-03-02T22:10:00Z", "2026-03-02T22:20:00Z", "2026-03-02T22:30:00Z"];
    const nextDay = ["2026-03-03T00:10:00Z"];
    const seen = [...views, ...nextDay].map((iso) => viewed(iso, "yoga"));

    const rules = rulesWith({ campaigns: [guide] });

    const before = live([...reached, ...seen], rules);
    const after = live([...reached, ...seen, viewed("2026-03-03T00:20:00Z", "yoga")], rules);

    expect([before.entries.answer, after.entries.answer]).toMatchObject([
      { occurrence: "yoga@2026-03-02", count: 1 },
      { occurrence: "yoga@2026-03-03", count: 2 },
    ]);
  });

  it("of orders goes by the orders that are remembered", () => {
    const twice = on({ on: { event: "order-placed" }, count: { atLeast: 2, withinHours: 24 }, delayMinutes: 600 });

    expect(
      journeysOf([ordered("2026-03-01T10:00:00Z", "a"), ordered("2026-03-02T10:00:00Z", "b")], twice),
    ).toHaveLength(0);
    expect(
      journeysOf([ordered("2026-03-01T10:00:01Z", "a"), ordered("2026-03-02T10:00:00Z", "b")], twice),
    ).toHaveLength(1);
  });
});
