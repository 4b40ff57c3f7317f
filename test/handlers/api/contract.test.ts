import { expect, it, test } from "vitest";
import { contractRoutes } from "../../../lambdas/handlers/api/contract/contract.ts";
import { routingPath } from "../../../lambdas/handlers/api/contract-app.ts";
import { createApiApp } from "../../../lambdas/handlers/api.ts";
import { createCampaignsApp } from "../../../lambdas/handlers/campaigns-api.ts";
import { createImportApp } from "../../../lambdas/handlers/import.ts";
import { createRuntime } from "../../../lambdas/shared/runtime.ts";
import { matchRoute } from "../../../lib/local/http-event.ts";
import { loadWiring } from "../../../lib/local/load-wiring.ts";
import { expectConformity } from "../../support/conformity.ts";

const { functions, routes } = await loadWiring();
const apps = {
  "lambdas/handlers/api.ts": createApiApp,
  "lambdas/handlers/campaigns-api.ts": createCampaignsApp,
  "lambdas/handlers/import.ts": createImportApp,
} as const;

/** What a function answers, as `GET /api/tasks`. Middleware for all methods is no route. */
const mountedIn = (entry: keyof typeof apps): ReadonlySet<string> => {
  const environment = functions.find((one) => one.entry === entry)?.environment ?? {};
  const { routes: mounted } = apps[entry](createRuntime(environment));
  return new Set(mounted.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`));
};

const exampleOf = (path: string): string =>
  `/api${path.replaceAll(/\{(taskId|caseKey|messageKey)\}/g, "a".repeat(26)).replaceAll(/\{\w+\}/g, "x")}`;

test.each(contractRoutes.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const))(
  "%s is answered by the function to which the gateway leads it",
  (_, { method, path }) => {
    const matched = matchRoute(routes, method.toUpperCase(), exampleOf(path));
    const functionName = typeof matched === "object" ? matched.route.functionName : undefined;
    const { entry } = functions.find(({ name }) => name === functionName) ?? {};

    expect(Object.keys(apps)).toContain(entry);
    expect(mountedIn(entry as keyof typeof apps)).toContain(`${method.toUpperCase()} /api${routingPath(path)}`);
  },
);

it("holds every call that a function for people answers", () => {
  const said = new Set(contractRoutes.map(({ method, path }) => `${method.toUpperCase()} /api${routingPath(path)}`));

  for (const entry of Object.keys(apps) as (keyof typeof apps)[])
    expect([...mountedIn(entry)].filter((one) => !said.has(one))).toEqual([]);
});

it("is what answers are held against in every test of the API", async () => {
  const wrong = Response.json({ segments: [{ id: "often" }] });
  const unsaid = Response.json({ segments: [] }, { status: 202 });

  await expect(expectConformity("GET", "/api/segments", wrong)).rejects.toThrow(/segments\[0\]\.name/);
  await expect(expectConformity("GET", "/api/segments", unsaid)).rejects.toThrow(/202/);
});
