import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { consoleDirectory } from "../../lib/console/build-console.ts";

const initialMost = 300 * 1024;

it("asks a first visitor for at most 300 KB of scripts", () => {
  const page = readFileSync(join(consoleDirectory, "index.html"), "utf8");
  const scripts = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? "");

  const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(join(consoleDirectory, path))).length, 0);

  expect(scripts.length).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(initialMost);
});
