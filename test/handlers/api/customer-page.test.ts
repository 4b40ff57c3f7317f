import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAuditStore } from "../../../lambdas/store/audit-store.ts";
import { createProductStore } from "../../../lambdas/store/product-store.ts";
import { peopleOf } from "../../support/campaign-api.ts";
import { dayMs, dormantCampaign, sendStep } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const hourMs = 3_600_000;
const ann = "shop/ann 1";
const path = `/customers/${encodeURIComponent(ann)}`;

let shop: TestShop;
const people = peopleOf(() => shop.runtime());

beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());
beforeEach(async () => {
  shop.tables.clock.set(start);
  await shop.open({ campaigns: [] });
});
afterEach(async () => {
  await shop.drain();
  await shop.tables.clear();
});

const arrive = async (daysSinceOrder = 200): Promise<void> => {
  const events = customerWith({ customerId: ann, now: start, daysSinceOrder, phone: "+447700900123" });
  await shop.tell(
    events.map((event) =>
      event.kind === "identified" ? { ...event, traits: { ...event.traits, email: "Ann@Example.com" } } : event,
    ),
  );
  shop.tables.clock.set(start + 2 * hourMs);
};

describe("GET /api/customers?find=", () => {
  it("finds a customer by id, by email however it is written, and by phone as people write it", async () => {
    await arrive();
    const find = async (text: string) =>
      (await people.get("ada", `/customers?find=${encodeURIComponent(text)}`)).body.customers;

    const line = { customerId: ann, name: "Ada", email: "Ann@Example.com", orders: 1, tier: "dormant" };
    expect(await find(ann)).toMatchObject([line]);
    expect(await find(" ann@EXAMPLE.com ")).toMatchObject([line]);
    expect(await find("+44 7700 900123")).toMatchObject([line]);
    expect(await find("somebody@else.example")).toEqual([]);
  });

  it("asks for something to look for", async () => {
    expect((await people.get("ada", "/customers?find=")).status).toBe(400);
  });
});

describe("GET /api/customers/:id/profile", () => {
  it("tells what is known: figures, tier, and for each channel what may be written about, and why not", async () => {
    await arrive();
    const event = { customerId: ann, eventId: "bounce", occurredAt: start, receivedAt: start };
    await shop.tell([
      { ...event, kind: "suppressed", channel: "email", address: "ann@example.com", cause: "hard-bounce" },
    ]);

    const { body } = await people.get("ada", `${path}/profile`);

    expect(body.customer).toMatchObject({
      customerId: ann,
      tier: "dormant",
      figures: { orders: 1, revenue: 30, averageValue: 30, visits: 0 },
      loyalty: { score: 6, parts: [{ fact: "orders", points: 6, value: 1 }] },
      ways: [
        { channel: "email", known: true, suppressed: { cause: "hard-bounce" }, allowed: [] },
        { channel: "sms", known: true, allowed: ["promotion", "care", "service", "transactional"] },
        { channel: "push", known: false, allowed: [] },
      ],
    });
    expect(body.customer.ways[1].statements).toMatchObject([{ topic: "all", granted: true, source: "test" }]);
  });

  it("tells the level, the year's spend, the rhythm, and the next purchase of each product with its name", async () => {
    const name = { en: "Club", zh: "俱乐部" };
    const settings = { membership: { levels: [{ id: "club", name, orders: 1, yearRevenue: 90 }] } };
    await shop.open({ campaigns: [], settings });
    await createProductStore(shop.runtime()).tell({ productId: "tea", name: "Green tea" }, start);
    const order = { customerId: ann, receivedAt: start, kind: "order-placed" as const, amount: 45 };
    const lines = ["tea", "lamp"].map((productId) => ({ productId, quantity: 1, unitPrice: 10 }));
    await shop.tell(
      [40, 10].map((days) => ({
        ...{ ...order, eventId: `o-${days}`, orderId: `o-${days}`, occurredAt: start - days * dayMs },
        lines: days === 40 ? lines.slice(0, 1) : lines,
      })),
    );

    const { body } = await people.get("ada", `${path}/profile`);

    expect(body.customer).toMatchObject({
      level: { id: "club", name },
      figures: { revenue: 90, yearRevenue: 90 },
      rhythm: { en: expect.stringContaining("silent for 10"), zh: expect.stringContaining("已 10 天未下单") },
    });
    const [first, second] = body.customer.purchases;
    expect([first, second].map(({ productId }) => productId).toSorted()).toEqual(["lamp", "tea"]);
    const tea = body.customer.purchases.find(({ productId }: { productId: string }) => productId === "tea");
    expect(tea).toMatchObject({ name: "Green tea", count: 2, lastAt: new Date(start - 10 * dayMs).toISOString() });
    expect(tea.expected.early < tea.expected.at && tea.expected.at < tea.expected.late).toBe(true);
  });

  it("answers 404 for nobody", async () => {
    expect((await people.get("ada", "/customers/nobody/profile")).status).toBe(404);
  });
});

describe("GET /api/customers/:id/timeline", () => {
  it("tells everything, the latest first, page by page, with messages among what happened", async () => {
    await arrive();
    await shop.open({ campaigns: [dormantCampaign()] });
    await shop.drain();
    await shop.tick();
    await shop.drain();

    const all: { readonly at: string; readonly kind: string }[] = [];
    let cursor = "";
    for (let page = 0; page < 10; page += 1) {
      const { body } = await people.get("ada", `${path}/timeline?limit=2${cursor}`);
      all.push(...body.moments);
      if (body.cursor === undefined) break;
      cursor = `&cursor=${body.cursor}`;
    }

    expect(all.map(({ kind }) => kind).toSorted()).toEqual(
      ["consent-given", "consent-given", "identified", "message", "order-placed"].toSorted(),
    );
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(all[0]).toMatchObject({ kind: "message", details: { channel: "email", status: expect.any(String) } });
    expect(JSON.stringify(all)).not.toContain("xample.com");
  });
});

describe("POST /api/customers/:id/opt-out", () => {
  it("withdraws consent at once, with evidence, and stands in the audit log without a name", async () => {
    await arrive();

    const { status, body } = await people.post("ada", `${path}/opt-out`, { note: "by phone" });
    await shop.drain();

    expect([status, body.recorded]).toEqual([200, 3]);
    const { customer } = (await people.get("ada", `${path}/profile`)).body;
    expect(customer.ways.map(({ allowed }: { allowed: string[] }) => allowed)).toEqual([[], [], []]);
    const moments = (await people.get("ada", `${path}/timeline`)).body.moments;
    expect(moments[0]).toMatchObject({
      kind: "consent-withdrawn",
      details: { source: "told-to-shop", evidence: "by phone" },
    });
    const [entry] = await createAuditStore(shop.runtime()).ofDay(shop.tables.clock.now());
    expect(entry).toMatchObject({ by: people.emailOf("ada"), action: "opt-out-customer" });
    expect(JSON.stringify(entry)).not.toContain("shop/ann");
  });

  it("stops a message that was reserved already", async () => {
    await arrive();
    await shop.open({ campaigns: [dormantCampaign()] });
    await shop.drain();
    await shop.tick();
    const reserved = await shop.takeReserved();

    await people.post("ada", `${path}/opt-out`, { channels: ["email"], topic: "promotion" });
    await shop.refresh(await shop.take("EVENTS_TABLE"));
    await shop.send(reserved);

    expect(await shop.messagesOf(ann)).toMatchObject([{ status: "withdrawn", reason: "no-consent" }]);
  });

  it("makes no customer of nobody", async () => {
    expect((await people.post("ada", "/customers/nobody/opt-out", {})).status).toBe(404);
    expect((await people.get("ada", "/customers/nobody/profile")).status).toBe(404);
  });
});

describe("GET /api/why/:id", () => {
  const why = async () => {
    const { body } = await people.get("ada", `/why/${encodeURIComponent(ann)}`);
    return Object.fromEntries(body.campaigns.map((one: { campaignId: string }) => [one.campaignId, one]));
  };

  it("says for each live campaign what it does with the customer, and when", async () => {
    await arrive(179);
    const email = sendStep({ channels: ["email"] });
    await shop.open({
      campaigns: [
        dormantCampaign({ id: "now", trigger: { kind: "since-last-order", days: 100 } }),
        dormantCampaign({ id: "later", policy: { priority: 9 } }),
        dormantCampaign({
          id: "others",
          audience: { all: [{ figure: "orders.count", atLeast: 3 }, { tier: ["dormant"] }] },
        }),
        dormantCampaign({ id: "never", exclusion: { figure: "orders.count", atMost: 1 } }),
        dormantCampaign({
          id: "pushed",
          steps: [sendStep({ channels: ["push"] })],
          trigger: { kind: "since-last-order", days: 90 },
        }),
        dormantCampaign({
          id: "viewed",
          steps: [email],
          trigger: {
            kind: "event",
            on: { event: "product-viewed" },
            delayMinutes: 0,
            freshnessHours: 24,
            restarts: false,
          } as never,
        }),
        dormantCampaign({ id: "visited", trigger: { kind: "since-last-visit", days: 3 } }),
      ],
    });

    const said = await why();

    expect(said.now).toMatchObject({ state: "due", outcome: "reserved" });
    expect(said.later).toMatchObject({
      state: "later",
      outcome: "reserved",
      nextAt: new Date(start + dayMs).toISOString(),
    });
    expect(said.others).toMatchObject({
      state: "not-in-audience",
      reasons: [{ sentence: { en: "has ordered at least 3 times" }, value: 1 }, { value: "at-risk" }],
    });
    expect(said.never).toMatchObject({ state: "excluded", reasons: [{ value: 1 }] });
    expect(said.pushed).toMatchObject({ state: "due", outcome: "no-address" });
    expect(said.viewed).toMatchObject({ state: "waits-for-event", events: ["product-viewed"] });
    expect(said.visited).toMatchObject({ state: "nothing-to-go-by" });
  });

  it("agrees with what the engine then does", async () => {
    await arrive();
    await shop.open({ campaigns: [dormantCampaign()] });
    await shop.drain();
    const before = (await why()).dormant;
    await shop.tick();
    await shop.drain();

    expect(before).toMatchObject({ state: "due", outcome: "reserved" });
    expect(await shop.messagesOf(ann)).toHaveLength(1);
    expect((await why()).dormant).toMatchObject({ state: "entered", enteredAt: expect.any(String) });
  });

  it("says that nothing is decided while everything is paused or history settles", async () => {
    await arrive();
    shop.tables.clock.set(start + 60_000);
    await shop.open({ campaigns: [dormantCampaign()], paused: true });

    const { body } = await people.get("ada", `/why/${encodeURIComponent(ann)}`);

    expect([body.paused, typeof body.settlesAt]).toEqual([true, "string"]);
    expect(body.campaigns[0]).toMatchObject({ state: "later" });
  });
});
