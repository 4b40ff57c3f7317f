import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Task } from "../../../lambdas/domain/task.ts";
import { createAuditStore } from "../../../lambdas/store/audit-store.ts";
import { createTaskStore } from "../../../lambdas/store/task-store.ts";
import { dormantCampaign } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { createPeopleApi } from "../../support/people-api.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const minuteMs = 60_000;

let shop: TestShop;
let app: ReturnType<typeof createPeopleApi>;
beforeAll(async () => {
  shop = await startShop(start);
  await shop.open({
    campaigns: [dormantCampaign()],
    settings: { shop: { timeZone: "Europe/London" }, importing: { settleMinutes: 0 } },
  });
  app = createPeopleApi(shop.tables.runtime());
});
afterAll(() => shop.stop());

interface Answered {
  readonly tasks: readonly Task[];
  readonly cases: readonly unknown[];
  readonly case: { readonly caseKey: string };
  readonly cursor?: string;
}
const answered = async (response: Response) => ({
  status: response.status,
  body: (await response.json()) as Answered,
});
const get = async (path: string) => answered(await app.request(`/api${path}`));
const post = async (path: string, body: unknown) =>
  answered(
    await app.request(`/api${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  );

const aTask = (change: Partial<Task> = {}): Task => ({
  customerId: "ada/1",
  taskId: "abcdefghijklmnopqrstuvwxyz",
  task: "call",
  role: "service",
  createdAt: start,
  dueAt: start + 60 * minuteMs,
  status: "open",
  ...change,
});
const keyed = (letter: string) => letter.repeat(26);
const add = (change: Partial<Task> = {}) => createTaskStore(shop.tables.runtime()).create(aTask(change));
const pathOf = ({ customerId, taskId }: Task) => `/tasks/${encodeURIComponent(customerId)}/${taskId}`;

describe("tasks", () => {
  it("are listed by deadline, page by page, and say which is late", async () => {
    await add({ taskId: keyed("a"), customerId: "list-1", dueAt: start + 2 });
    await add({ taskId: keyed("b"), customerId: "list-2", dueAt: start - 1, role: "adviser" });
    await add({ taskId: keyed("c"), customerId: "list-3", dueAt: start + 1 });

    const first = await get("/tasks?limit=2");
    const second = await get(`/tasks?limit=2&cursor=${first.body.cursor}`);
    const advisers = await get("/tasks?role=adviser");

    const ids = [...first.body.tasks, ...second.body.tasks].map(({ customerId }: Task) => customerId);
    expect(ids).toEqual(["list-2", "list-3", "list-1"]);
    expect(first.body.tasks[0]).toMatchObject({ overdue: true, dueAt: "2026-03-02T09:59:59.999Z" });
    expect(advisers.body.tasks).toHaveLength(1);
    expect((await get("/tasks?until=2026-03-02T10:00:00Z")).body.tasks).toHaveLength(1);
  });

  it("are done with an outcome, which the profile hears of and the trail keeps without naming anybody", async () => {
    await add();

    const done = await post(`${pathOf(aTask())}/done`, { outcome: "reached", note: "Ada wants a bigger one" });
    const again = await post(`${pathOf(aTask())}/done`, { outcome: "refused" });
    await shop.drain();

    expect(done).toMatchObject({ status: 200, body: { task: { status: "done", outcome: "reached", by: "local" } } });
    expect(again).toMatchObject({ status: 409, body: { task: { status: "done", outcome: "reached" } } });
    expect((await shop.profile("ada/1")).version).toBeGreaterThan(0);
    const trail = JSON.stringify(await createAuditStore(shop.tables.runtime()).ofDay(start));
    expect(trail).toContain('"action":"close-task"');
    expect(trail).not.toMatch(/ada|bigger/i);
  });

  it("are taken on and cancelled by people", async () => {
    const task = aTask({ taskId: keyed("d"), customerId: "c-4" });
    await add(task);

    expect(await post(`${pathOf(task)}/assign`, { assignee: "ben" })).toMatchObject({
      body: { task: { assignee: "ben", status: "open" } },
    });
    expect(await post(`${pathOf(task)}/cancel`, {})).toMatchObject({ body: { task: { status: "cancelled" } } });
    expect(await get(pathOf(task))).toMatchObject({ body: { task: { status: "cancelled", assignee: "ben" } } });
  });

  it("refuse what is wrong with what is allowed", async () => {
    expect(await post(`${pathOf(aTask({ taskId: keyed("z") }))}/done`, { outcome: "reached" })).toMatchObject({
      status: 404,
    });
    expect(await post(`${pathOf(aTask())}/done`, { outcome: "perfect" })).toMatchObject({
      status: 400,
      body: { problems: [{ where: "outcome", received: '"perfect"' }] },
    });
    expect(await get("/tasks?cursor=nonsense")).toMatchObject({ status: 400 });
    expect(
      await get(`/tasks?cursor=${Buffer.from('{"customerId":"a","taskId":"x","dueAt":1}').toString("base64url")}`),
    ).toMatchObject({ status: 400 });
    expect(await get("/tasks?until=tomorrow")).toMatchObject({ status: 400 });
  });
});

describe("cases", () => {
  const open = (customerId: string, caseId = "t-1") => post("/cases", { customerId, caseId, subject: "complaint" });
  const known = (customerId: string) => shop.tell(customerWith({ customerId, now: start, daysSinceOrder: 10 }));

  it("are opened by a person for somebody who is known, once", async () => {
    await known("anna");

    const first = await open("anna");
    const second = await open("anna");
    await shop.drain();

    expect(first).toMatchObject({
      status: 201,
      body: {
        case: { status: "open", acknowledgeBy: "2026-03-02T10:30:00.000Z", resultBy: "2026-03-03T10:00:00.000Z" },
      },
    });
    expect(second).toMatchObject({ status: 409, body: { case: { caseId: "t-1" } } });
    expect(await open("nobody-knows")).toMatchObject({ status: 404 });
    expect((await shop.profile("anna")).cases).toMatchObject([{ caseId: "t-1", subject: "complaint" }]);
  });

  it("are acknowledged, told and closed, each once, and the profile is free of them", async () => {
    await known("bert");
    const { caseKey } = (await open("bert")).body.case;
    const path = `/cases/bert/${caseKey}`;

    shop.tables.clock.advance(minuteMs);
    expect(await post(`${path}/acknowledge`, {})).toMatchObject({
      body: { case: { acknowledgedAt: expect.any(String) } },
    });
    expect(await post(`${path}/acknowledge`, {})).toMatchObject({ status: 409 });
    shop.tables.clock.advance(minuteMs);
    expect(await post(`${path}/result`, { note: "a new one is on its way" })).toMatchObject({
      body: { case: { resultToldAt: expect.any(String), note: "a new one is on its way" } },
    });
    shop.tables.clock.advance(minuteMs);
    expect(await post(`${path}/close`, { outcome: "replaced" })).toMatchObject({
      body: { case: { status: "closed" } },
    });
    expect(await post(`${path}/close`, { outcome: "replaced" })).toMatchObject({ status: 409 });
    await shop.drain();

    expect(await get(path)).toMatchObject({ body: { case: { status: "closed", outcome: "replaced" } } });
    expect((await shop.profile("bert")).cases ?? []).toEqual([]);
  });

  it("are listed by deadline while they are open", async () => {
    const listed = await get("/cases");

    expect(listed.body.cases).toMatchObject([{ customerId: "anna", overdue: false }]);
    shop.tables.clock.advance(60 * minuteMs);
    expect((await get("/cases")).body.cases).toMatchObject([{ customerId: "anna", overdue: true }]);
  });

  it("of two people who close at once, one is first, and the event is told once", async () => {
    await known("carl");
    const { caseKey } = (await open("carl")).body.case;

    const answers = await Promise.all([
      post(`/cases/carl/${caseKey}/close`, { outcome: "refund" }),
      post(`/cases/carl/${caseKey}/close`, { outcome: "nothing" }),
    ]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it("refuse what is wrong", async () => {
    expect(await post("/cases", { customerId: "anna", subject: "rude" })).toMatchObject({ status: 400 });
    expect(await post(`/cases/anna/${keyed("q")}/close`, { outcome: "x" })).toMatchObject({ status: 404 });
  });
});
