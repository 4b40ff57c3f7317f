import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Role, rightsOf, roles } from "../../../lambdas/domain/role.ts";
import { contractRoutes } from "../../../lambdas/handlers/api/contract/contract.ts";
import { createPeopleStore } from "../../../lambdas/store/people-store.ts";
import { signedInAs } from "../../support/campaign-api.ts";
import { createPeopleApi } from "../../support/people-api.ts";
import { startTables, type Tables } from "../../support/tables.ts";

let tables: Tables;
let api: ReturnType<typeof createPeopleApi>;

const emailOf = (role: string): string => `${role}@shop.example`;

beforeAll(async () => {
  tables = await startTables();
  api = createPeopleApi(tables.runtime());
  const people = roles.map((role) => ({ email: emailOf(role), roles: [role] }));
  const record = { revision: 0, people };
  await createPeopleStore(tables.runtime()).save({ record, changes: [], by: "local", now: tables.clock.now() });
});
afterAll(() => tables.stop());

/** Without a body a call that changes something goes no further than its validators. */
const call = async (method: string, path: string, env: object) => {
  const example = `/api${path.replaceAll(/\{(taskId|caseKey|messageKey)\}/g, "a".repeat(26)).replaceAll(/\{\w+\}/g, "x")}`;
  const response = await api.request(example, { method: method.toUpperCase() }, env);
  const isJson = (response.headers.get("content-type") ?? "").startsWith("application/json");
  return {
    status: response.status,
    reason: isJson ? ((await response.json()) as { readonly reason?: string }).reason : undefined,
  };
};

describe.each(contractRoutes.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const))(
  "%s",
  (_, { method, path, right }) => {
    test.each<Role>([...roles])(`asks for its right of a %s`, async (role) => {
      const { status, reason } = await call(method, path, signedInAs(emailOf(role)));

      if (rightsOf([role]).includes(right)) expect([status, reason]).not.toEqual([403, "no-right"]);
      else expect([status, reason]).toEqual([403, "no-right"]);
      expect(status).not.toBe(401);
    });

    test("lets in nobody who is not on the list, and nobody without a name", async () => {
      const stranger = await call(method, path, signedInAs("stranger@elsewhere.example"));
      const nobody = await call(method, path, { event: { requestContext: {} } });

      expect(stranger).toEqual({ status: 403, reason: "unknown-person" });
      expect(nobody).toEqual({ status: 401, reason: "not-signed-in" });
    });
  },
);
