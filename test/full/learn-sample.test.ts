import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UsedCapacity } from "../../lambdas/shared/capacity.ts";
import { customersCounted, sampleCustomers } from "../../lambdas/store/customer-sample.ts";
import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { learnSampleSize } from "../../lambdas/store/limits.ts";
import { readSample } from "../../lambdas/store/sampled-customers.ts";
import { storeCustomers } from "../../lib/bench/due-customers.ts";
import { eventsOf, sampledShop } from "../support/made-up-shop.ts";
import { sampleAgainstAll } from "../support/sample-against-all.ts";
import { startTables, type Tables } from "../support/tables.ts";

const now = Date.parse("2026-03-02T10:00:00Z");
const minutes = 60_000;

describe("what is learned of 2,000 customers out of 100,000", () => {
  it("is within the error that it states, nineteen times in twenty", { timeout: 30 * minutes }, () => {
    const samples = 20;

    const rows = sampleAgainstAll({ customers: 100_000, size: learnSampleSize, samples, seed: 11, now });

    process.stdout.write(`${rows.map((row) => JSON.stringify(row)).join("\n")}\n`);
    const held = rows.reduce((sum, row) => sum + row.held, 0) / (rows.length * samples);
    expect(rows.length).toBeGreaterThan(15);
    expect(held).toBeGreaterThan(0.9);
    for (const { held: own } of rows) expect(own).toBeGreaterThanOrEqual(samples * 0.75);
  });
});

describe("what learning reads", () => {
  let tables: Tables;
  beforeAll(async () => {
    tables = await startTables({ now, engine: "direct" });
  });
  afterAll(() => tables.stop());

  /** Units of reading, by table. Events are stored of those alone whom the sample will hold: nobody reads the others'. */
  const unitsAt = async (customers: number): Promise<Readonly<Record<string, number>>> => {
    await tables.clear();
    const shop = sampledShop({ seed: 5, customers, now });
    const runtime = tables.runtime();
    await storeCustomers(
      runtime,
      shop.map(({ profile }) => profile),
    );
    const q = { counted: await customersCounted(runtime), size: learnSampleSize, salt: "proof" };
    const { profiles } = await sampleCustomers(createCustomerStore(runtime), q);
    const wanted = new Set(profiles.map(({ customerId }) => customerId));
    const chosen = shop.filter(({ profile }) => wanted.has(profile.customerId));
    await createEventStore(runtime).append(chosen.flatMap(eventsOf));
    const units: Record<string, number> = { customersSampled: profiles.length };
    const capacity = ({ table, read }: UsedCapacity) => {
      units[table] = (units[table] ?? 0) + read;
    };
    const { of, customers: sampled } = await readSample(tables.runtime({ capacity }), { salt: "proof" });
    process.stdout.write(`${customers} customers: ${JSON.stringify({ of, sampled: sampled.length, ...units })}\n`);
    return units;
  };

  it("is the same for 100,000 customers as for 10,000", { timeout: 60 * minutes }, async () => {
    const few = await unitsAt(10_000);
    const many = await unitsAt(100_000);

    for (const [table, units] of Object.entries(few)) {
      expect((many[table] ?? 0) / units).toBeGreaterThan(0.9);
      expect((many[table] ?? 0) / units).toBeLessThan(1.1);
    }
  });
});
