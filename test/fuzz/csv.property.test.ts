import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { mapProductColumns, readProductRow } from "../../lambdas/domain/intake/product-rows.ts";
import { defaultSettings } from "../../lambdas/domain/parse-settings.ts";
import { csvDelimiters, readCsv } from "../../lambdas/shared/csv-rows.ts";
import { csvEncodings } from "../../lambdas/shared/csv-text.ts";
import { type ImportOptions, importCustomers, importOrders } from "../../lib/import/import-file.ts";
import type { ImportReport } from "../../lib/import/import-report.ts";
import { readAll } from "../support/csv-bytes.ts";
import { fuzzed } from "../support/fuzz.ts";
import { hostileText, mutatedBytes } from "../support/hostile.ts";
import { whyNotStorable } from "../support/storable.ts";

const now = Date.parse("2026-03-02T10:00:00Z");
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rekindle-fuzz-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const importers = { orders: importOrders, customers: importCustomers } as const;
type FileKind = keyof typeof importers;

const run = async (kind: FileKind, content: Uint8Array, more: Partial<ImportOptions> = {}) => {
  const path = join(folder, "file.csv");
  writeFileSync(path, content);
  const events: CustomerEvent[] = [];
  const sink = async (batch: readonly CustomerEvent[]) => {
    events.push(...batch);
  };
  const result = await importers[kind]({ path, settings: defaultSettings, now, sink, ...more });
  return { result, events };
};

/** Every row that was read is accepted or rejected exactly once, and what came of it can be stored. */
const expectAccounted = (report: ImportReport, events: readonly CustomerEvent[]): void => {
  const rejected = Object.values(report.rejected);
  expect(report.accepted + rejected.reduce((sum, { count }) => sum + count, 0)).toBe(report.rowsRead);
  for (const { count, lines } of rejected) expect(lines).toHaveLength(Math.min(count, 10));
  if (report.kind === "orders") expect(events).toHaveLength(report.orders + report.cancellations);
  expect(events.flatMap(whyNotStorable)).toEqual([]);
};

const files = {
  orders: {
    header: ["customer_id", "order_id", "ordered_at", "sku", "name", "category", "quantity", "unit_price", "total"],
    row: (at: number) => ["c1", `o${at}`, "2026-01-01 10:00", "tea", "Green tea", "茶", "2", "3.50", "7.00"],
  },
  customers: {
    header: [
      "customer_id",
      "email",
      "phone",
      "name",
      "country",
      "time_zone",
      "language",
      "updated_at",
      "email_consent",
    ],
    row: (at: number) => [
      `c${at}`,
      "ada@example.com",
      "+447700900123",
      "Ada 茶",
      "GB",
      "Europe/London",
      "en",
      "2026-01-01",
      "yes",
    ],
  },
} as const;

const kinds = fc.constantFrom(...(Object.keys(files) as FileKind[]));
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const encoders = {
  "utf-8": (text: string) => Buffer.from(text),
  "utf-8 with a mark": (text: string) => Buffer.from(`\ufeff${text}`),
  "utf-16 with a mark": (text: string) => Buffer.from(`\ufeff${text}`, "utf16le"),
  gb18030: (text: string) => iconv.encode(text, "gb18030"),
} as const;
type EncoderName = keyof typeof encoders;
const encoderNames = fc.constantFrom(...(Object.keys(encoders) as EncoderName[]));

describe("a file with hostile cells", () => {
  /** Of each row: which cell is hostile, and what stands in it. Nothing: the row is a good one. */
  const rows = fc.array(fc.option(fc.tuple(fc.nat({ max: 8 }), hostileText), { nil: undefined, freq: 3 }), {
    minLength: 1,
    maxLength: 8,
  });

  test("gives every good row, and accounts for the others by the lines in which they start", async () => {
    await fc.assert(
      fc.asyncProperty(kinds, rows, encoderNames, async (kind, drawn, encoder) => {
        const { header, row } = files[kind];
        const records = drawn.map((edit, at) => {
          const cells: string[] = [...row(at)];
          if (edit !== undefined) cells[edit[0]] = edit[1].toWellFormed();
          return cells.map(quoted).join(",");
        });
        const starts: number[] = [];
        let line = 2;
        for (const record of records) {
          starts.push(line);
          line += record.split("\n").length;
        }
        const content = encoders[encoder]([header.join(","), ...records].join("\n"));

        const { result, events } = await run(kind, content, encoder === "gb18030" ? { encoding: "gb18030" } : {});

        if (!result.ok) throw new Error(JSON.stringify(result.problems));
        expectAccounted(result.report, events);
        expect(result.report.rowsRead).toBe(records.length);
        const hostileStarts = starts.filter((_, at) => drawn[at] !== undefined);
        for (const { lines } of Object.values(result.report.rejected))
          for (const rejected of lines) expect(hostileStarts).toContain(rejected);
        const good = drawn.flatMap((edit, at) => (edit === undefined ? [kind === "orders" ? `o${at}` : `c${at}`] : []));
        const named = events.map((event) => (event.kind === "order-placed" ? event.orderId : event.customerId));
        expect(named).toEqual(expect.arrayContaining(good));
      }),
      fuzzed(300),
    );
  });
});

describe("bytes that are nearly a file", () => {
  const table = (kind: FileKind, delimiter: string, end: string): string => {
    const { header, row } = files[kind];
    return [header.join(delimiter), ...[1, 2, 3, 4].map((at) => row(at).join(delimiter))].join(end);
  };
  const bytes = fc
    .tuple(kinds, encoderNames, fc.constantFrom(...csvDelimiters), fc.constantFrom("\n", "\r\n", "\r"))
    .chain(([kind, encoder, delimiter, end]) =>
      fc.record({ kind: fc.constant(kind), content: mutatedBytes(encoders[encoder](table(kind, delimiter, end))) }),
    );
  const options = fc.record(
    { encoding: fc.constantFrom(...csvEncodings), delimiter: fc.constantFrom(...csvDelimiters) },
    { requiredKeys: [] },
  );

  test("are read as far as they go, and every row of them is accounted for", async () => {
    await fc.assert(
      fc.asyncProperty(bytes, options, async ({ kind, content }, more) => {
        const { result, events } = await run(kind, content, more);

        if (result.ok) expectAccounted(result.report, events);
        else expect(result.problems.length).toBeGreaterThan(0);
      }),
      fuzzed(300),
    );
  });

  test("of a product file give products that can be stored", async () => {
    const content = fc.array(fc.array(hostileText, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(content, async (drawn) => {
        const text = ["sku,name,category,price", ...drawn.map((cells) => cells.map(quoted).join(","))].join("\n");
        const { csv, rows } = await readAll(Buffer.from(text));
        const mapped = mapProductColumns(csv.header);

        const products = rows.map((row) =>
          mapped.ok && "cells" in row ? readProductRow(mapped.columns, row.cells) : undefined,
        );

        expect(mapped.ok).toBe(true);
        for (const product of products)
          if (product !== undefined) expect(JSON.stringify(product).isWellFormed()).toBe(true);
      }),
      fuzzed(150),
    );
  });
});

test("a text is read the same in pieces of any size", async () => {
  const unit = fc.constantFrom("a", "1", ",", '"', "\n", "\r\n", "\r", "茶", "\ufeff", " ", "\u0000");
  const texts = fc.string({ unit, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(texts, fc.integer({ min: 1, max: 9 }), async (text, pieceSize) => {
      const content = Buffer.from(`a,b\n${text}`);

      const [whole, pieces] = [await readAll(content), await readAll(content, { pieceSize })];

      expect(pieces.rows).toEqual(whole.rows);
      expect(pieces.csv.header).toEqual(whole.csv.header);
    }),
    fuzzed(400),
  );
});

test.each([
  ["a line without an end", "x"],
  ["a quote that is never closed", '"'],
  ["lines that each open a quote", `"${"y".repeat(99)}\n`],
])("%s of 64 MB is given up within a small part of it", async (_what, unit) => {
  const piece = Buffer.from(unit.repeat(Math.ceil(65_536 / unit.length)));
  let most = 0;
  const before = process.memoryUsage().heapUsed;
  async function* bytes() {
    yield Buffer.from("a,b\n");
    for (let count = 0; count < 1024; count += 1) {
      most = Math.max(most, process.memoryUsage().heapUsed - before);
      yield piece;
    }
  }

  const csv = await readCsv(bytes());
  const faults = new Set<string>();
  for await (const group of csv?.rows ?? []) for (const row of group) faults.add("fault" in row ? row.fault : "none");

  expect([...faults]).toEqual([unit.length === 1 ? "line-too-long" : "broken-quote"]);
  expect(most).toBeLessThan(48 * 1024 * 1024);
});
