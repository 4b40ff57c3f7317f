import type { DynamoDBRecord } from "aws-lambda";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { defaultSettings } from "../../lambdas/domain/parse-settings.ts";
import { createHandler as createRefresh } from "../../lambdas/handlers/refresh-profile.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { eventItemOf } from "../../lambdas/store/event-item.ts";
import { anOrder, streamRecord } from "../support/factories.ts";
import { fuzzed } from "../support/fuzz.ts";
import { mutated } from "../support/hostile.ts";
import { startTables, type Tables } from "../support/tables.ts";

// Streams carry what our own stores wrote, so a record that cannot be read is a fault of ours: it must be loud, never counted as
// done while it was not, and once Lambda has set it apart (it halves a failing batch) the others must be folded.

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
  const campaigns = createCampaignStore(tables.runtime());
  await campaigns.publish(() => ({ paused: false, settings: defaultSettings, campaigns: [] }));
});
afterAll(() => tables.stop());

const recordOf = (event: CustomerEvent, sequence: string): DynamoDBRecord =>
  streamRecord({ sequence, newImage: eventItemOf(event, 730) });

const refresh = async (records: readonly DynamoDBRecord[]): Promise<"thrown" | readonly string[]> => {
  try {
    const { batchItemFailures } = await createRefresh(tables.runtime())({ Records: [...records] });
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  } catch {
    return "thrown";
  }
};

let runs = 0;

test("a record of the events stream that cannot be read is loud, and alone with it nothing else fails", async () => {
  const sample = recordOf(anOrder({ customerId: "odd", occurredAt: tables.clock.now() }), "1");
  await fc.assert(
    fc.asyncProperty(mutated(sample.dynamodb?.NewImage), async (image) => {
      runs += 1;
      const customerId = `good-${runs}`;
      const odd: DynamoDBRecord = JSON.parse(
        JSON.stringify({ ...sample, dynamodb: { ...sample.dynamodb, NewImage: image } }),
      );
      const good = recordOf(anOrder({ customerId, occurredAt: tables.clock.now() }), String(runs + 1));

      const together = await refresh([odd, good]);
      const alone = await refresh([good]);

      if (together !== "thrown") for (const failed of together) expect(failed).toBe("1");
      expect(alone).toEqual([]);
      const profile = await createCustomerStore(tables.runtime()).loadOne(customerId, { consistent: true });
      expect(profile?.orders.count).toBe(1);
    }),
    fuzzed(60),
  );
});
