import { afterAll, afterEach, beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import type { Right } from "../../../lambdas/domain/role.ts";
import type { Task } from "../../../lambdas/domain/task.ts";
import { createApiClient } from "../../../lambdas/handlers/api/api-client.ts";
import { createTaskStore } from "../../../lambdas/store/task-store.ts";
import { createPeopleApi } from "../../support/people-api.ts";
import { startTables, type Tables } from "../../support/tables.ts";

let tables: Tables;

beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());
afterEach(() => tables.clear());

const asked: string[] = [];
const clientOf = () =>
  createApiClient("http://shop.example", {
    fetch: (input: string | URL | Request, init?: RequestInit) => {
      asked.push(new URL(String(input)).pathname);
      return createPeopleApi(tables.runtime()).request(String(input), init);
    },
  });

describe("the client that a console uses", () => {
  it("knows the type of every answer", async () => {
    const answer = await clientOf().api.session.$get();

    expect(answer.status).toBe(200);
    if (!answer.ok) return;
    const session = await answer.json();
    expectTypeOf(session.rights).toEqualTypeOf<readonly Right[]>();
    expectTypeOf(session.shop.currency).toEqualTypeOf<string>();
    expect(session).toMatchObject({ person: "local", roles: ["admin"], local: true, approval: "none" });
    expect(session.now).toBe(new Date(tables.clock.now()).toISOString());
  });

  it("knows what a refusal looks like", async () => {
    const answer = await clientOf().api.segments[":segmentId"].$get({ param: { segmentId: "Loud" } });

    expect(answer.status).toBe(400);
    if (answer.ok) return;
    const { problems } = await answer.json();
    expectTypeOf(problems[0]?.where).toEqualTypeOf<string | undefined>();
    expect(problems).toEqual([
      {
        where: "segmentId",
        problem: "is no usable id: lower-case letters, digits and hyphens",
        received: '"Loud"',
      },
    ]);
  });

  it("does not compile a call that the contract does not have", () => {
    const client = clientOf();

    // @ts-expect-error There is no such noun.
    void client.api.nothing;
    // @ts-expect-error A mark is missing.
    const wrong = () => client.api.segments[":segmentId"].$delete({ param: { segmentId: "often" }, query: {} });
    expect(wrong).toBeTypeOf("function");
  });

  it.each(["c1", "客户/1", "a/done", "?q=1#x", "100%", "%2F", "$&"])(
    "names the customer %s as it is",
    async (customerId) => {
      const taskId = "abcdefghijklmnopqrstuvwxyz";
      const now = tables.clock.now();
      const task: Task = {
        customerId,
        taskId,
        task: "call",
        role: "service",
        createdAt: now,
        dueAt: now + 1,
        status: "open",
      };
      await createTaskStore(tables.runtime()).create(task);

      const answer = await clientOf().api.tasks[":customerId"][":taskId"].$get({ param: { customerId, taskId } });

      expect(answer.status).toBe(200);
      if (answer.ok) expect((await answer.json()).task.customerId).toBe(customerId);
      expect(asked.at(-1)).toBe(`/api/tasks/${encodeURIComponent(customerId)}/${taskId}`);
    },
  );
});
