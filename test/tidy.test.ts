// Reads our own source and fails on what a machine can check. Each rule is shown a sample that it must find, so that a rule
// which finds nothing says something.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { rules, type SourceFile } from "./tidy/rules.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const textExtensions = new Set([
  ".ts",
  ".tsx",
  ".js",
  ".mjs",
  ".json",
  ".md",
  ".yml",
  ".yaml",
  ".mjml",
  ".liquid",
  ".sh",
  "",
]);

/** What is committed or about to be. */
const sourceFiles = (): readonly SourceFile[] => {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: root, encoding: "utf8" });
  const paths = listed.split("\0").filter((path) => path !== "" && textExtensions.has(extname(path)));
  return paths
    .filter((path) => existsSync(`${root}/${path}`))
    .map((path) => ({ path, text: readFileSync(`${root}/${path}`, "utf8") }));
};

const files = sourceFiles();

test("the source is found", () => {
  const paths = files.map(({ path }) => path);

  expect(paths).toEqual(expect.arrayContaining(["package.json", "lambdas/domain/caps.ts", "test/tidy.test.ts"]));
});

test.each(Object.entries(rules))("%s", (_name, rule) => {
  const findings = files.flatMap(rule);

  expect(findings).toEqual([]);
});

const lines = (count: number): string => "x();\n".repeat(count);
const code = (path: string, text: string): SourceFile => ({ path, text });
const domain = (text: string): SourceFile => code("lambdas/domain/a.ts", text);

describe("a rule finds", () => {
  test.each<readonly [keyof typeof rules, string, SourceFile]>([
    ["importsRunOneWay", "a domain file that knows a store", domain('import { a } from "../store/a.ts";')],
    ["importsRunOneWay", "a type from a store", domain('import type { A } from "../store/a.ts";')],
    ["importsRunOneWay", "a type named in place", domain('export type A = import("../store/a.ts").A;')],
    ["importsRunOneWay", "a re-export", domain('export * from "../shared/a.ts";')],
    ["importsRunOneWay", "an import while running", domain('const a = await import("../shared/a.ts");')],
    ["importsRunOneWay", "a platform module in the domain", domain('import { join } from "node:path";')],
    ["importsRunOneWay", "an AWS package in the domain", domain('import { A } from "@aws-sdk/client-sns";')],
    ["importsRunOneWay", "a package with a similar name", domain('import { z } from "zod-extra";')],
    ["importsRunOneWay", "a store that knows a handler", code("lambdas/store/a.ts", 'import "../handlers/a.ts";')],
    ["importsRunOneWay", "a channel that knows a handler", code("lambdas/channels/a.ts", 'import "../handlers/a.ts";')],
    ["importsRunOneWay", "shared code that knows a handler", code("lambdas/shared/a.ts", 'import "../handlers/a.ts";')],
    ["importsRunOneWay", "a handler that knows lib", code("lambdas/handlers/b/a.ts", 'import "../../../lib/a.ts";')],
    ["importsRunOneWay", "a store that knows bin", code("lambdas/store/a.ts", 'import "../../bin/a.ts";')],
    ["importsRunOneWay", "code that knows a test", code("lib/a.ts", 'import "../test/support/a.ts";')],
    ["onlyTheClockReadsTheClock", "Date.now in a handler", code("lambdas/handlers/a.ts", "const now = Date.now();")],
    ["onlyTheClockReadsTheClock", "Date.now handed on", code("lambdas/store/a.ts", "const clock = { now: Date.now };")],
    ["onlyTheClockReadsTheClock", "new Date() in the domain", domain("const now = new Date();")],
    ["onlyTheClockReadsTheClock", "Temporal.Now", domain("const now = Temporal.Now.instant();")],
    ["domainIsPure", "Math.random", domain("const draw = Math.random();")],
    ["domainIsPure", "a random id", domain("const id = crypto.randomUUID();")],
    ["domainIsPure", "the environment", domain("const shards = process.env.DUE_SHARDS;")],
    ["domainIsPure", "a request", domain('const answer = await fetch("https://example.com");')],
    ["filesAreShort", "a file of 301 lines", code("lib/a.ts", lines(301))],
    ["functionsAreShort", "a function of 71 lines", code("lib/a.ts", `function a() {\n${lines(69)}}`)],
    ["functionsAreShort", "an arrow function of 71 lines", code("lib/a.ts", `const a = () => {\n${lines(69)}};`)],
    ["functionsAreShort", "a method of 71 lines", code("lib/a.ts", `class A {\n  a() {\n${lines(69)}}\n}`)],
    ["functionsAreShort", "a test of 71 lines", code("test/a.test.ts", `test("a", () => {\n${lines(69)}});`)],
    ["everyTestRuns", "a test on its own", code("test/a.test.ts", 'test.only("a", () => {});')],
    ["everyTestRuns", "a skipped table of tests", code("test/a.test.ts", 'test.skip.each([1])("a", () => {});')],
    ["everyTestRuns", "a skipped group", code("test/a.test.ts", 'describe.skip("a", () => {});')],
    ["everyTestRuns", "a test to be written", code("test/a.test.ts", 'it.todo("a");')],
    ["noLeftoverNotes", "a note in code", code("lib/a.ts", `// ${"TO"}DO: later`)],
    ["noLeftoverNotes", "a note in a document", code("docs/a.md", `${"FIX"}ME`)],
    ["noPathsOfOneMachine", "a home folder", code("docs/a.md", `cd ${"/ho"}me/somebody/rekindle`)],
    ["noPathsOfOneMachine", "a temporary folder", code("lib/a.ts", `const folder = "${"/t"}mp/rekindle";`)],
    [
      "noRegistryAddresses",
      "an address in the lockfile",
      code("package-lock.json", '  "resolved": "https://example.com/a.tgz",'),
    ],
  ])("%s: %s", (name, _what, file) => {
    const findings = rules[name](file);

    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/^[^:]+:\d+ /);
  });
});

describe("a rule lets pass", () => {
  test.each<readonly [keyof typeof rules, string, SourceFile]>([
    ["importsRunOneWay", "the domain's own files", domain('import { a } from "./intake/a.ts";')],
    ["importsRunOneWay", "a library of the domain", domain('import { sha256 } from "@noble/hashes/sha2.js";')],
    ["importsRunOneWay", "a handler that knows a store", code("lambdas/handlers/a.ts", 'import "../store/a.ts";')],
    ["importsRunOneWay", "lib that knows lambdas", code("lib/a.ts", 'import "../lambdas/shared/a.ts";')],
    ["onlyTheClockReadsTheClock", "the clock itself", code("lambdas/shared/clock.ts", "const now = Date.now();")],
    ["onlyTheClockReadsTheClock", "a date of a given instant", domain("const date = new Date(at);")],
    ["onlyTheClockReadsTheClock", "the word in a comment or a text", domain('// Date.now()\nconst a = "Date.now()";')],
    ["domainIsPure", "a property of the same name", domain("const a = { process: 1 };\nconst b = a.process;")],
    ["filesAreShort", "a file of 300 lines", code("lib/a.ts", lines(300))],
    ["functionsAreShort", "a function of 70 lines", code("lib/a.ts", `function a() {\n${lines(68)}}`)],
    ["functionsAreShort", "a long group of tests", code("test/a.test.ts", `describe("a", () => {\n${lines(90)}});`)],
    ["everyTestRuns", "a condition", code("test/a.test.ts", 'test.skipIf(!exists)("a", () => {});')],
    ["everyTestRuns", "another thing's skip", code("lib/a.ts", "pages.skip(1);")],
    ["noPathsOfOneMachine", "a route", code("lib/a.ts", 'const route = "/v1/home/x";')],
    ["noRegistryAddresses", "the word elsewhere", code("lib/a.json", '{ "resolved": 1 }')],
  ])("%s: %s", (name, _what, file) => {
    const findings = rules[name](file);

    expect(findings).toEqual([]);
  });
});
