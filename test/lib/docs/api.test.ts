import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contractRoutes } from "../../../lambdas/handlers/api/contract/contract.ts";
import { apiPage } from "../../../lib/docs/api-page.ts";
import { openApiDocument } from "../../../lib/docs/openapi.ts";

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

describe("docs of the API", () => {
  it("are what npm run docs writes", () => {
    expect(read("docs/api.md")).toBe(apiPage());
    expect(read("docs/openapi.json")).toBe(openApiDocument());
  });

  it("name every call with its right, in both", () => {
    const { paths } = JSON.parse(openApiDocument());
    const page = apiPage();

    expect(contractRoutes.length).toBeGreaterThan(30);
    for (const { method, path, right } of contractRoutes) {
      expect(paths[`/api${path}`][method]["x-right"]).toBe(right);
      expect(page).toMatch(`| \`${method.toUpperCase()} /api${path}\` |`);
    }
  });

  it("refer to no schema that is not there", () => {
    const text = openApiDocument();
    const { schemas } = JSON.parse(text).components;

    const named = [...text.matchAll(/#\/components\/schemas\/([\w-]+)/g)].map(([, name]) => name);

    expect([...new Set(named)].filter((name) => name === undefined || !(name in schemas))).toEqual([]);
  });
});
