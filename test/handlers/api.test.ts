import type { LambdaEvent } from "hono/aws-lambda";
import { expect, it } from "vitest";
import { createApiApp, createHandler } from "../../lambdas/handlers/api.ts";
import { createRuntime } from "../../lambdas/shared/runtime.ts";
import { type Matched, toHttpEvent } from "../../lib/local/http-event.ts";
import { loadWiring } from "../../lib/local/load-wiring.ts";

const wiring = await loadWiring();
const runtime = createRuntime(wiring.functions.find(({ name }) => name === "api")?.environment ?? {});
const route = { method: "ANY", path: "/api/{proxy+}", functionName: "api" } as const;

const call = (matched: Matched["route"]) => {
  const request = new Request("http://localhost/api/nothing");
  const event = toHttpEvent(request, { route: matched, pathParameters: { proxy: "nothing" } }, Buffer.alloc(0), 0);
  return createHandler(runtime)(event as unknown as LambdaEvent);
};

it("answers an unknown path as a problem, and lets nobody keep it", async () => {
  const response = await createApiApp(runtime).request("/api/nothing");

  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({
    problems: [{ where: "path", problem: "is not known", received: "GET /api/nothing" }],
  });
  expect(response.headers.get("cache-control")).toBe("no-store");
});

it("turns away whom the gateway does not name", async () => {
  const unnamed = await call(route);
  const named = await call({ ...route, signed: true });

  expect([unnamed.statusCode, named.statusCode]).toEqual([401, 404]);
});
