// What a shop's events cost that are no messages: an order that comes in, and a look at a customer that decides for nothing.
import { createHash } from "node:crypto";
import { dayMs } from "../../lambdas/domain/limits.ts";
import { createWriteKeyStore } from "../../lambdas/store/write-key-store.ts";
import type { Units } from "../replay/capacity-ledger.ts";
import { type CapacityShop, noon, startCapacityShop } from "./capacity-shop.ts";
import { dueCustomer, storeCustomers } from "./due-customers.ts";
import { meanBytesIn } from "./stored-bytes.ts";

export interface EventCapacity {
  readonly events: number;
  /** By function, per order that came in by the API, in batches. */
  readonly perOrder: Readonly<Record<string, Units>>;
  /** By function, per customer who was looked at and needed nothing. */
  readonly perEvaluation: Readonly<Record<string, Units>>;
  /** By function, of one tick with nobody due. */
  readonly perIdleTick: Readonly<Record<string, Units>>;
  /** Of one order in the table of events. */
  readonly eventBytes: number;
}

const writeKey = "bench";
const perBatch = 100;
const idleTicks = 5;
const minuteMs = 60_000;

/** A minute apart, as on AWS: what a function keeps between two calls, it keeps here. */
const tickOften = async ({ local }: CapacityShop): Promise<void> => {
  for (let turn = 0; turn < idleTicks; turn += 1) {
    local.clock.advanceTo(local.clock.now() + minuteMs);
    await local.tick();
    await local.drain();
  }
};

export const measureEvents = async (events: number): Promise<EventCapacity> => {
  const shop = await startCapacityShop(1);
  try {
    const hash = createHash("sha256").update(writeKey).digest("hex");
    await createWriteKeyStore(shop.local.runtime).save({ hash, name: "bench", createdAt: noon });
    await shop.local.tick();
    const perIdleTick = await used(shop, idleTicks, () => tickOften(shop));
    const perOrder = await used(shop, events, () => tellOrders(shop, events));
    const eventBytes = await meanBytesIn(shop.local.runtime, "EVENTS_TABLE");
    const perEvaluation = await used(shop, events, () => look(shop, events));
    return { events, perOrder, perEvaluation, perIdleTick, eventBytes };
  } finally {
    await shop.stop();
  }
};

const customersOf = ({ silentDays }: CapacityShop, count: number, name: string, lastOrderDaysLater: number) =>
  Array.from({ length: count }, (_, index) => {
    const customerId = `${name}-8f14e45f-${100_000 + index}`;
    const lastAt = noon + lastOrderDaysLater * dayMs;
    // A watermark of another stream would make every event look like one that is known.
    const {
      dueAt: _later,
      watermark: _far,
      ...profile
    } = dueCustomer({
      ...{ customerId, dueAt: lastAt, silentDays, contacts: 12 },
    });
    return profile;
  });

const tellOrders = async (shop: CapacityShop, events: number): Promise<void> => {
  const customers = customersOf(shop, events, "buyer", 100);
  await storeCustomers(
    shop.local.runtime,
    customers.map((customer) => ({ ...customer, dueAt: noon + 100 * dayMs })),
  );
  await shop.local.drain();
  for (let from = 0; from < customers.length; from += perBatch) {
    const batch = customers.slice(from, from + perBatch).map(({ customerId }) => orderOf(customerId));
    await post(shop, { batch });
  }
  await shop.local.drain();
};

const orderOf = (userId: string) => ({
  ...{ type: "track", event: "Order Completed", userId, messageId: `bench-${userId}` },
  timestamp: new Date(noon - 60_000).toISOString(),
  properties: {
    ...{ order_id: `bench-${userId}`, total: 42.5, currency: "USD" },
    products: [{ product_id: "sku-901A", name: "Green tea, 100 g", category: "tea", quantity: 2, price: 21.25 }],
  },
});

const post = async ({ local }: CapacityShop, body: object): Promise<void> => {
  const response = await local.dispatch(
    new Request("http://127.0.0.1/v1/batch", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`,
      },
      body: JSON.stringify(body),
    }),
  );
  if (response?.ok !== true) throw new Error(`The batch was refused: ${response?.status} ${await response?.text()}`);
};

/** Planned for a look before an order came: when it is time, there is nothing to do but to plan the next one. */
const look = async (shop: CapacityShop, count: number): Promise<void> => {
  const customers = customersOf(shop, count, "looked-at", 30);
  await storeCustomers(
    shop.local.runtime,
    customers.map((customer) => ({ ...customer, dueAt: noon })),
  );
  await shop.local.tick();
  await shop.local.drain();
};

type Functions = ReturnType<CapacityShop["report"]>["functions"];

const sumsOf = (functions: Functions): ReadonlyMap<string, Units> =>
  new Map(
    Object.entries(functions).map(([name, tables]) => {
      const all = Object.values(tables);
      const sum = (units: keyof Units): number => all.reduce((total, one) => total + one[units], 0);
      return [name, { readUnits: sum("readUnits"), writeUnits: sum("writeUnits") }];
    }),
  );

/** What the functions used meanwhile, per one of so many. */
const used = async (
  { report }: CapacityShop,
  count: number,
  work: () => Promise<void>,
): Promise<Readonly<Record<string, Units>>> => {
  const before = sumsOf(report(0).functions);
  await work();
  const each = (after: number, earlier = 0): number => Math.round(((after - earlier) / count) * 1000) / 1000;
  const after = [...sumsOf(report(0).functions)].map(([name, { readUnits, writeUnits }]) => {
    const known = before.get(name);
    const units: Units = {
      readUnits: each(readUnits, known?.readUnits),
      writeUnits: each(writeUnits, known?.writeUnits),
    };
    return [name, units] as const;
  });
  return Object.fromEntries(after.filter(([, units]) => units.readUnits + units.writeUnits > 0));
};
