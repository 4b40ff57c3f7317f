import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { maxBatchBytes } from "../../../lambdas/domain/intake/message-limits.ts";
import { createAuditStore } from "../../../lambdas/store/audit-store.ts";
import { dormantCampaign } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { createPeopleApi } from "../../support/people-api.ts";
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

const post = (id: string, body: string, type = "application/json") =>
  createPeopleApi(shop.tables.runtime()).request(`/api/customers/${id}/erase`, {
    method: "POST",
    headers: { "content-type": type },
    body,
  });

describe("a request for an erasure", () => {
  it.each([
    ["no reason", { confirm: customerId }, "reason"],
    ["a reason in words, which could name somebody", { reason: "Ada asked", confirm: customerId }, "reason"],
    ["no confirmation", { reason: "requested" }, "confirm"],
    ["another customer's id", { reason: "requested", confirm: "person-1" }, "confirm"],
    ["more than it should", { reason: "requested", confirm: customerId, note: "x" }, "note"],
  ])("is refused with %s, and nothing is erased", async (_what, body, where) => {
    const answer = await post(customerId, JSON.stringify(body));

    expect(answer.status).toBe(400);
    expect(((await answer.json()) as Answer).problems[0]).toMatchObject({ where, allowed: expect.any(String) });
    expect((await shop.profile(customerId)).traits.firstName).toBe("Ada");
  });

  it("is refused when it is no JSON, too large, or a form, which a foreign page could send", async () => {
    const good = JSON.stringify({ reason: "requested", confirm: customerId });
    const answers = [
      await post(customerId, "{"),
      await post(customerId, `"${"x".repeat(maxBatchBytes)}"`),
      await post(customerId, good, "text/plain"),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 413, 415]);
    expect((await shop.profile(customerId)).traits.firstName).toBe("Ada");
    expect(await createAuditStore(shop.tables.runtime()).ofDay(start)).toEqual([]);
  });

  it("is refused for an id that no customer can have", async () => {
    const answer = await post("%00", JSON.stringify({ reason: "requested", confirm: "\u0000" }));

    expect(answer.status).toBe(400);
    expect(((await answer.json()) as Answer).problems).toMatchObject([{ where: "customerId" }]);
  });

  it("of somebody nobody knows is no mistake", async () => {
    const answer = await post("nobody", JSON.stringify({ reason: "test-data", confirm: "nobody" }));

    expect(((await answer.json()) as Answer).erasure).toMatchObject({ status: "done", events: 0, messages: 0 });
  });
});
