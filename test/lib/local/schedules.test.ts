import { expect, it } from "vitest";
import { createSchedules, onlyTicks } from "../../../lib/local/schedules.ts";
import type { LocalSchedule, Wiring } from "../../../lib/local/wiring.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;

const everyMinute: LocalSchedule = { name: "A", functionName: "tick", expression: "rate(1 minute)", everyMs: minuteMs };
const slower: LocalSchedule = {
  ...{ name: "B", functionName: "learn", expression: "rate(5 minutes)", everyMs: 5 * minuteMs },
};

const started = () => {
  const called: string[] = [];
  const clock = { now: 0 };
  const invoke = async (name: string) => {
    called.push(name);
  };
  return { called, clock, schedules: createSchedules([everyMinute, slower], invoke, () => clock.now) };
};

it("fires the most frequent schedule every time, and a slower one by its own rate from the start on", async () => {
  const { called, clock, schedules } = started();

  for (let minute = 0; minute <= 10; minute += 1) {
    clock.now = minute * minuteMs;
    await schedules.fire();
  }

  expect(called.filter((name) => name === "tick")).toHaveLength(11);
  expect(called.filter((name) => name === "learn")).toHaveLength(2);
});

it("fires a slower schedule once a week while the clock jumps, and at once when it has arrived", async () => {
  const { called, clock, schedules } = started();

  for (let day = 1; day <= 20; day += 1) {
    clock.now = day * dayMs;
    await schedules.fire({ isTravelling: true });
  }
  expect(called.filter((name) => name === "learn")).toHaveLength(2);

  await schedules.fire();
  expect(called.filter((name) => name === "learn")).toHaveLength(3);
});

it("leaves only ticks to those who look at messages alone", () => {
  const wiring: Wiring = {
    tables: [],
    functions: [],
    streams: [],
    queues: [],
    routes: [],
    schedules: [everyMinute, slower],
  };

  expect(onlyTicks(wiring).schedules).toEqual([everyMinute]);
});
