import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { customersThere, isWhole, samplePlan } from "../../lambdas/domain/sample-plan.ts";
import { inParallel } from "../../lambdas/shared/batch.ts";
import { sampleCustomers } from "../../lambdas/store/customer-sample.ts";
import { type CustomerStore, createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { aProfile } from "../support/factories.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
let store: CustomerStore;
/** Customers come in the order of their ids, and the later ones buy more: who reads the first ones is wrong. */
const there = 1_200;
const ordersOf = (index: number) => (index < there / 2 ? 1 : 9);

beforeAll(async () => {
  tables = await startTables();
  store = createCustomerStore(tables.runtime());
  await inParallel([...Array(there).keys()], 20, async (index) => {
    const customerId = `customer-${String(index).padStart(6, "0")}`;
    const orders = { count: ordersOf(index), revenue: 0, recent: [] };
    await store.save(aProfile({ customerId, orders }));
  });
});
afterAll(() => tables.stop());

const counting = (customers: Pick<CustomerStore, "scan">) => {
  const seen = { calls: 0, profiles: 0 };
  const scan: CustomerStore["scan"] = async (q) => {
    const page = await customers.scan(q);
    seen.calls += 1;
    seen.profiles += page.profiles.length;
    return page;
  };
  return { scan, seen };
};

const shareOfBuyers = (profiles: readonly { readonly orders: { readonly count: number } }[]): number =>
  profiles.filter(({ orders }) => orders.count > 1).length / profiles.length;

describe("a sample of customers", () => {
  test("is everybody, once, when the shop is small", async () => {
    const sample = await sampleCustomers(store, { counted: there, size: 1_200, salt: "a" });

    expect([sample.whole, sample.of]).toEqual([true, there]);
    expect(new Set(sample.profiles.map(({ customerId }) => customerId)).size).toBe(there);
  });

  test("reads about as many as asked for, and never the whole table", async () => {
    const { scan, seen } = counting(store);

    const sample = await sampleCustomers({ scan }, { counted: there, size: 200, salt: "a" });

    expect(sample.whole).toBe(false);
    expect(sample.profiles.length).toBeGreaterThan(120);
    expect(sample.profiles.length).toBeLessThan(300);
    expect(seen.profiles).toBe(sample.profiles.length);
    expect(new Set(sample.profiles.map(({ customerId }) => customerId)).size).toBe(sample.profiles.length);
  });

  test("shows everybody with the same chance: over many salts the share comes out right, and each customer turns up", async () => {
    const salts = Array.from({ length: 60 }, (_, index) => `salt-${index}`);
    const samples: Awaited<ReturnType<typeof sampleCustomers>>[] = [];
    for (const salt of salts) samples.push(await sampleCustomers(store, { counted: there, size: 200, salt }));

    const shares = samples.map(({ profiles }) => shareOfBuyers(profiles));
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(mean).toBeGreaterThan(0.47);
    expect(mean).toBeLessThan(0.53);
    // A sixth of the parts each time: who was not drawn in sixty draws of one in six had no chance.
    const drawn = new Set(samples.flatMap(({ profiles }) => profiles.map(({ customerId }) => customerId)));
    expect(drawn.size).toBeGreaterThan(there * 0.99);
  });

  test("is the same for the same salt, and another for another", async () => {
    const draw = async (salt: string) => {
      const { profiles } = await sampleCustomers(store, { counted: there, size: 100, salt });
      return profiles.map(({ customerId }) => customerId);
    };

    expect(await draw("monday")).toEqual(await draw("monday"));
    expect(await draw("monday")).not.toEqual(await draw("tuesday"));
  });

  test.each([
    ["nobody was counted yet", 0],
    ["many came since", 40],
    ["many were erased since", 500_000],
  ])("mends a count that is out of date: %s", async (_, counted) => {
    const { scan, seen } = counting(store);

    const sample = await sampleCustomers({ scan }, { counted, size: 100, salt: "a" });

    expect(sample.whole).toBe(false);
    expect(sample.of).toBeGreaterThan(there * 0.6);
    expect(sample.of).toBeLessThan(there * 1.5);
    expect(sample.profiles.length).toBeGreaterThan(30);
    expect(seen.profiles).toBeLessThan(there);
    const share = shareOfBuyers(sample.profiles);
    expect(Math.abs(share - 0.5)).toBeLessThan(0.25);
  });

  test("of an empty shop is empty, and whole", async () => {
    const scan: CustomerStore["scan"] = async () => ({ profiles: [] });

    expect(await sampleCustomers({ scan }, { counted: 0, size: 100, salt: "a" })).toEqual({
      profiles: [],
      of: 0,
      whole: true,
    });
  });
});

describe("the parts of a sample", () => {
  test("are each drawn once, and cost no more calls for a larger shop", () => {
    for (const counted of [0, 1, 24, 1_000, 18_000, 10_000_000, 90_000_000]) {
      const plan = samplePlan({ counted, size: 1_000, salt: "a" });
      expect(new Set(plan.chosen).size).toBe(plan.chosen.length);
      expect(plan.chosen.every((part) => part >= 0 && part < plan.parts)).toBe(true);
      expect(plan.chosen.length).toBeLessThanOrEqual(40);
      expect(isWhole(plan)).toBe(counted <= 1_000);
    }
  });

  test("tell how many customers there are: the count while it fits, the sample where it does not", () => {
    const plan = samplePlan({ counted: 18_000, size: 1_000, salt: "a" });

    expect(customersThere({ plan, counted: 18_000, found: 990 })).toBe(18_000);
    expect(customersThere({ plan, counted: 18_000, found: 2_000 })).toBe(36_000);
  });
});
