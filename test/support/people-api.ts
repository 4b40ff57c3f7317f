import { createApiApp } from "../../lambdas/handlers/api.ts";
import { createCampaignsApp } from "../../lambdas/handlers/campaigns-api.ts";
import { createImportApp } from "../../lambdas/handlers/import.ts";
import type { Environment } from "../../lambdas/shared/environment.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { matchRoute } from "../../lib/local/http-event.ts";
import { loadWiring } from "../../lib/local/load-wiring.ts";
import type { LocalFunction } from "../../lib/local/wiring.ts";
import { expectConformity } from "./conformity.ts";

const { functions, routes } = await loadWiring();

const apps = [
  { entry: "lambdas/handlers/api.ts", create: createApiApp },
  { entry: "lambdas/handlers/campaigns-api.ts", create: createCampaignsApp },
  { entry: "lambdas/handlers/import.ts", create: createImportApp },
] as const;

const known = new Set(functions.flatMap(({ environment }) => Object.keys(environment)));

/** Without the variables that only other functions are handed. */
const environmentOf = (all: Environment, { environment }: LocalFunction): Environment =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !known.has(name) || name in environment));

/** The functions for people as one: each request is answered by the one the gateway's routes name, with what that one is handed, and held against the contract. */
export const createPeopleApi = (runtime: Runtime) => {
  const made = apps.map(({ entry, create }) => {
    const definition = functions.find((one) => one.entry === entry);
    if (definition === undefined) throw new Error(`The wiring has no function with the entry ${entry}.`);
    const app = create({ ...runtime, environment: environmentOf(runtime.environment, definition) });
    return { name: definition.name, app };
  });
  return {
    request: async (path: string | URL, init?: RequestInit, env?: object): Promise<Response> => {
      const { pathname } = new URL(path, "http://shop.example");
      const matched = matchRoute(routes, init?.method ?? "GET", pathname);
      const { functionName } = typeof matched === "object" ? matched.route : {};
      const answering = made.find(({ name }) => name === functionName);
      if (answering === undefined) throw new Error(`No route leads from ${pathname} to a function for people.`);
      const answer = await answering.app.request(path, init, env);
      await expectConformity(init?.method ?? "GET", pathname, answer);
      return answer;
    },
  };
};
