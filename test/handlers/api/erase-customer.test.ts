import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CustomerEvent } from "../../../lambdas/domain/event.ts";
import { createHandler as createFeedback } from "../../../lambdas/handlers/feedback.ts";
import { createIngestApp } from "../../../lambdas/handlers/ingest.ts";
import type { Runtime } from "../../../lambdas/shared/runtime.ts";
import { createEventStore } from "../../../lambdas/store/event-store.ts";
import { createWriteKeyStore } from "../../../lambdas/store/write-key-store.ts";
import { dormantCampaign } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { everythingStored } from "../../support/everything-stored.ts";
import { failingDynamo } from "../../support/failing-dynamo.ts";
import { createPeopleApi } from "../../support/people-api.ts";
import { complaint, published, queued } from "../../support/ses-events.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const settings = { importing: { settleMinutes: 0 } };
const customerId = "person-4711";
const email = `${customerId}@example.com`;
const phone = "+447700900123";

interface Answer {
  readonly erasure: object;
  readonly problems: readonly object[];
}

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop(start);
});
afterAll(() => shop.stop());
beforeEach(async () => {
  await shop.take("EVENTS_TABLE");
  await shop.take("CUSTOMERS_TABLE");
  await shop.tables.clear();
  shop.tables.clock.set(start);
  await shop.open({ campaigns: [dormantCampaign()], settings });
});

const known = (id = customerId): CustomerEvent[] =>
  customerWith({ customerId: id, now: start, daysSinceOrder: 180, phone });

const eraseWith = async (runtime: Runtime, id = customerId, body: object = { reason: "requested", confirm: id }) =>
  createPeopleApi(runtime).request(`/api/customers/${encodeURIComponent(id)}/erase`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const erase = (id = customerId) => eraseWith(shop.tables.runtime(), id);

/** Half an hour later, so that what comes now came after the erasure. */
const later = (): number => {
  shop.tables.clock.advance(30 * 60_000);
  return shop.tables.clock.now();
};

const arrivals = () => shop.standIns.inbox().filter(({ to }) => to.includes(email) || to.includes(phone));

describe("the erasure of a person", () => {
  it("leaves nothing of them in any table but keyed hashes, and a record that names nobody", async () => {
    await shop.tell(known());
    await shop.drain();
    const before = await everythingStored(shop.tables);

    const answer = await erase();

    const after = await everythingStored(shop.tables);
    const { erasure } = (await answer.json()) as Answer;
    expect(answer.status).toBe(200);
    expect(erasure).toMatchObject({
      status: "done",
      reason: "requested",
      startedAt: start,
      finishedAt: start,
      messages: 1,
    });
    for (const trace of [customerId, email, phone, "Ada", "order-of-"]) {
      expect(before).toContain(trace);
      expect(after).not.toContain(trace);
    }
    // A plain hash of an address is found by trying addresses; ours needs the key.
    for (const encoding of ["hex", "base64", "base64url"] as const)
      expect(after).not.toContain(createHash("sha256").update(email).digest(encoding));
    expect(after.match(/"suppressed#[\w-]{43}"/g)).toHaveLength(2);
  });

  it("leaves the counters of the reports as they are", async () => {
    await shop.tell(known());
    await shop.drain();
    const span = { from: "2026-03-01", to: "2026-03-03" };
    const before = await shop.reports.funnel("dormant", span);

    await erase();
    await shop.drain();

    expect(before).toMatchObject({ reserved: 1 });
    expect(await shop.reports.funnel("dormant", span)).toEqual(before);
  });

  it("withdraws what was reserved already", async () => {
    await shop.tell(known());
    const reserved = await shop.takeReserved();
    const sentBefore = arrivals().length;

    await erase();
    await shop.send(reserved);
    await shop.drain();

    expect(reserved).toHaveLength(1);
    expect(arrivals()).toHaveLength(sentBefore);
    expect(await shop.messagesOf(customerId)).toMatchObject([{ status: "withdrawn", reason: "customer-unknown" }]);
    expect(await everythingStored(shop.tables)).not.toContain("CUSTOMERS_TABLE");
    // The record of the withdrawn message is the only thing left under the id; a second erasure takes it, too.
    await erase();
    expect(await everythingStored(shop.tables)).not.toContain(customerId);
  });

  it("does not bring the person back by what was still on its way", async () => {
    await shop.tell(known());
    await shop.drain();
    await createEventStore(shop.tables.runtime()).append([
      { ...(known()[0] as CustomerEvent), eventId: "on-its-way", occurredAt: start - 5 },
    ]);
    const onItsWay = await shop.take("EVENTS_TABLE");

    await erase();
    later();
    await shop.refresh(onItsWay);

    expect(onItsWay).toHaveLength(1);
    expect(await everythingStored(shop.tables)).not.toContain(customerId);
  });

  it("does not write their address down again when a complaint comes late", async () => {
    const id = "客户-1";
    await shop.tell(
      known(id).map((event) =>
        event.kind === "identified" ? { ...event, traits: { email: "ada@example.com" } } : event,
      ),
    );
    await shop.drain();
    await erase(id);
    later();

    await createFeedback(shop.tables.runtime())({ Records: [queued(published(complaint()))] });
    await shop.drain();

    const after = await everythingStored(shop.tables);
    expect(after).not.toContain("ada@example.com");
    expect(after).not.toContain("CUSTOMERS_TABLE");
  });
});

describe("an address that was erased", () => {
  const comeBack = (id: string, traits: object): CustomerEvent[] =>
    known(id).map((event) => ({
      ...event,
      receivedAt: shop.tables.clock.now(),
      ...(event.kind === "identified" && { traits: { firstName: "Ada", ...traits } }),
    }));

  it.each([
    ["another customer", "person-4712", { email }],
    ["another customer, in capitals", "person-4712", { email: email.toUpperCase() }],
    ["the same customer", customerId, { email }],
  ])("stays suppressed when an import brings it back with %s", async (_who, id, traits) => {
    await shop.tell(known());
    await shop.drain();
    const sentBefore = arrivals().length;
    await erase();
    later();

    await shop.tell(comeBack(id, traits));
    await shop.tick();
    await shop.drain();

    expect(arrivals()).toHaveLength(sentBefore);
    expect((await shop.profile(id)).suppressions.email).toMatchObject([{ address: email, cause: "erased" }]);
  });

  it("stays suppressed when the API brings it back, with its consent given anew in the same call", async () => {
    await shop.tell(known());
    await erase();
    const now = later();
    const runtime = shop.tables.runtime();
    const key = createHash("sha256").update("a-write-key").digest("hex");
    await createWriteKeyStore(runtime).save({ hash: key, name: "test", createdAt: now });

    const answer = await createIngestApp(runtime).request("/v1/identify", {
      method: "POST",
      headers: { authorization: `Basic ${btoa("a-write-key:")}` },
      body: JSON.stringify({ userId: "person-4713", traits: { email, phone, consents: { email: true, sms: true } } }),
    });
    await shop.drain();

    const { suppressions } = await shop.profile("person-4713");
    expect(answer.status).toBe(200);
    expect(suppressions).toMatchObject({
      email: [{ address: email, cause: "erased" }],
      sms: [{ address: phone, cause: "erased" }],
    });
  });

  it("keeps why it was suppressed before, and covers addresses that only old events knew", async () => {
    const old = "first-address@example.com";
    await shop.tell([
      {
        ...(known()[0] as CustomerEvent),
        eventId: "old",
        occurredAt: start - 400 * 86_400_000,
        kind: "identified",
        traits: { email: old },
      },
      ...known(),
      {
        ...(known()[0] as CustomerEvent),
        eventId: "bounced",
        kind: "suppressed",
        channel: "email",
        address: email,
        cause: "hard-bounce",
      },
    ]);
    await erase();
    later();

    await shop.tell([...comeBack("person-a", { email: old }), ...comeBack("person-b", { email })]);

    expect((await shop.profile("person-a")).suppressions.email).toMatchObject([{ cause: "erased" }]);
    expect((await shop.profile("person-b")).suppressions.email).toMatchObject([{ cause: "hard-bounce" }]);
  });

  it("is let in by nobody while the list cannot be read", async () => {
    await shop.tell(known());
    await erase();
    later();
    await createEventStore(shop.tables.runtime()).append(comeBack("person-c", { email }));
    const records = await shop.take("EVENTS_TABLE");
    const { createHandler } = await import("../../../lambdas/handlers/refresh-profile.ts");
    const blind = shop.tables.runtime({
      dynamo: failingDynamo(
        shop.tables,
        (operation, input) => operation === "BatchGetItem" && JSON.stringify(input).includes("suppressed#"),
      ),
    });

    await expect(createHandler(blind)({ Records: [...records] })).rejects.toThrow("BatchGetItem fails");

    expect(await shop.customers.loadOne("person-c", { consistent: true })).toBeUndefined();
  });
});

describe("an erasure that breaks off", () => {
  it("is finished by doing it again, wherever it broke off", async () => {
    let calls = 1;
    for (let succeeded = false; !succeeded; calls += 1) {
      await shop.tables.clear();
      shop.tables.clock.set(start);
      await shop.open({ campaigns: [dormantCampaign()], settings });
      await shop.tell(known());
      await shop.drain();
      let made = 0;
      const breaksOff = failingDynamo(shop.tables, () => {
        made += 1;
        return made === calls;
      });

      const broken = await eraseWith(shop.tables.runtime({ dynamo: breaksOff }));
      succeeded = made < calls;
      const again = await erase();

      expect(broken.status).toBe(succeeded ? 200 : 503);
      expect(((await again.json()) as Answer).erasure).toMatchObject({ status: "done" });
      const after = await everythingStored(shop.tables);
      expect(after).not.toContain(customerId);
      expect(after.match(/"suppressed#[\w-]{43}"/g)).toHaveLength(2);
    }
    // Every call of a whole erasure was the broken one once.
    expect(calls).toBeGreaterThan(15);
  }, 60_000);
});
