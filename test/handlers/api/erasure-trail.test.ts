import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAuditStore } from "../../../lambdas/store/audit-store.ts";
import { dormantCampaign } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { doubtOf } from "../../support/doubts.ts";
import { everythingStored } from "../../support/everything-stored.ts";
import { failingDynamo } from "../../support/failing-dynamo.ts";
import { createPeopleApi } from "../../support/people-api.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const customerId = "person-4711";

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());
beforeEach(async () => {
  shop.standIns.scriptEmail([]);
  await shop.drain();
  await shop.tables.clear();
  shop.tables.clock.set(start);
  await shop.open({ campaigns: [dormantCampaign()], settings: { importing: { settleMinutes: 0 } } });
});

const known = () => customerWith({ customerId, now: start, daysSinceOrder: 1 });

const erase = (runtime = shop.tables.runtime()) =>
  createPeopleApi(runtime).request(`/api/customers/${customerId}/erase`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ reason: "requested", confirm: customerId }),
  });

describe("the trail of an erasure", () => {
  it("says who asked for it, under the keyed hash of the customer", async () => {
    await shop.tell(known());

    const { erasure } = (await (await erase()).json()) as { readonly erasure: { readonly hash: string } };

    const entry = { at: start, by: "local", action: "erase-customer", subject: erasure.hash };
    expect(await createAuditStore(shop.tables.runtime()).ofDay(start)).toEqual([
      { ...entry, details: { reason: "requested" } },
    ]);
  });

  it("comes first: what cannot be put on it does not begin", async () => {
    await shop.tell(known());
    const silent = shop.tables.runtime({
      dynamo: failingDynamo(shop.tables, (_, input) => JSON.stringify(input).includes("erase-customer")),
    });

    const answer = await erase(silent);

    expect(answer.status).toBe(503);
    expect((await shop.profile(customerId)).traits.firstName).toBe("Ada");
    expect(await everythingStored(shop.tables)).not.toContain("erased#");
  });

  it("leaves no id behind, nor does the trail of what a person decided about them before", async () => {
    const one = doubtOf(shop, customerId);
    await one.park();
    await one.decide("accepted", { note: "They rang" });
    await shop.drain();

    await erase();

    expect(await everythingStored(shop.tables)).toContain("decide-message");
    expect(await everythingStored(shop.tables)).not.toContain(customerId);
  });
});
