import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const at = (path: string): URL => new URL(`../../../${path}`, import.meta.url);
const promises = readFileSync(at("docs/security.md"), "utf8")
  .split("\n## ")[0]
  ?.split("\n")
  .filter((line) => line.startsWith("| ") && line.includes("`"))
  .map((line) => line.split("|").map((cell) => cell.trim()));

const named = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);

test("every promise of docs/security.md names tests that exist", () => {
  const tests = (promises ?? []).map((cells) => named(cells[3] ?? ""));

  expect(tests.length).toBeGreaterThan(15);
  expect(tests.filter((names) => names.length === 0)).toEqual([]);
  const missing = tests
    .flat()
    .filter((name) => !name.startsWith("__"))
    .filter((name) => !existsSync(at(name.endsWith("/*") ? `test/${name.slice(0, -2)}` : `test/${name}.test.ts`)));
  expect(missing).toEqual([]);
});
