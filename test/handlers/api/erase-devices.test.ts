import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPeopleApi } from "../../support/people-api.ts";
import { createPhone, openIngest, type SendMessage } from "../../support/phone.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

let shop: TestShop;
let send: SendMessage;

beforeAll(async () => {
  shop = await startShop();
  await shop.open({ campaigns: [] });
  send = await openIngest(shop.runtime());
});
afterAll(() => shop.stop());

const phone = (name: string) => createPhone(send, shop.standIns, name);

const erase = (customerId: string) =>
  createPeopleApi(shop.runtime()).request(`/api/customers/${customerId}/erase`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ reason: "requested", confirm: customerId }),
  });

const endpointsOf = async (customerId: string): Promise<readonly string[]> => {
  await shop.drain();
  return ((await shop.profile(customerId)).devices ?? []).map(({ endpoint }) => endpoint);
};

const ownerOf = (endpoint: string): string | undefined => shop.standIns.endpoint(endpoint)?.userData;

describe("the erasure of a person", () => {
  it("has SNS forget the person's devices, but not one on which somebody else is signed in by now", async () => {
    await phone("own").signIn("ada");
    await phone("shared").signIn("ada");
    const endpoints = await endpointsOf("ada");
    await phone("shared").signIn("bob");
    await shop.drain();

    const response = await erase("ada");

    expect(response.status).toBe(200);
    expect(endpoints).toHaveLength(2);
    expect(endpoints.map(ownerOf).toSorted()).toEqual(["rekindle:bob", undefined]);
  });

  it("is not done before SNS forgot them, and is done when it is asked for again", async () => {
    await phone("unlucky").signIn("eve");
    const [endpoint = ""] = await endpointsOf("eve");
    shop.standIns.scriptRegistration(["hang"]);

    const first = await erase("eve");
    const second = await erase("eve");

    expect([first.status, second.status]).toEqual([503, 200]);
    expect(endpoint).not.toBe("");
    expect(ownerOf(endpoint)).toBeUndefined();
  });

  it("is not undone by the report that a device of the person is gone", async () => {
    await phone("late").signIn("kim");
    const [endpoint = ""] = await endpointsOf("kim");
    await erase("kim");
    shop.tables.clock.advance(60_000);
    const at = shop.tables.clock.now();

    await shop.tell([
      { customerId: "kim", eventId: "gone", occurredAt: at, receivedAt: at, kind: "device-removed", endpoint },
    ]);

    expect(await shop.customers.loadOne("kim", { consistent: true })).toBeUndefined();
  });
});
