import { afterAll, beforeAll, it } from "vitest";
import { daysUpTo } from "../../lambdas/domain/campaign-figures.ts";
import { createReportStore } from "../../lambdas/store/report-store.ts";
import { dueCustomer, storeCustomers } from "../../lib/bench/due-customers.ts";
import { type OpenShop, openShop } from "../support/browser.ts";

let shop: OpenShop;
const dayMs = 86_400_000;
beforeAll(async () => {
  shop = await openShop();
  const { runtime, clock } = shop.local;
  const now = clock.now();
  const all = Array.from({ length: 20_000 }, (_, i) =>
    dueCustomer({
      customerId: `customer-${100_000 + i}`,
      dueAt: now + (1 + (i % 300)) * dayMs,
      silentDays: 100,
      contacts: i % 10,
    }),
  );
  await storeCustomers(runtime, all);
  const reports = createReportStore(runtime);
  for (const id of ["dormant-wake-up", "repurchase-reminder", "post-delivery-care"])
    for (const day of daysUpTo("2026-03-02", 30)) {
      for (const stream of ["customers", "messages"] as const)
        for (const shardId of ["s1", "s2", "s3"])
          await reports.add({
            campaignId: id,
            day,
            stream,
            shardId,
            records: [
              {
                sequence: "1",
                counts: {
                  lookedAt: 10,
                  reserved: 10,
                  "status:delivered": 9,
                  "email:sent": 9,
                  "email:delivered": 9,
                  "lastTouch:orders": 1,
                  "lastTouch:revenue": 2000,
                  "treated:customers": 10,
                },
              },
            ],
          });
    }
}, 400_000);
afterAll(() => shop.close());
it("measures", async () => {
  for (let run = 0; run < 4; run += 1) {
    const { page, context } = await shop.visitor();
    const t0 = performance.now();
    await page.goto("/");
    await page.getByRole("region", { name: "Needs a person" }).waitFor();
    const needs = performance.now() - t0;
    await page.locator(".recharts-surface").first().waitFor();
    const chart = performance.now() - t0;
    const t1 = performance.now();
    await page.evaluate(() => fetch("/api/overview").then((r) => r.text()));
    const api = performance.now() - t1;
    const t2 = performance.now();
    await page.evaluate(() => fetch("/api/pressure").then((r) => r.text()));
    const pressure = performance.now() - t2;
    console.log(
      `run ${run}: needs ${needs.toFixed(0)} ms, chart ${chart.toFixed(0)} ms, api again ${api.toFixed(0)} ms, pressure ${pressure.toFixed(0)} ms`,
    );
    await context.close();
  }
}, 200_000);
