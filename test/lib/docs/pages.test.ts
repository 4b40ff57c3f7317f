import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { messageStatuses } from "../../../lambdas/domain/message.ts";
import { defaultSettings } from "../../../lambdas/domain/parse-settings.ts";
import { skipReasons, withdrawalReasons } from "../../../lambdas/domain/reason.ts";
import { settingsSchema } from "../../../lambdas/domain/settings.ts";
import { doubtReasons } from "../../../lambdas/domain/settlement.ts";
import { scalePage } from "../../../lib/docs/scale-page.ts";
import { settingsPage } from "../../../lib/docs/settings-page.ts";

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

/** The rows of the table below a heading, as their cells. */
const tableBelow = (page: string, heading: string): readonly (readonly string[])[] => {
  const section = page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  return rows.map((row) => row.split("|").map((cell) => cell.trim()));
};

const codesBelow = (heading: string): readonly string[] =>
  tableBelow(read("docs/glossary.md"), heading).map((cells) => (cells[1] ?? "").replaceAll("`", ""));

test("docs/settings.md is what npm run docs writes", () => {
  expect(read("docs/settings.md")).toBe(settingsPage());
});

test("docs/scale.md is what npm run docs writes", () => {
  expect(read("docs/scale.md")).toBe(scalePage());
});

test("the defaults that the sender fills in are those of the schema", () => {
  expect(JSON.parse(read("lambdas/domain/settings-defaults.json"))).toEqual(defaultSettings);
});

test("every setting has a section, and every key a meaning", () => {
  const page = settingsPage();

  const rows = Object.keys(settingsSchema.shape).flatMap((key) => tableBelow(page, key));

  expect(rows.length).toBeGreaterThan(30);
  expect(rows.filter((cells) => cells.at(-2) === "").map((cells) => cells[1])).toEqual([]);
});

test("the glossary explains every reason for sending nothing, and whether it is final", () => {
  const rows = tableBelow(read("docs/glossary.md"), "Reasons for sending nothing");

  const told = rows.map((cells) => [cells[1], cells[2]]);

  expect(told).toEqual(Object.entries(skipReasons).map(([code, { final }]) => [`\`${code}\``, final ? "yes" : "no"]));
});

test("the glossary explains every reason for taking a message back", () => {
  expect(codesBelow("Reasons for taking a message back")).toEqual([...withdrawalReasons]);
});

test("the glossary explains every reason after a doubt", () => {
  expect(codesBelow("Reasons after a doubt")).toEqual(Object.values(doubtReasons));
});

test("the glossary explains every state of a message", () => {
  expect(codesBelow("States of a message")).toEqual([...messageStatuses]);
});
