import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { required } from "../../lambdas/shared/environment.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import type { CapacityReport, Units } from "../replay/capacity-ledger.ts";
import { type CapacityShop, noon, startCapacityShop } from "./capacity-shop.ts";
import { dueCustomer, storeCustomers } from "./due-customers.ts";
import { itemSize } from "./item-size.ts";

export interface MessageCapacity {
  readonly accepted: number;
  /** Bytes of the largest customer's item as the decision wrote it, with its outbox. */
  readonly itemBytes: number;
  /** Deciding, sending and counting, per accepted message. */
  readonly writeUnits: number;
  readonly readUnits: number;
  /** The same by function, and what the provider's events cost besides (`feedback`, `refresh-profile`). */
  readonly functions: Readonly<Record<string, Units>>;
}

/** Messages due at one tick, each to a customer with so many remembered messages. */
export const measureMessages = async (q: {
  readonly messages: number;
  readonly contacts: number;
}): Promise<MessageCapacity> => {
  const shop = await startCapacityShop();
  try {
    return await measureIn(shop, q);
  } finally {
    await shop.stop();
  }
};

const measureIn = async (shop: CapacityShop, q: { readonly messages: number; readonly contacts: number }) => {
  const { local, silentDays, report } = shop;
  const ids = Array.from({ length: q.messages }, (_, index) => `customer-8f14e45f-ceea-${1_000 + index}`);
  const customers = ids.map((customerId) => dueCustomer({ customerId, dueAt: noon, silentDays, contacts: q.contacts }));
  await storeCustomers(local.runtime, customers);
  await local.tick();
  const itemBytes = await largestItem(local.runtime);
  await local.drain();
  const accepted = local.standIns.inbox().length;
  const used = report(accepted);
  return {
    accepted,
    itemBytes,
    writeUnits: used.writeUnitsPerAcceptedMessage,
    readUnits: used.readUnitsPerAcceptedMessage,
    functions: perMessage(used.functions, accepted),
  };
};

const largestItem = async (runtime: Runtime): Promise<number> => {
  const table = required(runtime.environment, "CUSTOMERS_TABLE");
  const { Items: items = [] } = await runtime.dynamo.send(new ScanCommand({ TableName: table, ConsistentRead: true }));
  return Math.max(...items.map(itemSize));
};

const perMessage = (functions: CapacityReport["functions"], accepted: number): Readonly<Record<string, Units>> => {
  const rounded = (units: number) => Math.round((units / accepted) * 1000) / 1000;
  return Object.fromEntries(
    Object.entries(functions).map(([name, tables]) => {
      const all = Object.values(tables);
      const readUnits = rounded(all.reduce((sum, units) => sum + units.readUnits, 0));
      return [name, { readUnits, writeUnits: rounded(all.reduce((sum, units) => sum + units.writeUnits, 0)) }];
    }),
  );
};
