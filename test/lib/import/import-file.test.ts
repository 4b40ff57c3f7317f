import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CustomerEvent } from "../../../lambdas/domain/event.ts";
import { defaultSettings } from "../../../lambdas/domain/parse-settings.ts";
import {
  type ImportOptions,
  importCustomers,
  importOrders,
  type SinkOptions,
} from "../../../lib/import/import-file.ts";
import type { ImportReport, ImportResult } from "../../../lib/import/import-report.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rekindle-import-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const now = Date.parse("2026-03-02T10:00:00Z");

interface Imported {
  readonly result: ImportResult;
  readonly report: ImportReport | undefined;
  readonly events: readonly CustomerEvent[];
}

const runWith = async (
  run: (options: SinkOptions) => Promise<ImportResult>,
  content: string | Uint8Array,
  more: Partial<ImportOptions> = {},
): Promise<Imported> => {
  const path = join(folder, "file.csv");
  writeFileSync(path, content);
  const events: CustomerEvent[] = [];
  const sink = async (batch: readonly CustomerEvent[]) => {
    events.push(...batch);
  };
  const result = await run({ path, settings: defaultSettings, now, sink, ...more });
  return { result, report: result.ok ? result.report : undefined, events };
};
const orders = (content: string | Uint8Array, more?: Partial<ImportOptions>) => runWith(importOrders, content, more);
const customers = (content: string | Uint8Array, more?: Partial<ImportOptions>) =>
  runWith(importCustomers, content, more);

const total = (report: ImportReport | undefined): number =>
  (report?.accepted ?? 0) + Object.values(report?.rejected ?? {}).reduce((sum, { count }) => sum + count, 0);

describe("an order file", () => {
  const awkward = [
    "customer_id,order_id,date,sku,quantity,unit_price,colour",
    "c1,1,2026-01-01,tea,2,3.50,red",
    "c1,1,2026-01-01,cup,1,4,red",
    ",2,2026-01-02,tea,1,3.50,red",
    'c2,3,2026-01-03,"tea,1,3.50,red',
    "c2,4,2026-02-30,tea,1,3.50,red",
    "c2,5,03/04/2025,tea,1,3.50,red",
    "c2,6,2027-01-01,tea,1,3.50,red",
    "c2,7,2026-01-05,tea,one,3.50,red",
    "c2,8,2026-01-05,tea,,3.50,red",
    "c2,,2026-01-05,tea,1,3.50,red",
    "c2,9,2026-01-05,tea",
    "customer_id,order_id,date,sku,quantity,unit_price,colour",
    "c3,C10,2026-01-06,tea,-1,3.50,red",
    "c2,11,2026-01-07,tea,1,3.50,red",
  ].join("\n");

  test("is accounted for row by row, with the lines and the first case of each reason", async () => {
    const { report } = await orders(awkward);

    const found = Object.fromEntries(
      Object.entries(report?.rejected ?? {}).map(([reason, { lines }]) => [reason, lines]),
    );
    expect(found).toEqual({
      ...{ "no-customer": [4], "broken-quote": [5], "bad-date": [6], "ambiguous-date": [7], "future-date": [8] },
      ...{
        "bad-number": [9],
        "no-amount": [10],
        "no-order-id": [11],
        "wrong-cell-count": [12],
        "repeated-header": [13],
      },
    });
    expect(report).toMatchObject({ rowsRead: 14, accepted: 4, customers: 3, orders: 2, cancellations: 1 });
    expect(total(report)).toBe(14);
    expect(report?.ignoredColumns).toEqual(["colour"]);
    expect(report?.rejected["bad-date"]?.example).toMatchObject({
      where: "line 6, column date",
      received: "2026-02-30",
    });
  });

  test("gives the events of its good rows", async () => {
    const { events } = await orders(awkward);

    expect(events).toMatchObject([
      { kind: "order-placed", customerId: "c1", eventId: "order-1", amount: 11, receivedAt: now },
      { kind: "order-cancelled", customerId: "c3", orderId: "C10", amount: 3.5 },
      { kind: "order-placed", customerId: "c2", eventId: "order-11", amount: 3.5 },
    ]);
  });

  test.each([",", "\t", ";"])(
    "reads the same with the delimiter %j, in UTF-8 or GB18030, packed or not",
    async (delimiter) => {
      const text = [
        "客户编号,订单号,下单时间,商品编码,数量,金额",
        "甲,1,2026-01-01,茶,1,5",
        "乙,2,2026年1月2日,茶,2,10",
      ].join("\n");
      const delimited = text.replaceAll(",", delimiter);
      const forms = [Buffer.from(delimited), Buffer.from(`\ufeff${delimited}`), iconv.encode(delimited, "gb18030")];

      const plain = await Promise.all(
        forms.map((bytes, at) => inFile(bytes, `${delimiter === "\t" ? "tab" : delimiter}${at}`)),
      );
      const packed = await Promise.all(forms.map((bytes, at) => inFile(gzipSync(bytes), `packed${at}`)));

      for (const events of [...plain, ...packed]) expect(events).toEqual(plain[0]);
      expect(plain[0]).toMatchObject([
        { customerId: "甲", orderId: "1", amount: 5, lines: [{ productId: "茶" }] },
        { customerId: "乙", orderId: "2", amount: 10 },
      ]);
    },
  );

  const inFile = async (bytes: Uint8Array, name: string): Promise<readonly CustomerEvent[]> => {
    const path = join(folder, `${name}.csv`);
    writeFileSync(path, bytes);
    const events: CustomerEvent[] = [];
    await importOrders({ path, settings: defaultSettings, now, sink: async (batch) => void events.push(...batch) });
    return events;
  };

  test("takes columns and the order of dates from the person", async () => {
    const text = "who,what,when,how much\nc1,1,03/04/2025,5\n";
    const map = { customerId: "who", orderId: "what", orderedAt: "when", amount: "how much" };

    const { events } = await orders(text, { map, dateOrder: "dmy" });

    expect(events).toMatchObject([{ orderId: "1", occurredAt: Date.parse("2025-04-03T00:00:00Z") }]);
  });

  test.each([
    ["customer,order,date,amount\n", { map: { orderId: "invoice" } }, "map orderId=invoice"],
    ["colour,size\n", {}, "header"],
  ])("that cannot be understood is refused before anything is kept (%#)", async (text, more, where) => {
    const { result, events } = await orders(text, more);

    expect(result.ok).toBe(false);
    expect(!result.ok && result.problems[0]?.where).toBe(where);
    expect(events).toEqual([]);
  });

  test("that is not there is a problem, no crash", async () => {
    const path = join(folder, "missing.csv");

    const result = await importOrders({ path, settings: defaultSettings, now, sink: async () => {} });

    expect(result).toMatchObject({ ok: false, problems: [{ where: path, problem: "cannot be read" }] });
  });

  test("that breaks off while it is unpacked keeps what came before and says so", async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => `c${at},o${at},2026-01-01,${at}.${at % 97}`);
    const packed = gzipSync(["customer,order,date,amount", ...rows].join("\n"));

    const { report, events } = await orders(packed.subarray(0, packed.length - 20_000));

    expect(report?.damage).toMatchObject({ problem: "is damaged: the rest cannot be unpacked" });
    expect(events.length).toBeGreaterThan(1000);
    expect(total(report)).toBe(report?.rowsRead);
  });
});

describe("a customer file", () => {
  test("gives who they are and what they allowed", async () => {
    const text =
      "id,email,phone,country,name,email_consent,sms_consent,updated_at\nc1,Jo@Shop.COM,07700 900123,GB,Jo Day,yes,no,2026-01-01\n";

    const { report, events } = await customers(text);

    expect(report).toMatchObject({ rowsRead: 1, accepted: 1, customers: 1, valuesLeftOut: 0 });
    expect(events).toMatchObject([
      {
        ...{ kind: "identified", customerId: "c1", occurredAt: Date.parse("2026-01-01T00:00:00Z") },
        traits: { email: "Jo@shop.com", phone: "+447700900123", country: "GB", firstName: "Jo", lastName: "Day" },
      },
      { kind: "consent-given", channel: "email", topic: "all", source: "import" },
      { kind: "consent-withdrawn", channel: "sms", topic: "all" },
    ]);
  });

  test("keeps rows with a bad value and counts the value; rows that say nothing are rejected", async () => {
    const text = "id,email,tz\nc1,nobody,Europe/London\nc2,,\n,a@b.cc,\nc3,a@b.cc,Mars\n";

    const { report, events } = await customers(text);

    expect(report).toMatchObject({ rowsRead: 4, accepted: 2, valuesLeftOut: 2 });
    expect(report?.rejected).toMatchObject({ "nothing-known": { lines: [3] }, "no-customer": { lines: [4] } });
    expect(events.map(({ customerId }) => customerId)).toEqual(["c1", "c3"]);
  });
});
