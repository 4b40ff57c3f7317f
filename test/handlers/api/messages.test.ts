import { beforeEach, describe, expect, it } from "vitest";
import { customerWith } from "../../support/customer-with.ts";
import { campaign, type Doubt, doubtfulShop, settings } from "../../support/doubts.ts";
import type { TestShop } from "../../support/shop.ts";

const hourMs = 3_600_000;
const start = Date.parse("2026-03-02T10:00:00Z");

const setting = doubtfulShop(start);
let shop: TestShop;
let one: Doubt;
let id = "";
beforeEach(() => {
  [shop, one, id] = [setting.shop(), setting.one(), setting.id()];
});

describe("the list of messages in doubt", () => {
  it("shows a message in doubt with what is known of it, and no address", async () => {
    await one.doubt();

    const [message] = await one.list("in-doubt");

    expect(message).toMatchObject({
      customerId: id,
      status: "in-doubt",
      campaignId: "dormant",
      stepId: "gift",
      channel: "email",
      since: "2026-03-02T10:00:00.000Z",
      evidenceUntil: "2026-03-02T16:00:00.000Z",
      open: ["accepted", "failed", "send-again"],
    });
    expect(JSON.stringify(message)).not.toMatch(/@|\+44/);
  });

  it("loses a message as soon as the provider's event settles it", async () => {
    await one.doubt("drop-after-accept");
    expect(await one.keysIn("in-doubt")).toEqual([id]);

    await shop.hear();

    expect(await one.keysIn("in-doubt")).toEqual([]);
    expect(await one.onlyMessage()).toMatchObject({ status: "delivered" });
  });

  it("moves a message without evidence to those who wait for a person, with the rule that did it", async () => {
    await one.park();

    expect(await one.keysIn("in-doubt")).toEqual([]);
    expect(await one.list("parked")).toMatchObject([{ customerId: id, reason: "no-evidence", rule: "park" }]);
  });

  it("loses a parked message when late evidence comes", async () => {
    await one.doubt("drop-after-accept");
    shop.tables.clock.advance(6 * hourMs);
    await shop.tick();
    expect(await one.keysIn("parked")).toEqual([id]);

    await shop.hear();

    expect(await one.keysIn("parked")).toEqual([]);
    expect(await one.onlyMessage()).not.toHaveProperty("leaseUntil");
  });

  it("is read page by page, oldest first, each message once", async () => {
    await shop.open({ campaigns: [campaign], settings });
    const names = Array.from({ length: 5 }, (_, index) => `${id}-${index}`);
    shop.standIns.scriptEmail(() => "hang");
    for (const customerId of names) {
      await shop.tell(customerWith({ customerId, now: shop.tables.clock.now(), daysSinceOrder: 180 }));
      await shop.send(await shop.takeReserved());
      shop.tables.clock.advance(1000);
    }

    const seen: unknown[] = [];
    let page = await one.request("/messages?status=in-doubt&limit=2");
    for (let pages = 0; pages < 9; pages += 1) {
      seen.push(...(page.body.messages ?? []).map(({ customerId }) => customerId));
      if (page.body.cursor === undefined) break;
      page = await one.request(`/messages?status=in-doubt&limit=2&cursor=${page.body.cursor}`);
    }

    expect(seen).toEqual(names);
  });

  it.each([
    ["status=lost", "status"],
    ["", "status"],
    ["status=parked&limit=0", "limit"],
    ["status=parked&cursor=%7B%7D", "cursor"],
    ["status=parked&page=2", "page"],
  ])("refuses the query %j and says what is allowed", async (query, where) => {
    const answer = await one.request(`/messages?${query}`);

    expect(answer.status).toBe(400);
    expect(answer.body.problems).toEqual([expect.objectContaining({ where })]);
  });
});
