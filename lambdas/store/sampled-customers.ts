import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { CustomerEvent } from "../domain/event.ts";
import type { Profile } from "../domain/profile.ts";
import type { Sample, SampledCustomer, SampledOrder } from "../domain/value/sampled-customer.ts";
import { ordersIn } from "../domain/value/sampled-orders.ts";
import { inParallel } from "../shared/batch.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { customersCounted, sampleCustomers } from "./customer-sample.ts";
import type { Cursor } from "./customer-store.ts";
import { createCustomerStore } from "./customer-store.ts";
import { eventOfItem } from "./event-item.ts";
import { learnEventsMax, learnReadsAtOnce, learnSampleSize } from "./limits.ts";

export interface SampleOrder {
  /** Customers wanted. Default: as many as the shop learns from. */
  readonly size?: number;
  /** The same salt draws the same customers. */
  readonly salt: string;
}

/**
 * A random sample of all customers with what they ordered: one query for each who ever did, so the reads are bounded by the
 * sample and not by the shop.
 */
export const readSample = async (runtime: Runtime, { size = learnSampleSize, salt }: SampleOrder): Promise<Sample> => {
  const counted = await customersCounted(runtime);
  const { profiles, of, whole } = await sampleCustomers(createCustomerStore(runtime), { counted, size, salt });
  const customers: SampledCustomer[] = [];
  await inParallel([...profiles.entries()], learnReadsAtOnce, async ([place, profile]) => {
    customers[place] = { profile, orders: await ordersOf(runtime, profile) };
  });
  return { customers, of, whole };
};

const ordersOf = async (runtime: Runtime, { customerId, orders }: Profile): Promise<readonly SampledOrder[]> => {
  if (orders.count === 0) return [];
  const events: CustomerEvent[] = [];
  let looked = 0;
  let cursor: Cursor | undefined;
  do {
    const answer = await runtime.dynamo.send(
      new QueryCommand({
        TableName: required(runtime.environment, "EVENTS_TABLE"),
        KeyConditionExpression: "customerId = :customerId",
        FilterExpression: "kind IN (:placed, :cancelled)",
        ExpressionAttributeValues: {
          ":customerId": customerId,
          ":placed": "order-placed",
          ":cancelled": "order-cancelled",
        },
        ScanIndexForward: false,
        Limit: learnEventsMax - looked,
        ExclusiveStartKey: cursor,
      }),
    );
    events.push(...(answer.Items ?? []).map(eventOfItem));
    looked += answer.ScannedCount ?? 0;
    cursor = answer.LastEvaluatedKey;
  } while (cursor !== undefined && looked < learnEventsMax);
  return ordersIn(events);
};
