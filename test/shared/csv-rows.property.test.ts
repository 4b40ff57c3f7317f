import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRecord } from "../../lambdas/shared/csv-record.ts";
import { readAll } from "../support/csv-bytes.ts";

const cell = fc.string({ unit: fc.constantFrom("a", "茶", " ", ",", ";", '"', "\n", "\r\n", "1"), maxLength: 8 });
const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;

test("what was written with quotes is read back, in pieces of any size", async () => {
  const table = fc
    .integer({ min: 2, max: 4 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
    );
  await fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), async (rows, pieceSize) => {
      const header = (rows[0] ?? []).map((_, at) => `h${at}`).join(",");
      const text = [header, ...rows.map((row) => row.map(quoted).join(","))].join("\n");

      const read = await readAll(text, { pieceSize, delimiter: "," });

      expect(read.rows.map((row) => ("cells" in row ? row.cells : row))).toEqual(rows);
    }),
  );
});

test("a record that another, strict parser accepts is read the same", () => {
  const line = fc.string({ unit: fc.constantFrom("a", ",", '"', " ", "茶"), minLength: 1, maxLength: 12 });
  void fc.assert(
    fc.property(line, (text) => {
      const other = parsedByOther(text);
      fc.pre(other !== undefined);

      const record = parseRecord(text, ",");

      expect(record).toEqual({ kind: "cells", cells: other });
    }),
    { numRuns: 1000 },
  );
});

/** Undefined when csv-parse refuses the text. */
const parsedByOther = (text: string): readonly string[] | undefined => {
  try {
    return parse(text)[0];
  } catch {
    return undefined;
  }
};

test("whatever the text, each line lies in a row or was blank, and nothing throws", async () => {
  const text = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", "茶", "\u0000"), maxLength: 120 });
  await fc.assert(
    fc.asyncProperty(text, async (body) => {
      const { rows } = await readAll(`a,b\n${body}`);

      const lines = rows.map(({ line }) => line);
      expect(lines).toEqual(lines.toSorted((a, b) => a - b));
      expect(new Set(lines).size).toBe(lines.length);
    }),
    { numRuns: 1000 },
  );
});
