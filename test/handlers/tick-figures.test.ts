import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SettingsInput } from "../../lambdas/domain/settings.ts";
import { createHandler as createSend } from "../../lambdas/handlers/send.ts";
import { createHandler as createTick } from "../../lambdas/handlers/tick.ts";
import type { MetricName, Metrics } from "../../lambdas/shared/metrics.ts";
import { dayMs, dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const settings: SettingsInput = {
  importing: { settleMinutes: 0 },
  pace: { breaker: { emailsMin: 50 } },
  senders: { emailPriceUsdPerThousand: 0.16 },
};
const campaign = dormantCampaign({ steps: [sendStep({ channels: ["email"] })] });

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());
beforeEach(async () => {
  await shop.drain();
  await shop.tables.clear();
  shop.tables.clock.set(start);
});

/** Metrics by their name, and the errors that were logged. */
const watching = () => {
  const told: Partial<Record<MetricName, number[]>> = {};
  const errors: string[] = [];
  const metrics: Metrics = {
    add: (name, value) => {
      told[name] = [...(told[name] ?? []), value];
    },
    flush: () => {},
  };
  const quiet = { debug: () => {}, info: () => {}, warn: () => {} };
  const logger = { ...quiet, error: (message: string) => void errors.push(message) };
  return { told, errors, runtime: shop.runtime({ metrics, logger }) };
};

/** Emails to so many people, of which the first bounce for good. */
const sendEmails = async (count: number, bounced = 0): Promise<void> => {
  await shop.open({ campaigns: [campaign], settings });
  const names = Array.from({ length: count }, (_, index) => `figures-${index}`);
  await shop.tell(names.flatMap((customerId) => customerWith({ customerId, now: start, daysSinceOrder: 179 })));
  await shop.drain();
  shop.tables.clock.advance(dayMs);
  const before = shop.standIns.inbox().length;
  await shop.tick();
  await shop.drain();
  const sent = shop.standIns.inbox().slice(before);
  for (const { providerId } of sent.slice(0, bounced)) await shop.standIns.feedback(providerId, "Bounce");
  await shop.hear();
  await shop.drain();
};

describe("the figures that a tick tells of the day", () => {
  it("are the shares of bounces and complaints, what messages cost, and a funnel that adds up", async () => {
    await sendEmails(60, 2);
    const { told, errors, runtime } = watching();

    await createTick(runtime)();

    expect(told.BouncePercent?.[0]).toBeCloseTo((100 * 2) / 60, 6);
    expect(told.ComplaintPercent).toEqual([0]);
    expect(told.FeesTodayUsd?.[0]).toBeCloseTo((60 * 0.16) / 1000, 6);
    expect(told.FunnelImbalance).toEqual([0]);
    expect(errors).toEqual([]);
  });

  it("name a funnel that somebody changed by hand, by how much and where", async () => {
    await sendEmails(3);
    const { told, errors, runtime } = watching();
    const day = (await shop.reports.days("dormant", { from: "2026-01-01", to: "2026-12-31" })).at(-1)?.day ?? "";
    await changeCounter(day, "skipped:capped", 2);

    await createTick(runtime)();

    expect(told.FunnelImbalance).toEqual([2]);
    expect(errors).toEqual(["The funnel of a campaign does not add up"]);
  });

  it("say nothing of shares while there are too few emails", async () => {
    await sendEmails(5, 2);
    const { told, runtime } = watching();

    await createTick(runtime)();

    expect(told.BouncePercent).toBeUndefined();
    expect(told.FunnelImbalance).toEqual([0]);
  });
});

/** A counter of its own shard, as if a person had put it there. */
const changeCounter = (day: string, name: string, by: number) =>
  shop.runtime().dynamo.send(
    new UpdateCommand({
      TableName: String(shop.runtime().environment.REPORTS_TABLE),
      Key: { campaignId: "dormant", day: `${day}#by-hand` },
      UpdateExpression: "ADD #name :by",
      ExpressionAttributeNames: { "#name": name },
      ExpressionAttributeValues: { ":by": by },
    }),
  );

describe("the sender", () => {
  it("counts what a provider throttles, and nothing that it takes", async () => {
    await shop.open({ campaigns: [campaign], settings });
    await shop.tell(["a", "b"].flatMap((customerId) => customerWith({ customerId, now: start, daysSinceOrder: 180 })));
    const records = await shop.takeReserved();
    const { told, runtime } = watching();
    shop.standIns.scriptEmail(["throttle-rate", "accept"]);

    await createSend(runtime)({ Records: [...records] });

    expect(told).toMatchObject({ ProviderThrottles: [1], MessagesReleased: [1], MessagesAccepted: [1] });
  });
});
