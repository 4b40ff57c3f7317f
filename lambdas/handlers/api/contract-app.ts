import type { RouteHandler } from "@hono/zod-openapi";
import { type Context, Hono, type MiddlewareHandler } from "hono";
import type * as z from "zod";
import { type Input, readInput, readJson, readQuery } from "./answer.ts";
import { type ContractRoute, keyPattern } from "./contract/parts.ts";
import { needs, type PeopleEnv } from "./rights.ts";

/**
 * Parameters that are more than one part of a path without a slash. A customer's id may hold anything, also a slash that a
 * gateway has decoded, so what stands beside it must have a shape of its own; a longer path is mounted before its shorter one.
 */
const shapes: Readonly<Record<string, string>> = {
  customerId: "[^]+",
  taskId: keyPattern,
  caseKey: keyPattern,
  messageKey: keyPattern,
};

/** `/tasks/{customerId}` as the router reads it. */
export const routingPath = (path: string): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `:${name}${name in shapes ? `{${shapes[name]}}` : ""}`);

const validating =
  (target: "param" | "query" | "json", read: (context: Context) => Input<unknown> | Promise<Input<unknown>>) =>
  async (context: Context, next: () => Promise<void>): Promise<Response | undefined> => {
    const input = await read(context);
    if (!input.ok) return input.response;
    context.req.addValidatedData(target, input.value as object);
    await next();
    return undefined;
  };

const validatorsOf = ({ request }: ContractRoute): readonly MiddlewareHandler[] => {
  const { params, query, body } = request ?? {};
  const ofJson = body?.content["application/json"];
  const bodySchema = ofJson !== undefined && "schema" in ofJson ? (ofJson.schema as z.ZodType) : undefined;
  return [
    ...(params === undefined
      ? []
      : [
          validating("param", (context) =>
            readInput(context, { schema: params, input: context.req.param(), root: "path" }),
          ),
        ]),
    ...(query === undefined ? [] : [validating("query", (context) => readQuery(context, query))]),
    ...(bodySchema === undefined ? [] : [validating("json", (context) => readJson(context, bodySchema))]),
  ] as readonly MiddlewareHandler[];
};

/** The routes of one noun, each by its contract: the right first, then path, query and body, and only then the handler. */
export class ContractApp extends Hono<PeopleEnv> {
  openapi<Route extends ContractRoute>(route: Route, handler: RouteHandler<Route, PeopleEnv>): this {
    const handlers = [needs(route.right), ...validatorsOf(route), handler as unknown as MiddlewareHandler];
    this.on([route.method], [routingPath(route.path)], ...handlers);
    return this;
  }
}
