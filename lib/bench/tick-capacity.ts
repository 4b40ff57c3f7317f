import { dayMs } from "../../lambdas/domain/limits.ts";
import { type CapacityShop, type LiveCampaigns, noon, startCapacityShop } from "./capacity-shop.ts";
import { dueCustomer, storeCustomers } from "./due-customers.ts";

export interface TickCapacity {
  /** Customers who are due far in the future. */
  readonly sleeping: number;
  readonly due: number;
  /** Of one tick. */
  readonly readUnits: number;
}

export interface TickQuestion {
  readonly campaigns: LiveCampaigns;
  readonly due: number;
  /** Ascending; one tick is measured at each. */
  readonly sleeping: readonly number[];
  /** Told how many customers sleep in the table so far. */
  readonly onProgress?: (stored: number) => void;
}

const storedAtOnce = 1_000;

/** What one tick reads for the same number of due customers, while ever more others sleep. */
export const measureTicks = async (q: TickQuestion): Promise<readonly TickCapacity[]> => {
  const shop = await startCapacityShop(q.campaigns);
  try {
    await measureTick(shop, 1, 0); // Reads the rules and the pace, which are then kept: every measured tick finds them.
    const figures: TickCapacity[] = [];
    let stored = 0;
    for (const sleeping of q.sleeping) {
      for (; stored < sleeping; q.onProgress?.(stored)) stored = await addSleepers(shop, stored, sleeping);
      figures.push({ sleeping, due: q.due, readUnits: await measureTick(shop, q.due, sleeping) });
    }
    return figures;
  } finally {
    await shop.stop();
  }
};

const addSleepers = async ({ local, silentDays }: CapacityShop, from: number, to: number): Promise<number> => {
  const until = Math.min(to, from + storedAtOnce);
  const sleeper = (index: number) =>
    dueCustomer({
      customerId: `asleep-8f14e45f-${100_000 + index}`,
      dueAt: noon + 100 * dayMs + index * 1_000,
      silentDays,
      contacts: 0,
    });
  const sleepers = Array.from({ length: until - from }, (_, index) => sleeper(from + index));
  await storeCustomers(local.runtime, sleepers);
  return until;
};

const measureTick = async (shop: CapacityShop, due: number, round: number): Promise<number> => {
  const { local, silentDays } = shop;
  // The same ids in all rounds would be in the same shards, but they were looked at: new ones, that differ in the round only.
  const customers = Array.from({ length: due }, (_, index) =>
    dueCustomer({ customerId: `due-${round}-${index}`, dueAt: noon, silentDays, contacts: 0 }),
  );
  await storeCustomers(local.runtime, customers);
  const before = tickReads(shop);
  await local.tick();
  return tickReads(shop) - before;
};

const tickReads = ({ report }: CapacityShop): number =>
  Object.values(report(0).functions.tick ?? {}).reduce((sum, { readUnits }) => sum + readUnits, 0);
