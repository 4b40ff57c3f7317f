import type { DynamoDBRecord } from "aws-lambda";
import type { Reservation } from "../../lambdas/domain/message.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { outboxOf } from "../../lambdas/store/customer-store.ts";
import { type ReconcileProgress, reconcileProgress, startReconcile } from "../../lib/repair/reconcile-jobs.ts";
import { dormantCampaign } from "./campaigns.ts";
import { customerWith } from "./customer-with.ts";
import type { TestShop } from "./shop.ts";

export const hourMs = 3_600_000;
const settings = { importing: { settleMinutes: 0 } };
const caps = [{ id: "one-a-day", scope: "all" as const, window: { rollingDays: 1 }, max: 1 }];

/** A shop in which records of the customers stream get lost, and turn up again when the test says so. */
export const lossyShop = (shop: TestShop) => ({
  /** A customer who is reserved a message; the record of the decision is returned and goes no further. */
  lose: async (customerId: string, campaign = dormantCampaign()): Promise<readonly DynamoDBRecord[]> => {
    await shop.open({ campaigns: [campaign], settings: { ...settings, caps } });
    await shop.drain();
    await shop.tell(customerWith({ customerId, now: shop.tables.clock.now(), daysSinceOrder: 200 }));
    await shop.tick();
    return shop.takeReserved();
  },

  reconcile: async (q: { readonly dryRun?: boolean } = {}): Promise<ReconcileProgress> => {
    const campaigns = createCampaignStore(shop.tables.runtime());
    await startReconcile(campaigns, { now: shop.tables.clock.now(), dryRun: q.dryRun ?? false });
    let records = await shop.take("CAMPAIGNS_TABLE");
    while (records.length > 0) {
      await shop.replan(records);
      records = await shop.take("CAMPAIGNS_TABLE");
    }
    return reconcileProgress(campaigns);
  },

  /** Lets everything run for a while, minute by minute. */
  run: async (minutes: number): Promise<void> => {
    for (let minute = 0; minute < minutes; minute += 1) {
      await shop.drain();
      await shop.tick();
      await shop.drain();
      shop.tables.clock.advance(60_000);
    }
  },

  sentTo: (customerId: string): number =>
    shop.standIns.inbox().filter((one) => one.to.includes(`${customerId}@example.com`)).length,

  /** For example `delivered 2`: the status and the attempt of each message. */
  statuses: async (customerId: string): Promise<readonly string[]> =>
    (await shop.messagesOf(customerId)).map(({ status, attempt }) => `${status} ${attempt}`),
});

/** The one reservation that the records hold. */
export const reservationIn = (records: readonly DynamoDBRecord[]): Reservation => {
  const [reservation] = records.flatMap(
    (record) => outboxOf(record.dynamodb?.NewImage ?? {})?.outbox.reservations ?? [],
  );
  if (reservation === undefined) throw new Error("Nothing was reserved.");
  return reservation;
};
