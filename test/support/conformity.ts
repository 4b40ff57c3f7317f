import { Hono } from "hono";
import * as z from "zod";
import { contractRoutes } from "../../lambdas/handlers/api/contract/contract.ts";
import type { ContractRoute } from "../../lambdas/handlers/api/contract/parts.ts";
import { routingPath } from "../../lambdas/handlers/api/contract-app.ts";

const nameOf = ({ method, path }: ContractRoute): string => `${method} ${path}`;
const byName = new Map(contractRoutes.map((route) => [nameOf(route), route]));

const finder = new Hono();
for (const route of contractRoutes)
  finder.on([route.method], [`/api${routingPath(route.path)}`], (context) => context.text(nameOf(route)));

const routeFor = async (method: string, path: string): Promise<ContractRoute | undefined> => {
  const found = await finder.request(path, { method });
  return found.ok ? byName.get(await found.text()) : undefined;
};

const schemaFor = ({ responses }: ContractRoute, status: number): z.ZodType | undefined => {
  const said = responses[String(status)] ?? responses[`${Math.floor(status / 100)}XX`];
  const media = said !== undefined && "content" in said ? said.content?.["application/json"] : undefined;
  return media !== undefined && "schema" in media ? (media.schema as z.ZodType) : undefined;
};

/** Fails when an answer is not what the contract says of its call and its status. */
export const expectConformity = async (method: string, path: string, answer: Response): Promise<void> => {
  const route = await routeFor(method, path);
  if (route === undefined || !(answer.headers.get("content-type") ?? "").startsWith("application/json")) return;
  const schema = schemaFor(route, answer.status);
  if (schema === undefined)
    throw new Error(`${nameOf(route)} answered ${answer.status}, of which its contract says nothing.`);
  const parsed = schema.safeParse(await answer.clone().json());
  if (!parsed.success)
    throw new Error(`${nameOf(route)} answered what its contract does not say: ${z.prettifyError(parsed.error)}`);
};
