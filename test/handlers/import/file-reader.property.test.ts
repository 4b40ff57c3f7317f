import fc from "fast-check";
import iconv from "iconv-lite";
import { expect, test } from "vitest";
import type { ImportJob } from "../../../lambdas/domain/import-job.ts";
import type { IntakeKind, Taken } from "../../../lambdas/domain/intake/intake.ts";
import type { RejectedRow } from "../../../lambdas/domain/intake/tally.ts";
import { createImportReader, startsWide, upToLineEnd } from "../../../lambdas/handlers/import/file-reader.ts";

const now = Date.parse("2026-03-02T10:00:00Z");

const jobOf = (holds: IntakeKind, size: number): ImportJob => ({
  ...{ importId: "0mm8pz000-00000000", version: 1, holds, fileName: "file.csv", size, status: "running" },
  ...{ createdAt: now, createdBy: "local", updatedAt: now, startedAt: now, timeZone: "Europe/London" },
});

interface Whole {
  readonly taken: readonly Taken[];
  readonly rejected: readonly RejectedRow[];
  readonly figures: unknown;
  readonly runs: number;
}

/** Reads a file in segments; after each one that ends a line, a reader of its own goes on from what the last one left. */
const readInRuns = (holds: IntakeKind, bytes: Uint8Array, segment: number): Whole => {
  const taken: Taken[] = [];
  const rejected: RejectedRow[] = [];
  const job = jobOf(holds, bytes.length);
  const next = (place?: Uint8Array) => createImportReader(job, place, (row) => rejected.push(row));
  let reader = next();
  let runs = 1;
  for (let at = 0; at < bytes.length; ) {
    const all = bytes.subarray(at, at + segment);
    const isLast = at + segment >= bytes.length;
    const whole = isLast ? all.length : upToLineEnd(all, reader.isWide() || (at === 0 && startsWide(all)));
    const part = whole === 0 ? all : all.subarray(0, whole);
    const read = reader.take(part, isLast);
    if ("problems" in read) throw new Error(JSON.stringify(read.problems));
    taken.push(...read.taken);
    at += part.length;
    const place = whole === 0 || isLast ? undefined : reader.place();
    if (place === undefined) continue;
    reader = next(place);
    runs += 1;
  }
  return { taken, rejected, figures: reader.progress().figures, runs };
};

const encodings = ["utf-8", "gb18030", "utf-16le"] as const;
const encoded = (text: string, encoding: (typeof encodings)[number]): Uint8Array =>
  encoding === "utf-16le" ? Buffer.from(`\ufeff${text}`, "utf16le") : new Uint8Array(iconv.encode(text, encoding));

/** Few customers and orders, so that orders repeat, come late and lie far apart; and cells of every unpleasant kind. */
const orderRow = fc
  .record({
    customer: fc.constantFrom("c1", "c2", "", "c3"),
    order: fc.integer({ min: 1, max: 6 }),
    date: fc.constantFrom("2025-01-05", "2025-02-31", "03/04/2025", "2025-03-01 10:00"),
    product: fc.constantFrom("tea", "绿茶", '"a ""b"""', '"two\nlines"', '"never closed'),
    quantity: fc.constantFrom("1", "-1", "x", "2"),
    price: fc.constantFrom("9.90", "1,234", ""),
  })
  .map(
    ({ customer, order, date, product, quantity, price }) =>
      `${customer};A${order};${date};${product};${quantity};${price}`,
  );
const orders = (rows: readonly string[], end: string) =>
  ["customer_id;order_id;date;product_id;quantity;price", ...rows, ""].join("\n").replaceAll("\n", end);

const customerRow = fc
  .record({
    id: fc.constantFrom("c1", "c2", "", "c3"),
    name: fc.constantFrom("安娜", "Ann", '"A\nB"'),
    consent: fc.constantFrom("yes", "no", "?"),
  })
  .map(({ id, name, consent }) => `${id}\t${name}\t${consent}`);
const customers = (rows: readonly string[], end: string) =>
  ["客户编号\t姓名\temailconsent", ...rows].join("\n").replaceAll("\n", end);

const lineEnd = fc.constantFrom("\n", "\r\n", "\r");

test.each([
  ["orders", orderRow, orders],
  ["customers", customerRow, customers],
] as const)("a file of %s that many runs read tells what it tells one, whatever the cuts", (holds, row, write) => {
  let most = 0;
  void fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 200, size: "max" }),
      fc.record({ end: lineEnd, encoding: fc.constantFrom(...encodings), segment: fc.integer({ min: 2, max: 900 }) }),
      (rows, { end, encoding, segment }) => {
        const bytes = encoded(write(rows, end), encoding);

        const whole = readInRuns(holds, bytes, bytes.length);
        const parts = readInRuns(holds, bytes, segment);

        expect(parts.taken).toEqual(whole.taken);
        expect(parts.rejected).toEqual(whole.rejected);
        expect(parts.figures).toEqual(whole.figures);
        expect(whole.runs).toBe(1);
        most = Math.max(most, parts.runs);
      },
    ),
    { numRuns: 100 },
  );
  expect(most).toBeGreaterThan(10);
});
