import type { LambdaEvent } from "hono/aws-lambda";
import { describe, expect, it } from "vitest";
import { createHandler as createApiHandler } from "../../lambdas/handlers/api.ts";
import { createHandler as createCampaignsHandler } from "../../lambdas/handlers/campaigns-api.ts";
import { createRuntime } from "../../lambdas/shared/runtime.ts";
import { matchRoute, toHttpEvent } from "../../lib/local/http-event.ts";
import { loadWiring } from "../../lib/local/load-wiring.ts";

const { functions, routes } = await loadWiring();

/** A call as the gateway hands it on, to the function it hands it to. */
const call = async (path: string, signed = true) => {
  const matched = matchRoute(routes, "GET", path);
  if (typeof matched !== "object") throw new Error(`no route for ${path}`);
  const { signed: _, ...unsigned } = matched.route;
  const request = new Request(`http://localhost${path}`);
  const given = { ...matched, route: signed ? matched.route : unsigned };
  const event = toHttpEvent(request, given, Buffer.alloc(0), 0) as unknown as LambdaEvent;
  const definition = functions.find(({ name }) => name === matched.route.functionName);
  const createHandler = definition?.entry.endsWith("/campaigns-api.ts") ? createCampaignsHandler : createApiHandler;
  const answer = await createHandler(createRuntime(definition?.environment ?? {}))(event);
  return { ...answer, entry: definition?.entry };
};

describe.each([
  ["lambdas/handlers/api.ts", "/api/nothing"],
  ["lambdas/handlers/campaigns-api.ts", "/api/campaigns/dormant/nothing"],
])("%s", (entry, path) => {
  it("answers an unknown path as a problem, and lets nobody keep it", async () => {
    const answer = await call(path);

    expect(answer.entry).toBe(entry);
    expect(answer.statusCode).toBe(404);
    expect(JSON.parse(answer.body ?? "")).toEqual({
      problems: [{ where: "path", problem: "is not known", received: `GET ${path}` }],
    });
    expect(answer.headers).toMatchObject({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
  });

  it("turns away whom the gateway does not name", async () => {
    const unnamed = await call(path, false);

    expect(unnamed.statusCode).toBe(401);
  });
});
