import { expect, test } from "vitest";
import { detached, isEmptyCell, isId, numberFrom } from "../../../lambdas/domain/intake/values.ts";

test.each([
  ["12", 12],
  ["-0.5", -0.5],
  [".5", 0.5],
  ["1,234", 1234],
  ["1,234,567.5", 1_234_567.5],
  ["12,50", 12.5],
  ["1.234,50", 1234.5],
  ["£1,234.50", 1234.5],
  ["¥ 99.00", 99],
  ["１２．５", 12.5],
  ["99元", 99],
  ["(12.00)", -12],
  ["1e3", 1000],
] as const)("%s is the number %d", (text, expected) => {
  expect(numberFrom(text)).toBe(expected);
});

test.each(["", "twelve", "1,23,4", "1.2.3", "12,3456", "--1", "1e400", "2e12", "NaN", "Infinity", "0x10"])(
  "%s is no number",
  (text) => {
    expect(numberFrom(text)).toBeUndefined();
  },
);

test("an id is a short text without control characters or half letters", () => {
  expect(["a", "买家 1", "x".repeat(128)].every(isId)).toBe(true);
  expect(["", "a\n", "a\u0085", "\ud800", "x".repeat(129)].some(isId)).toBe(false);
});

test("what exports write for nothing is empty", () => {
  expect(["", " ", "NaN", "null", "None", "N/A"].every(isEmptyCell)).toBe(true);
  expect(["0", "nobody", "-"].some(isEmptyCell)).toBe(false);
});

test("a detached text is the same text", () => {
  expect(["", "short", "a text of more than thirteen letters"].map(detached)).toEqual([
    "",
    "short",
    "a text of more than thirteen letters",
  ]);
});
