import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Task } from "../../lambdas/domain/task.ts";
import { createAuditStore } from "../../lambdas/store/audit-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { createTaskStore, type TaskClosing, type TaskStore } from "../../lambdas/store/task-store.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
let store: TaskStore;

beforeAll(async () => {
  tables = await startTables();
  store = createTaskStore(tables.runtime());
});
beforeEach(() => tables.clear());
afterAll(() => tables.stop());

const now = Date.parse("2026-03-02T12:00:00Z");

const aTask = (changes: Partial<Task> = {}): Task => ({
  customerId: "customer-1",
  taskId: "aaaaaaaaaaaaaaaaaaaaaaaaaa",
  task: "call",
  role: "service",
  createdAt: now,
  dueAt: now + 3_600_000,
  status: "open",
  campaignId: "win-back",
  campaignVersion: 3,
  stepId: "call",
  occurrence: "order-9",
  ...changes,
});

const closing = (changes: Partial<TaskClosing> = {}): TaskClosing => {
  const { customerId, taskId, task } = aTask();
  const base = { customerId, eventId: `${taskId}-closed`, occurredAt: now + 5, receivedAt: now + 5 };
  return {
    customerId,
    taskId,
    status: "done",
    outcome: "reached",
    note: "asks for a bigger size",
    by: "anna",
    now: now + 5,
    event: { ...base, kind: "task-closed", taskId, task, outcome: "reached" },
    audit: { at: now + 5, by: "anna", action: "close-task", subject: taskId, details: { outcome: "reached" } },
    ...changes,
  };
};

const openIds = async (q: Partial<Parameters<TaskStore["open"]>[0]> = {}) =>
  (await store.open({ limit: 10, ...q })).open.map(({ taskId }) => taskId);

describe("create", () => {
  test("of twenty repeats one creates the task, and the others leave it as it is", async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) => store.create(aTask({ createdAt: now + n }))),
    );

    expect(results.filter((result) => result === "created")).toHaveLength(1);
    expect(await store.open({ limit: 10 })).toMatchObject({ open: [{ taskId: aTask().taskId }] });
  });

  test("a task that was closed is not opened by a repeat", async () => {
    await store.create(aTask());
    await store.close(closing());

    expect(await store.create(aTask())).toBe("exists");
    expect(await openIds()).toEqual([]);
  });

  test("gives back what was stored, and nothing that was not said", async () => {
    await store.create(aTask());

    expect(await store.get(aTask())).toEqual(aTask());
    expect(await store.get({ customerId: "customer-2", taskId: aTask().taskId })).toBeUndefined();
  });
});

describe("open", () => {
  test("lists by deadline, until an instant, and of one role", async () => {
    await store.create(aTask({ taskId: "late", dueAt: now + 300 }));
    await store.create(aTask({ taskId: "soon", dueAt: now + 100, role: "manager" }));
    await store.create(aTask({ taskId: "next", dueAt: now + 200, customerId: "customer-2" }));

    expect(await openIds()).toEqual(["soon", "next", "late"]);
    expect(await openIds({ until: now + 200 })).toEqual(["soon", "next"]);
    expect(await openIds({ role: "manager" })).toEqual(["soon"]);
  });

  test("pages without losing or repeating a task, also of one deadline", async () => {
    for (let n = 0; n < 7; n += 1) await store.create(aTask({ taskId: `task-${n}`, customerId: `customer-${n % 3}` }));

    const seen: string[] = [];
    let page = await store.open({ limit: 3 });
    while (page.cursor !== undefined) {
      seen.push(...page.open.map(({ taskId }) => taskId));
      page = await store.open({ limit: 3, cursor: JSON.parse(JSON.stringify(page.cursor)) });
    }
    seen.push(...page.open.map(({ taskId }) => taskId));

    expect(seen.toSorted()).toEqual(Array.from({ length: 7 }, (_, n) => `task-${n}`));
  });
});

describe("close", () => {
  test("writes the outcome, tells the profile and notes who did it", async () => {
    await store.create(aTask());

    expect(await store.close(closing())).toBe("written");

    const closed = {
      status: "done",
      outcome: "reached",
      note: "asks for a bigger size",
      by: "anna",
      closedAt: now + 5,
    };
    expect(await store.get(aTask())).toEqual({ ...aTask(), ...closed });
    expect(await openIds()).toEqual([]);
    const { events } = await createEventStore(tables.runtime()).list({ customerId: "customer-1", limit: 10 });
    expect(events).toMatchObject([{ kind: "task-closed", outcome: "reached" }]);
    expect(await createAuditStore(tables.runtime()).ofDay(now)).toMatchObject([{ action: "close-task", by: "anna" }]);
  });

  test("of two people one is first, and the other meets the outcome; nothing is told twice", async () => {
    await store.create(aTask());

    const audit = { ...closing().audit, subject: "other" };
    const results = await Promise.all([store.close(closing()), store.close(closing({ by: "ben", audit }))]);

    expect(results.filter((result) => result === "written")).toHaveLength(1);
    expect(results.find((result) => result !== "written")).toMatchObject({ refused: { status: "done" } });
    expect(await createAuditStore(tables.runtime()).ofDay(now)).toHaveLength(1);
  });

  test("is refused for a task that there is not", async () => {
    expect(await store.close(closing())).toEqual({ refused: undefined });
  });
});

describe("assign", () => {
  test("says who took an open task on; a closed one stays as it is", async () => {
    const { customerId, taskId } = aTask();
    const audit = { at: now, by: "anna", action: "assign-task", subject: taskId, details: {} };
    await store.create(aTask());

    expect(await store.assign({ customerId, taskId, assignee: "ben", audit })).toBe("written");
    expect(await store.get(aTask())).toMatchObject({ assignee: "ben", status: "open" });

    await store.close(closing());
    expect(await store.assign({ customerId, taskId, assignee: "cleo", audit })).toMatchObject({
      refused: { assignee: "ben", status: "done" },
    });
  });
});
