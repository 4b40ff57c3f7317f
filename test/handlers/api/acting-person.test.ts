import type { LambdaEvent } from "hono/aws-lambda";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createHandler } from "../../../lambdas/handlers/api.ts";
import { createPeopleStore } from "../../../lambdas/store/people-store.ts";
import { matchRoute, toHttpEvent } from "../../../lib/local/http-event.ts";
import { loadWiring } from "../../../lib/local/load-wiring.ts";
import { signedInAs } from "../../support/campaign-api.ts";
import { startTables, type Tables } from "../../support/tables.ts";

const { routes } = await loadWiring();
const ada = "ada@shop.example";

let tables: Tables;

beforeAll(async () => {
  tables = await startTables();
  const record = { revision: 0, people: [{ email: ada, roles: ["viewer" as const] }] };
  await createPeopleStore(tables.runtime()).save({ record, changes: [], by: "local", now: 0 });
});
afterAll(() => tables.stop());

/** A question as the local gateway hands it on; `claims` are what a deployed one would say instead. */
const session = async (headers: Record<string, string>, deployed?: ReturnType<typeof signedInAs>) => {
  const matched = matchRoute(routes, "GET", "/api/session");
  if (typeof matched !== "object") throw new Error("There is no session.");
  const request = new Request("http://localhost/api/session", { headers });
  const event = toHttpEvent(request, matched, Buffer.alloc(0), 0);
  const { authorizer } = deployed?.event.requestContext ?? {};
  const handed = deployed === undefined ? event : { ...event, requestContext: { ...event.requestContext, authorizer } };
  const answer = await createHandler(tables.runtime())(handed as unknown as LambdaEvent);
  return { status: answer.statusCode, ...JSON.parse(answer.body ?? "{}") };
};

it("on the local runtime is whoever may use the machine, an admin", async () => {
  expect(await session({})).toMatchObject({ status: 200, person: "local", roles: ["admin"], local: true });
});

it("on the local runtime may be tried as anybody on the list, with their roles and no more", async () => {
  expect(await session({ "x-rekindle-person": "Ada@shop.example" })).toMatchObject({
    ...{ status: 200, person: ada, roles: ["viewer"], rights: ["look"], local: true },
  });
  expect(await session({ "x-rekindle-person": "eve@shop.example" })).toMatchObject({
    ...{ status: 403, reason: "unknown-person" },
  });
});

it("on AWS is whom the token names; the header of the local runtime means nothing there", async () => {
  const [named, eve] = [signedInAs(ada), signedInAs("eve@shop.example")];

  expect(await session({ "x-rekindle-person": "local" }, named)).toMatchObject({
    person: ada,
    roles: ["viewer"],
    local: false,
  });
  expect(await session({ "x-rekindle-person": ada }, eve)).toMatchObject({ status: 403, reason: "unknown-person" });
});
