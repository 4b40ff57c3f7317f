import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SettingsInput } from "../../../lambdas/domain/settings.ts";
import { runRestored } from "../../../lib/repair/restored-command.ts";
import { dayMs, dormantCampaign, sendStep } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const settings: SettingsInput = {
  importing: { settleMinutes: 0 },
  caps: [{ id: "one-a-week", scope: "all", window: { rollingHours: 168 }, max: 1 }],
};
const first = dormantCampaign({ steps: [sendStep({ channels: ["email"] })] });
/** Of two it would win the one place. */
const second = dormantCampaign({
  id: "second",
  policy: { ...first.policy, priority: 1 },
  steps: [sendStep({ channels: ["email"] })],
});

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

const key = () => ({ TableName: String(shop.runtime().environment.CUSTOMERS_TABLE), Key: { customerId: "ann" } });
const stored = async () => (await shop.runtime().dynamo.send(new GetCommand({ ...key(), ConsistentRead: true }))).Item;
const emails = () => shop.standIns.inbox().length;
const restored = async (more: { newEventStream?: boolean; dryRun?: boolean } = {}) => {
  const lines: string[] = [];
  const place = { runtime: shop.runtime(), close: async () => {} };
  const code = await runRestored(place, {
    newEventStream: false,
    dryRun: false,
    out: (line) => lines.push(line),
    ...more,
  });
  return { code, lines };
};

/** A backup was taken before Ann's message; the message left, then the table was lost and the backup came back. */
const loseProfiles = async (): Promise<number> => {
  await shop.open({ campaigns: [first], settings });
  await shop.tell(customerWith({ customerId: "ann", now: start, daysSinceOrder: 179 }));
  await shop.drain();
  const backup = await stored();
  shop.tables.clock.advance(dayMs);
  const before = emails();
  await shop.tick();
  await shop.drain();
  expect(emails() - before).toBe(1);
  await shop.open({ campaigns: [first, second], settings, paused: true });
  await shop.runtime().dynamo.send(new PutCommand({ TableName: key().TableName, Item: backup }));
  await shop.drain();
  return emails();
};

const goOn = async (): Promise<void> => {
  await shop.open({ campaigns: [first, second], settings });
  shop.tables.clock.advance(60_000);
  await shop.tick();
  await shop.drain();
};

describe("profiles from a backup", () => {
  it("know again what left after it was taken: nobody is written to twice, and caps count it", async () => {
    const before = await loseProfiles();

    const { code, lines } = await restored();
    await goOn();

    expect([code, lines]).toEqual([0, ["1 customers, 1 changed, 0 left over."]]);
    expect(emails()).toBe(before);
    expect((await shop.profile("ann")).contacts).toHaveLength(1);
  });

  it("would break a cap without it, though the same message never leaves twice", async () => {
    const before = await loseProfiles();

    await goOn();
    const messages = await shop.messagesOf("ann");

    // A second message within the week.
    expect(messages.map(({ campaignId }) => campaignId).sort()).toEqual(["dormant", "second"]);
    expect(emails()).toBe(before + 1);
  });

  it("are only counted by a dry run, and done with after one run", async () => {
    await loseProfiles();

    const [dry, real, again] = [await restored({ dryRun: true }), await restored(), await restored()];

    expect([dry, real, again].map(({ lines }) => lines[0])).toEqual([
      "1 customers, 1 to be changed, 0 left over.",
      "1 customers, 1 changed, 0 left over.",
      "1 customers, 0 changed, 0 left over.",
    ]);
  });

  it("fold what a new stream of events brings, whose numbers start anew", async () => {
    await loseProfiles();
    const far = { ...(await stored()), watermark: "999999999999" };
    await shop.runtime().dynamo.send(new PutCommand({ TableName: key().TableName, Item: far }));

    await restored({ newEventStream: true });
    const [order] = customerWith({ customerId: "ann", now: start, daysSinceOrder: 2 }).filter(
      ({ kind }) => kind === "order-placed",
    );
    if (order?.kind !== "order-placed") throw new Error("There is no order");
    await shop.tell([{ ...order, eventId: "later", orderId: "later" }]);

    expect((await shop.profile("ann")).orders.count).toBe(2);
  });

  it("are left alone while anything may be sent", async () => {
    await loseProfiles();
    await shop.open({ campaigns: [first], settings });

    await expect(restored()).rejects.toThrow("is not paused");
  });
});
