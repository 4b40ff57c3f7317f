import { afterAll, beforeAll, expect, it } from "vitest";
import { peopleOf } from "../../support/campaign-api.ts";
import { customerWith } from "../../support/customer-with.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
let shop: TestShop;
const people = peopleOf(() => shop.runtime());

beforeAll(async () => {
  shop = await startShop(start);
  await shop.open({ campaigns: [] });
  const ordered = ["ann/1", "bea", "cem"].flatMap((customerId, at) =>
    customerWith({ customerId, now: start, daysSinceOrder: 20 + 100 * at }),
  );
  const visitor = customerWith({ customerId: "dan", now: start, daysSinceOrder: 5 }).filter(
    ({ kind }) => !kind.startsWith("order"),
  );
  await shop.tell([...ordered, ...visitor]);
});
afterAll(() => shop.stop());

it("tells how likely somebody still is a customer, when they order next, and what it rests on", async () => {
  const ask = async (id: string) => (await people.get("ada", `/customers/${encodeURIComponent(id)}/forecast`)).body;
  const [ann, cem] = [await ask("ann/1"), await ask("cem")];

  expect(ann.forecast).toMatchObject({ basis: "mixed", sampled: 3, within: { days: 90 } });
  expect(ann.forecast.alive).toBeGreaterThan(cem.forecast.alive);
  expect(Date.parse(ann.forecast.nextOrder.median)).toBeGreaterThan(start);
});

it("says nothing of somebody who never ordered, and does not know strangers", async () => {
  expect((await people.get("ada", "/customers/dan/forecast")).body).toEqual({});
  expect((await people.get("ada", "/customers/nobody/forecast")).status).toBe(404);
});
