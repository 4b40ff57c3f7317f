import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { advanceClock } from "../../lib/local/advance-clock.ts";
import { expectNoBarriers, type OpenShop, openShop } from "../support/browser.ts";
import { customerWith } from "../support/customer-with.ts";

const hourMs = 3_600_000;
const dayMs = 86_400_000;
const checksPath = "/campaigns/dormant-wake-up/edit/checks";

describe("a campaign played over the shop's own past", () => {
  let shop: OpenShop;

  /** Four who were silent for 180 days within the last half year: one ordered right after that, one agreed to nothing. */
  beforeAll(async () => {
    shop = await openShop();
    const { local } = shop;
    const now = local.clock.now();
    const silent = ["a", "b", "c", "d"].map((id, index) =>
      customerWith({ customerId: `silent-${id}`, now, daysSinceOrder: 280 - 20 * index }),
    );
    const again = { customerId: "silent-a", eventId: "again", occurredAt: now - 95 * dayMs, receivedAt: now };
    await createEventStore(local.runtime).append([
      ...silent.flat().filter(({ kind, customerId }) => kind !== "consent-given" || customerId !== "silent-d"),
      { ...again, kind: "order-placed", orderId: "again", amount: 40, lines: [] },
    ]);
    await local.drain();
    await advanceClock(local, now + 2 * hourMs);
  });
  afterAll(() => shop.close());

  it("shows its weeks, what stopped messages, and who bought without one", async () => {
    const { page, complaints } = await shop.visitor();
    await page.goto(checksPath);

    const past = page.getByRole("region", { name: "What it would have come to" });
    await past.getByRole("img", { name: /Messages by week/ }).waitFor();
    await past.getByText("5 messages in all these weeks").waitFor();
    await past.getByText("Everybody's history was played.").waitFor();
    await past.getByText(/After 1 of 5 messages whose goal's days are over/).waitFor();
    const wanted = past.getByRole("table", { name: "What became of the messages it wanted to send" });
    await wanted.getByRole("cell", { name: "did not agree to the channel" }).waitFor();
    await past.getByRole("button", { name: "Show as a table" }).click();
    await past.getByRole("table", { name: "Messages by week" }).getByRole("row").nth(20).waitFor();
    expect(complaints).toEqual([]);
  });

  it("looks further back when it is asked to", async () => {
    const { page } = await shop.visitor();
    await page.goto(checksPath);
    const past = page.getByRole("region", { name: "What it would have come to" });
    await past.getByRole("img", { name: /Messages by week/ }).waitFor();

    await past.getByText("52 weeks").click();
    await past.getByRole("button", { name: "Show as a table" }).click();

    await past.getByRole("table", { name: "Messages by week" }).getByRole("row").nth(50).waitFor();
  });

  it.each([
    ["light", 1200, "en"],
    ["dark", 390, "zh"],
  ] as const)("has no barrier in %s colours at %i pixels, in %s", async (scheme, width, language) => {
    const { page, complaints } = await shop.visitor({ scheme, width, language });
    await page.goto(checksPath);
    await page.getByRole("img", { name: /Messages by week|每周消息数/ }).waitFor();
    await expect.poll(() => page.getByRole("status", { name: /Loading|加载中/ }).count(), { timeout: 15_000 }).toBe(0);
    await expectNoBarriers(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(complaints).toEqual([]);
  });
});
