import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell, csvText } from "../../lambdas/shared/csv-cell.ts";

describe("a cell of a CSV export", () => {
  it.each([
    ["=1+1", `"'=1+1"`],
    ["+447700900123", `"'+447700900123"`],
    ["-2+3", `"'-2+3"`],
    ["@SUM(A1)", `"'@SUM(A1)"`],
    ["\t=1", `"'\t=1"`],
    ["\r=1", `"'\r=1"`],
    ["\n=1", `"'\n=1"`],
    [" =1", `"' =1"`],
    ["\u200b=1", `"'\u200b=1"`],
    ["\ufeff=1", `"'\ufeff=1"`],
    ["＝1", `"'＝1"`],
    ["\0=1", `"'=1"`],
    ["|cmd", `"'|cmd"`],
    ['say "hi"; a,b\r\nc', `"say ""hi""; a,b\r\nc"`],
    ["Ada", `"Ada"`],
    ["a=b", `"a=b"`],
    ["", `""`],
    [-5, "-5"],
    [1.5, "1.5"],
    [Number.NEGATIVE_INFINITY, `"'-Infinity"`],
    [true, `"true"`],
    [null, `""`],
    [undefined, `""`],
  ])("writes %j as %s", (value, expected) => {
    expect(csvCell(value)).toBe(expected);
  });
});

describe("any text", () => {
  const letter = fc.oneof(
    fc.constantFrom(..."=+-@\t\r\n\",;' \0|%＝＋a茶"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  );
  const text = fc.string({ unit: letter, maxLength: 6 });

  it("comes back from its cell, at most with an apostrophe before it, and never begins a formula", () => {
    void fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 }), (rows) => {
        const read: string[][] = parse(csvText(["a", "b"], rows), { bom: true, record_delimiter: "\r\n" });

        expect(read).toHaveLength(rows.length + 1);
        const cells = read.slice(1).flat();
        for (const [index, written] of rows.flat().entries()) {
          const plain = written.replaceAll("\0", "");
          expect([plain, `'${plain}`]).toContain(cells[index]);
          expect(cells[index]).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠|%]/u);
        }
      }),
    );
  });
});
