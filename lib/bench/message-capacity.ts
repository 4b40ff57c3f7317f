import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { Profile } from "../../lambdas/domain/profile.ts";
import { required } from "../../lambdas/shared/environment.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import type { InboxEntry } from "../local/stand-ins/inbox.ts";
import type { CapacityReport, Units } from "../replay/capacity-ledger.ts";
import { type CapacityShop, type LiveCampaigns, noon, startCapacityShop } from "./capacity-shop.ts";
import { type DueCustomer, dueCustomer, storeCustomers } from "./due-customers.ts";
import { itemSize } from "./item-size.ts";
import { meanBytesIn } from "./stored-bytes.ts";
import { customerDueFor } from "./ten-customers.ts";

export interface MessageCapacity {
  readonly campaigns: LiveCampaigns;
  readonly accepted: number;
  /** The same by campaign. */
  readonly acceptedBy: Readonly<Record<string, number>>;
  /** Bytes of the largest customer's item as the decision wrote it, with its outbox. */
  readonly itemBytes: number;
  /** Of one message in its table, when the provider has told of its delivery. */
  readonly messageBytes: number;
  /** Deciding, sending and counting, per accepted message. */
  readonly writeUnits: number;
  readonly readUnits: number;
  /** The same by function, and what the provider's events cost besides (`feedback`, `refresh-profile`). */
  readonly functions: Readonly<Record<string, Units>>;
}

export interface MessageQuestion {
  readonly campaigns: LiveCampaigns;
  readonly messages: number;
  readonly contacts: number;
  /** Of the shop's own hold-out; absent: there is none. */
  readonly heldOutPercent?: number;
}

/** Messages due at one tick, each to a customer with so many remembered messages; as many for each live campaign. */
export const measureMessages = async (q: MessageQuestion): Promise<MessageCapacity> => {
  const shop = await startCapacityShop(q.campaigns, q.heldOutPercent);
  try {
    return await measureIn(shop, q);
  } finally {
    await shop.stop();
  }
};

const measureIn = async (shop: CapacityShop, q: MessageQuestion): Promise<MessageCapacity> => {
  const { local, campaignIds, silentDays, report } = shop;
  const ids = Array.from({ length: q.messages }, (_, index) => `customer-8f14e45f-ceea-${1_000 + index}`);
  const customers = ids.map((customerId, index) =>
    customerOf(q.campaigns, campaignIds[index % campaignIds.length] ?? "", {
      ...{ customerId, dueAt: noon, silentDays, contacts: q.contacts },
    }),
  );
  await storeCustomers(local.runtime, customers);
  await local.tick();
  const itemBytes = await largestItem(local.runtime);
  await local.drain();
  const accepted = local.standIns.inbox().length;
  const used = report(accepted);
  const messageBytes = await meanBytesIn(local.runtime, "MESSAGES_TABLE");
  return {
    campaigns: q.campaigns,
    accepted,
    acceptedBy: byCampaign(local.standIns.inbox()),
    ...{ itemBytes, messageBytes },
    writeUnits: used.writeUnitsPerAcceptedMessage,
    readUnits: used.readUnitsPerAcceptedMessage,
    functions: perMessage(used.functions, accepted),
  };
};

/** Ten campaigns leave more on a profile than one does. */
const customerOf = (campaigns: LiveCampaigns, campaignId: string, q: DueCustomer): Profile =>
  campaigns === 1 ? dueCustomer(q) : customerDueFor(campaignId, q);

const largestItem = async (runtime: Runtime): Promise<number> => {
  const table = required(runtime.environment, "CUSTOMERS_TABLE");
  const { Items: items = [] } = await runtime.dynamo.send(new ScanCommand({ TableName: table, ConsistentRead: true }));
  return Math.max(...items.map(itemSize));
};

const byCampaign = (inbox: readonly InboxEntry[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const entry of inbox) {
    const campaign = (entry.channel === "email" ? entry.tags.campaign : undefined) ?? "unknown";
    counts[campaign] = (counts[campaign] ?? 0) + 1;
  }
  return counts;
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
