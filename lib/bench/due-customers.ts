import { BatchWriteCommand, type BatchWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { dueShardOf } from "../../lambdas/domain/due-shard.ts";
import { dayMs } from "../../lambdas/domain/limits.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";
import { required, requiredInteger } from "../../lambdas/shared/environment.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { customerItemOf } from "../../lambdas/store/customer-item.ts";
import { batchWriteMax } from "../../lambdas/store/limits.ts";
import { sendInChunks } from "../../lambdas/store/unprocessed.ts";

export interface DueCustomer {
  readonly customerId: string;
  /** Epoch milliseconds; the last order was `silentDays` before it. */
  readonly dueAt: number;
  readonly silentDays: number;
  /** Messages remembered, each about 60 bytes: the most convenient way to a profile of a given size. */
  readonly contacts: number;
}

/** A customer with a long history: what the profile keeps of one is at its bounds, and its ids are as long as real ones. */
export const dueCustomer = ({ customerId, dueAt, silentDays, contacts }: DueCustomer): Profile => {
  const lastAt = dueAt - silentDays * dayMs;
  const orderId = (back: number): string => `gb-2026-00${2_000 - back}`;
  const since = lastAt - 900 * dayMs - 46_632_877;
  const consent = { granted: true, at: since, source: "checkout" };
  return {
    ...emptyProfile(customerId),
    version: 1,
    watermark: "495832759812347509812",
    traits: {
      email: `${customerId}@mail.example.com`,
      firstName: "Margaret",
      lastName: "Hamilton-Jones",
      timeZone: "Europe/London",
      language: "en",
      country: "GB",
    },
    traitsAt: since,
    consents: { email: { all: consent, promotion: consent } },
    orders: {
      count: 48,
      revenue: 2_391.37,
      firstAt: since,
      lastAt,
      lastOrderId: orderId(0),
      recent: [0, 1, 2, 3, 4].map((back) => ({ orderId: orderId(back), at: lastAt - back * 17 * dayMs })),
    },
    products: [0, 1, 2, 3, 4].map((index) => ({ productId: `sku-9${index}81A`, lastAt, count: 3 })),
    engagement: { email: { delivered: 61, clicked: 12, lastClickAt: lastAt } },
    contacts: Array.from({ length: contacts }, (_, index) => ({
      messageKey: `abcdefghijklmnopqrstuvwx${10 + index}`,
      channel: "email",
      category: "promotion",
      // Inside the 31 days that the profile remembers, and outside every cap's window but the month's.
      at: dueAt - (10 + index) * dayMs,
    })),
    entries: { "post-delivery-care": { occurrence: orderId(0), at: lastAt, count: 7 } },
    dueAt,
  };
};

type WriteRequest = NonNullable<BatchWriteCommandInput["RequestItems"]>[string][number];

/** Puts customers into the table as the store would, many at once. */
export const storeCustomers = async (runtime: Runtime, profiles: readonly Profile[]): Promise<void> => {
  const table = required(runtime.environment, "CUSTOMERS_TABLE");
  const shards = requiredInteger(runtime.environment, "DUE_SHARDS");
  await sendInChunks<WriteRequest>({
    requests: profiles.map((profile) => ({
      PutRequest: { Item: { ...customerItemOf(profile), dueShard: dueShardOf(profile.customerId, shards) } },
    })),
    chunkMax: batchWriteMax,
    send: async (requests) => {
      const call = new BatchWriteCommand({ RequestItems: { [table]: [...requests] } });
      const answer = await runtime.dynamo.send(call);
      return answer.UnprocessedItems?.[table] ?? [];
    },
  });
};
