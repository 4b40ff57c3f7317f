import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { readCsv } from "../../lambdas/shared/csv-rows.ts";
import { inPieces, readAll } from "../support/csv-bytes.ts";

const cellsOf = async (text: string | Uint8Array) => (await readAll(text)).rows;

describe("a header", () => {
  test.each([
    ["a,b\n1,2", ","],
    ["a\tb\n1\t2", "\t"],
    ["a;b\n1;2", ";"],
    ['"a,b";c\n1;2', ";"],
    ["a\n1", ","],
  ] as const)("tells the delimiter (%#)", async (text, delimiter) => {
    const { csv } = await readAll(text);

    expect(csv.delimiter).toBe(delimiter);
  });

  test("may stand in quotes before a CR LF, as our own exports write it", async () => {
    const { csv, rows } = await readAll('"a","b"\r\n"1","2"\r\n');

    expect([csv.header, rows]).toEqual([["a", "b"], [{ line: 2, cells: ["1", "2"] }]]);
  });

  test("is missing from a file of blank lines", async () => {
    const csv = await readCsv(inPieces(Buffer.from("\n \r\n\n"), 2));

    expect(csv).toBeUndefined();
  });
});

describe("rows", () => {
  test("carry the line they start in, blank lines left out", async () => {
    const rows = await cellsOf('\na,b\r\n1,2\r\n\r\n"x\r\ny",4\r\n5,6');

    expect(rows).toEqual([
      { line: 3, cells: ["1", "2"] },
      { line: 5, cells: ["x\r\ny", "4"] },
      { line: 7, cells: ["5", "6"] },
    ]);
  });

  test("of a file with bare carriage returns are lines of their own", async () => {
    const rows = await cellsOf("a,b\r1,2\r3,4\r");

    expect(rows).toEqual([
      { line: 2, cells: ["1", "2"] },
      { line: 3, cells: ["3", "4"] },
    ]);
  });

  test("keep a quote within an unquoted cell", async () => {
    const rows = await cellsOf('a,b\n5" pipe,2');

    expect(rows).toEqual([{ line: 2, cells: ['5" pipe', "2"] }]);
  });

  test("may end in empty cells of a spreadsheet, but not be short or long", async () => {
    const rows = await cellsOf("a,b\n1,2,,\n1\n1,2,3");

    expect(rows).toEqual([
      { line: 2, cells: ["1", "2"] },
      { line: 3, fault: "wrong-cell-count" },
      { line: 4, fault: "wrong-cell-count" },
    ]);
  });
});

describe("a broken quote", () => {
  const good = Array.from({ length: 5000 }, (_, at) => `${at},x`);

  test.each([
    ["is never closed", '7,"open'],
    ["is closed too early", '7,"a"b'],
    ["meets a quote of a later row", '7,"open\n8,"fine"'],
  ])("that %s costs its line alone", async (_, broken) => {
    const rows = await cellsOf(["a,b", "1,2", broken, ...good].join("\n"));

    const faults = rows.filter((row) => "fault" in row);
    expect(faults).toEqual([{ line: 3, fault: "broken-quote" }]);
    expect(rows.slice(-5000).map((row) => ("cells" in row ? row.cells.join() : row.fault))).toEqual(good);
  });

  test("in the last line is reported", async () => {
    const rows = await cellsOf('a,b\n1,2\n3,"4');

    expect(rows).toEqual([
      { line: 2, cells: ["1", "2"] },
      { line: 3, fault: "broken-quote" },
    ]);
  });

  test("in a line of a megabyte is reported without holding the line", async () => {
    const rows = await cellsOf(`a,b\n1,"${"x".repeat(1_000_000)}\n3,4`);

    expect(rows).toEqual([
      { line: 2, fault: "line-too-long" },
      { line: 3, cells: ["3", "4"] },
    ]);
  });
});

describe("the encoding", () => {
  const text = "订单号,备注\n1,你好，世界\n2,𠮷野家 GB18030 四字节：㐀\n";

  test.each([
    ["utf-8", Buffer.from(text)],
    ["utf-8", Buffer.from(`\ufeff${text}`)],
    ["gb18030", iconv.encode(text, "gb18030")],
    ["utf-16le", iconv.encode(text, "utf-16le", { addBOM: true })],
  ])("%s is found, whatever pieces the bytes come in (%#)", async (encoding, bytes) => {
    for (const pieceSize of [1, 2, 3, 7, 65_536]) {
      const { csv, rows } = await readAll(bytes, { pieceSize });

      expect(csv.encoding()).toBe(encoding);
      expect(csv.header).toEqual(["订单号", "备注"]);
      expect(rows).toEqual([
        { line: 2, cells: ["1", "你好，世界"] },
        { line: 3, cells: ["2", "𠮷野家 GB18030 四字节：㐀"] },
      ]);
    }
  });

  test("is found late in a file that begins with a long plain part", async () => {
    const long = `a,b\n${"1,2\n".repeat(50_000)}3,茶\n`;

    const { csv, rows } = await readAll(iconv.encode(long, "gb18030"), { pieceSize: 1000 });

    expect(csv.encoding()).toBe("gb18030");
    expect(rows.at(-1)).toEqual({ line: 50_002, cells: ["3", "茶"] });
  });

  test("that a person names goes before the guess", async () => {
    const { csv, rows } = await readAll(Buffer.from("a,b\n1,茶\n"), { encoding: "gb18030" });

    expect(csv.encoding()).toBe("gb18030");
    expect(rows).not.toEqual([{ line: 2, cells: ["1", "茶"] }]);
  });
});

const spectrum = fileURLToPath(new URL("../../../shared/data/csv/csv_spectrum.json", import.meta.url));

interface Sample {
  readonly name: string;
  readonly csv: string;
  readonly rows: readonly Readonly<Record<string, string>>[] | Readonly<Record<string, string>>;
}

describe.runIf(existsSync(spectrum))("the csv-spectrum sample", () => {
  const samples: readonly Sample[] = existsSync(spectrum) ? JSON.parse(readFileSync(spectrum, "utf8")) : [];
  // This sample's rows speak of another phone number than its text.
  const usable = samples.filter(({ name }) => name !== "location_coordinates");

  test.each(usable)("$name gives the published rows", async ({ name, csv: text, rows: published }) => {
    // The samples were stored with plain line ends; the ones about \r\n get theirs back.
    const { csv, rows } = await readAll(name.endsWith("_crlf") ? text.replaceAll("\n", "\r\n") : text);

    const read = rows.map((row) =>
      "cells" in row ? Object.fromEntries(csv.header.map((key, at) => [key, row.cells[at]])) : row,
    );
    expect(read).toEqual(published);
  });
});
