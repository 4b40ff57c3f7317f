// The real order logs beside the repository, when they are there. The counts are made anew from plain lines, without a parser:
// neither file has a quoted cell.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { CustomerEvent } from "../../../lambdas/domain/event.ts";
import { defaultSettings } from "../../../lambdas/domain/parse-settings.ts";
import { importOrders } from "../../../lib/import/import-file.ts";

const pathOf = (file: string): string => fileURLToPath(new URL(`../../../../shared/data/${file}`, import.meta.url));
const files = ["cdnow/orders.csv", "online-retail/online_retail_lines_2009_2010.csv.gz"].map(pathOf).filter(existsSync);

const countPlainly = (path: string) => {
  const bytes = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("latin1");
  const rows = text
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
  const known = rows.filter(([customer]) => customer !== "");
  const isCredit = ([, order]: readonly string[]) => order?.startsWith("C") === true;
  return {
    rowsRead: rows.length,
    accepted: known.length,
    customers: new Set(known.map(([customer]) => customer)).size,
    orders: new Set(known.filter((row) => !isCredit(row)).map(([, order]) => order)).size,
    cancellations: new Set(known.filter(isCredit).map(([, order]) => order)).size,
  };
};

describe.runIf(files.length > 0)("a real order log", () => {
  test.each(files)(
    "%s has the rows, customers and orders that a plain count finds",
    { timeout: 120_000 },
    async (path) => {
      const events: CustomerEvent[] = [];
      const sink = async (batch: readonly CustomerEvent[]) => {
        events.push(...batch);
      };

      const result = await importOrders({ path, settings: defaultSettings, now: Date.parse("2026-01-01"), sink });

      const counted = countPlainly(path);
      expect(result).toMatchObject({ ok: true, report: counted });
      expect(events).toHaveLength(counted.orders + counted.cancellations);
      expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length);
      expect(result.ok && Object.keys(result.report.rejected)).toEqual(
        counted.rowsRead === counted.accepted ? [] : ["no-customer"],
      );
    },
  );
});
