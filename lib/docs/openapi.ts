import { OpenAPIHono } from "@hono/zod-openapi";
import { contractRoutes } from "../../lambdas/handlers/api/contract/contract.ts";

const info = {
  title: "Rekindle",
  version: "1",
  description:
    "What people, and the console for them, ask and decide. Each call names the right that it asks for in `x-right`; " +
    "a refusal says what was wrong where, and what is allowed.",
};

type Parts = Readonly<Record<string, unknown>>;

/** A call, and a schema, on a line of its own: what changed can be seen, and the file is a third as long. */
const lines = (parts: Parts): string =>
  Object.entries(parts)
    .map(([name, part]) => `${JSON.stringify(name)}: ${JSON.stringify(part)}`)
    .join(",\n");

const written = ({ paths, components, ...head }: Parts): string => {
  const { schemas } = components as { readonly schemas: Parts };
  const start = JSON.stringify(head).slice(0, -1);
  return `${start},\n"paths": {\n${lines(paths as Parts)}\n},\n"components": {"schemas": {\n${lines(schemas)}\n}}}\n`;
};

/** The document as other programs read it: OpenAPI 3.1. Only here the library itself runs, and in no function. */
export const openApiDocument = (): string => {
  const app = new OpenAPIHono();
  for (const { right, ...route } of contractRoutes)
    app.openAPIRegistry.registerPath({ ...route, path: `/api${route.path}`, "x-right": right });
  return written(app.getOpenAPI31Document({ openapi: "3.1.0", info }) as unknown as Parts);
};
