import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultSettings } from "../../../lambdas/domain/parse-settings.ts";
import { createCampaignStore } from "../../../lambdas/store/campaign-store.ts";
import { createCustomerStore } from "../../../lambdas/store/customer-store.ts";
import { type LocalRuntime, startRuntime } from "../../../lib/local/runtime.ts";
import { createVirtualClock } from "../../../lib/local/virtual-clock.ts";
import { secretsIn } from "../../../lib/webhooks/secret-place.ts";
import { shop, shopifyOrder, shopSecret, webhookRequest } from "../../support/shopify-payloads.ts";

let directory: string;
let local: LocalRuntime;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "rekindle-webhook-"));
  await secretsIn(directory).save({ [shop]: [shopSecret] });
  const clock = createVirtualClock({ startAt: Date.parse("2026-03-02T10:00:00Z"), running: false });
  local = await startRuntime({ directory, clock });
  const campaigns = createCampaignStore(local.runtime);
  await campaigns.publish(() => ({ paused: false, settings: defaultSettings, campaigns: [] }));
});
afterAll(async () => {
  await local.stop();
  rmSync(directory, { recursive: true, force: true });
});

const deliver = (headers: Record<string, string> = {}) => {
  const request = webhookRequest("orders/create", JSON.stringify(shopifyOrder()), headers);
  return local.dispatch(new Request("http://127.0.0.1:4000/webhooks/shopify", request));
};

test("the local runtime takes webhooks by the secret that npm run webhook-secret stored", async () => {
  const [signed, forged] = [await deliver(), await deliver({ "x-shopify-hmac-sha256": "forged" })];
  await local.drain();

  const profile = await createCustomerStore(local.runtime).loadOne("7061234567", { consistent: true });
  expect([signed?.status, forged?.status]).toEqual([200, 401]);
  expect(profile).toMatchObject({ orders: { count: 1, revenue: 44.97 }, traits: { email: "ada@example.com" } });
});
