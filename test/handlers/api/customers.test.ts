import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiApp } from "../../../lambdas/handlers/api.ts";
import { dormantCampaign } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const customerId = "person-4711";

interface Answer {
  readonly erasure: object;
  readonly problems: readonly object[];
}

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop(start);
  await shop.open({ campaigns: [dormantCampaign()] });
  await shop.tell(customerWith({ customerId, now: start, daysSinceOrder: 1 }));
});
afterAll(() => shop.stop());

const post = (id: string, body: string) =>
  createApiApp(shop.tables.runtime()).request(`/api/customers/${id}/erase`, { method: "POST", body });

describe("a request for an erasure", () => {
  it.each([
    ["no reason", { confirm: customerId }, "reason"],
    ["a reason in words, which could name somebody", { reason: "Ada asked", confirm: customerId }, "reason"],
    ["no confirmation", { reason: "requested" }, "confirm"],
    ["another customer's id", { reason: "requested", confirm: "person-1" }, "confirm"],
    ["more than it should", { reason: "requested", confirm: customerId, note: "x" }, "body"],
  ])("is refused with %s, and nothing is erased", async (_what, body, where) => {
    const answer = await post(customerId, JSON.stringify(body));

    expect(answer.status).toBe(400);
    expect(((await answer.json()) as Answer).problems[0]).toMatchObject({ where, allowed: expect.any(String) });
    expect((await shop.profile(customerId)).traits.firstName).toBe("Ada");
  });

  it("is refused when it is no JSON, or too large", async () => {
    const answers = [await post(customerId, "{"), await post(customerId, `"${"x".repeat(5_000)}"`)];

    expect(answers.map(({ status }) => status)).toEqual([400, 413]);
  });

  it("of somebody nobody knows is no mistake", async () => {
    const answer = await post("nobody", JSON.stringify({ reason: "test-data", confirm: "nobody" }));

    expect(((await answer.json()) as Answer).erasure).toMatchObject({ status: "done", events: 0, messages: 0 });
  });
});
