import { afterAll, beforeAll, expect, it } from "vitest";
import { createHandler } from "../../../lambdas/handlers/learn.ts";
import { peopleOf } from "../../support/campaign-api.ts";
import { sampledShop, storeShop } from "../../support/made-up-shop.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const minuteMs = 60_000;
const dayMs = 86_400_000;

let shop: TestShop;
const people = peopleOf(() => shop.runtime());
const learn = () => createHandler(shop.runtime())();

beforeAll(async () => {
  shop = await startShop(start);
  await shop.open({ campaigns: [] });
  await storeShop(shop.runtime(), sampledShop({ seed: 3, customers: 400, now: start }));
});
afterAll(() => shop.stop());

it("says that nothing was learned yet, and still forecasts a customer by a sample of its own", async () => {
  const value = await people.get("ada", "/value");
  const forecast = await people.get("ada", "/customers/customer-000001/forecast");

  expect(value).toMatchObject({ status: 200, body: { learning: { waiting: false }, history: [], forecasts: [] } });
  expect(value.body.report).toBeUndefined();
  expect((await people.get("ada", "/value/products")).body).toEqual({});
  expect((await people.get("ada", "/value/affinity")).body).toEqual({});
  expect(forecast.body.forecast.learnedAt).toBe(new Date(start).toISOString());
});

it("tells what was learned, from how many, when, and how sure it is", async () => {
  await learn();

  const { body } = await people.get("ada", "/value");
  expect(body.learning).toMatchObject({ at: new Date(start).toISOString(), waiting: false });
  expect(body.report.from).toMatchObject({ customers: 400, of: 400, whole: true });
  expect(body.report.figures.repeatShare.high).toBeGreaterThan(body.report.figures.repeatShare.low);
  expect(body.report.weeks).toHaveLength(13);
  expect(body.history).toHaveLength(1);
  const products = (await people.get("ada", "/value/products")).body.report;
  expect(products.gaps[0]).toMatchObject({ productId: expect.any(String), gapDays: expect.any(Number) });
  expect((await people.get("ada", "/value/affinity")).body.report.affinity.productsCompared).toBeGreaterThan(0);
});

it("forecasts a customer by what was learned, and says when that was", async () => {
  shop.tables.clock.advance(2 * 3_600_000);

  const { forecast } = (await people.get("ada", "/customers/customer-000001/forecast")).body;

  expect(forecast).toMatchObject({ basis: "fitted", learnedAt: new Date(start).toISOString() });
});

it("learns anew when a person asks, who stands in the audit log", async () => {
  const asked = await people.post("ada", "/value/learn", {});
  expect(asked).toMatchObject({ status: 200, body: { learning: { waiting: true } } });

  shop.tables.clock.advance(5 * minuteMs);
  await learn();

  const { learning } = (await people.get("ada", "/value")).body;
  expect(learning).toMatchObject({ at: new Date(shop.tables.clock.now()).toISOString(), waiting: false });
  const { entries } = (await people.get("ada", "/audit")).body;
  expect(entries).toContainEqual(expect.objectContaining({ action: "learn-now", subject: "learned" }));
});

it("shows a forecast beside what came once its days are over", async () => {
  const { history } = (await people.get("ada", "/value")).body;
  shop.tables.clock.advance(30 * dayMs - (shop.tables.clock.now() - start));
  await learn();

  const { forecasts } = (await people.get("ada", "/value")).body;

  // Nobody of this made-up shop orders after its history ends.
  expect(forecasts).toEqual([{ day: history[0].day, days: 30, forecast: history[0].orders30, came: 0 }]);
  expect(history[0].orders30).toBeGreaterThan(0);
});
