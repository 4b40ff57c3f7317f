import { afterAll, beforeAll, expect, it } from "vitest";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { failingDynamo } from "../support/failing-dynamo.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const phone = "+447700900123";
const campaign = dormantCampaign({ steps: [sendStep({ channels: ["sms"] })] });

let shop: TestShop;

beforeAll(async () => {
  shop = await startShop(start);
  await shop.open({ campaigns: [campaign], settings: { importing: { settleMinutes: 0 } } });
  await shop.tell(customerWith({ customerId: "ada", now: start, daysSinceOrder: 180, phone }));
});
afterAll(() => shop.stop());

/** As when the function is killed after the message was written as failed and before anybody was told of it. */
const dropIsLost = (operation: string, input: object): boolean =>
  operation === "BatchWriteItem" && JSON.stringify(input).includes("message-dropped");

it("a number that the network refuses stays suppressed when the function dies before it tells of the failure", async () => {
  shop.standIns.scriptSms(["opted-out"]);
  const records = await shop.takeReserved();
  const died = await shop.send(records, { dynamo: failingDynamo(shop.tables, dropIsLost) });
  expect(died.batchItemFailures).toHaveLength(1);

  await shop.send(records);
  await shop.drain();

  const profile = await shop.profile("ada");
  expect(profile.suppressions.sms).toMatchObject([{ address: phone, cause: "stop" }]);
  expect(profile.contacts).toEqual([]);
  expect(shop.standIns.calls().sms).toBe(1);
});
