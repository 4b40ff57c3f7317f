import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { constructPage } from "../../../lib/docs/construct-page.ts";
import { eventsOutJsonSchema, eventsOutPage } from "../../../lib/docs/events-out-page.ts";
import { settingRules } from "../../../lib/settings.ts";

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

test.each([
  ["docs/construct.md", constructPage],
  ["docs/events-out.md", eventsOutPage],
  ["docs/events-out.schema.json", eventsOutJsonSchema],
])("%s is what npm run docs writes", (path, page) => {
  expect(read(path)).toBe(page());
});

test("every setting that may be left out says in its docstring what holds then", () => {
  const source = read("lib/settings.ts");

  const unsaid = Object.keys(settingRules).filter(
    (name) => !new RegExp(`@default [^\\n]+\\n   \\*/\\n  readonly ${name}[?:]`).test(source),
  );

  expect(unsaid).toEqual([]);
});

test("the published schemas name the source and the detail-type of each event, and bear fields that come later", () => {
  const { oneOf } = JSON.parse(eventsOutJsonSchema());

  const types = oneOf.map((one: { properties: Record<string, { const: string }> }) => [
    one.properties.source?.const,
    one.properties["detail-type"]?.const,
  ]);
  expect(types).toEqual(
    ["Message Accepted", "Converted", "Opted Out", "Case Overdue"].map((type) => ["rekindle", type]),
  );
  expect(eventsOutJsonSchema()).not.toContain("additionalProperties");
});
