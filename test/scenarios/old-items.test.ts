// Items as earlier code wrote them, taken from runs of that code: the first that ever stored anything, and the last before
// items said their version. The code of today takes over in the middle of everything.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BatchWriteItemCommand, GetItemCommand, type PutItemCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tagsOf } from "../../lambdas/domain/message-tags.ts";
import type { VariableName } from "../../lambdas/shared/environment.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { sesRecord } from "../../lib/local/stand-ins/ses-record.ts";
import { dayMs } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { startShop, type TestShop } from "../support/shop.ts";
import { startFunctions } from "../support/shop-delivery.ts";

type Stored = NonNullable<ConstructorParameters<typeof PutItemCommand>[0]["Item"]>;
type Dump = Readonly<Record<string, readonly Stored[]>>;

const start = Date.parse("2026-03-02T10:00:00Z");
const dumpOf = (name: string): Dump =>
  JSON.parse(readFileSync(join(import.meta.dirname, "old-items", `${name}-before-versions.json`), "utf8"));

let shop: TestShop;
beforeEach(async () => {
  shop = await startShop(start);
});
afterEach(() => shop.stop());

const tableOf = (name: string): string => String(shop.runtime().environment[name as VariableName]);

const put = async (name: string, items: readonly Stored[]): Promise<void> => {
  for (let from = 0; from < items.length; from += 25) {
    const requests = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    await shop.runtime().dynamo.send(new BatchWriteItemCommand({ RequestItems: { [tableOf(name)]: requests } }));
  }
};

const rawCustomer = async (customerId: string): Promise<Stored> => {
  const key = { TableName: tableOf("CUSTOMERS_TABLE"), Key: { customerId: { S: customerId } } };
  return (await shop.runtime().dynamo.send(new GetItemCommand(key))).Item ?? {};
};

/** The tables as the old code left them: its events are folded, its last decision is on its way to the sender. */
const takeOver = async (dump: Dump): Promise<void> => {
  // A shop's streams go on where they were: a watermark of the old code is behind what comes now.
  const others = Array.from({ length: 10 }, (_, index) => `other-${index}`);
  const events = others.flatMap((customerId) => customerWith({ customerId, now: start, daysSinceOrder: 3 }));
  await createEventStore(shop.runtime()).append(events);
  await put("EVENTS_TABLE", dump.EVENTS_TABLE ?? []);
  await shop.take("EVENTS_TABLE");
  for (const name of ["CAMPAIGNS_TABLE", "REPORTS_TABLE", "MESSAGES_TABLE", "CUSTOMERS_TABLE"])
    await put(name, dump[name] ?? []);
};

const emailsTo = (customerId: string) =>
  shop.standIns.inbox().filter(({ to }) => to.some((address) => address.startsWith(`${customerId}@`)));

const statusOf = async (customerId: string) => (await shop.messagesOf(customerId)).map(({ status }) => status);

describe.each(["first", "last"])("the tables that the %s code without versions left", (name) => {
  const dump = dumpOf(name);

  it("hold what is reserved, and it leaves once; what left before does not leave again", async () => {
    await takeOver(dump);

    await shop.drain();
    await shop.tick();
    await shop.drain();

    expect([emailsTo("reserved").length, await statusOf("reserved")]).toEqual([1, ["delivered"]]);
    expect([emailsTo("delivered").length, await statusOf("delivered")]).toEqual([0, ["delivered"]]);
    expect([emailsTo("in-doubt").length, await statusOf("in-doubt")]).toEqual([0, ["in-doubt"]]);
  });

  it("hold who is due tomorrow: looked at then, written to, heard of, and stored in the form of today", async () => {
    await takeOver(dump);
    await shop.drain();
    shop.tables.clock.advance(dayMs);

    await shop.tick();
    await shop.drain();
    const [sent, ...more] = emailsTo("due-tomorrow");
    await shop.standIns.feedback(String(sent?.providerId), "Bounce");
    await shop.drain();

    expect(more).toEqual([]);
    expect(await statusOf("due-tomorrow")).toEqual(["bounced"]);
    expect((await shop.profile("due-tomorrow")).suppressions.email?.map(({ cause }) => cause)).toEqual(["hard-bounce"]);
    expect((await rawCustomer("due-tomorrow")).v).toEqual({ N: "2" });
  });

  it("hold a doubt, and evidence about it settles it", async () => {
    await takeOver(dump);
    await shop.drain();
    const [message] = await shop.messagesOf("in-doubt");
    if (message === undefined) throw new Error("The message in doubt is not there");
    const tags = Object.fromEntries(tagsOf(message).map((tag) => [tag.name, tag.value]));
    const entry = {
      ...{ channel: "email" as const, providerId: "told-later", receivedAt: start, replyTo: [], subject: "", html: "" },
      ...{ text: "", headers: {}, from: "shop@example.com", to: ["in-doubt@example.com"], tags },
    };

    const record = sesRecord({ entry, type: "Delivery", at: start + 60_000 });
    await startFunctions(shop.runtime()).feedback({ Records: [record] });
    await shop.drain();

    expect(await statusOf("in-doubt")).toEqual(["delivered"]);
  });

  it("take an event that the old code stored and did not fold", async () => {
    await takeOver(dump);
    await shop.drain();
    const old = dump.EVENTS_TABLE?.find(
      ({ customerId, kind }) => customerId?.S === "delivered" && kind?.S === "order-placed",
    );
    const at = start - 60_000;
    const late = {
      occurredAt: { N: `${at}` },
      eventKey: { S: `${at}#late` },
      eventId: { S: "late" },
      orderId: { S: "late" },
    };

    await put("EVENTS_TABLE", [{ ...old, ...late }]);
    await shop.drain();

    expect((await shop.profile("delivered")).orders.count).toBe(2);
  });
});

describe("items that newer code wrote", () => {
  const dump = dumpOf("last");
  const newer = (item: Stored): Stored => ({ ...item, v: { N: "3" }, fromTheFuture: { S: "kept" } });

  it("are refused by name and version, and stay as they are; other customers go on", async () => {
    const customers = dump.CUSTOMERS_TABLE?.map((item) => (item.customerId?.S === "due-tomorrow" ? newer(item) : item));
    const [old] = dump.CUSTOMERS_TABLE?.filter(({ customerId }) => customerId?.S === "due-tomorrow") ?? [];
    const other = { ...old, customerId: { S: "other" }, email: { S: "other@example.com" } } as Stored;
    await takeOver({ ...dump, CUSTOMERS_TABLE: [...(customers ?? []), other] });
    await shop.drain();
    const before = await rawCustomer("due-tomorrow");
    shop.tables.clock.advance(dayMs);

    await shop.tick();
    await shop.drain();

    await expect(shop.profile("due-tomorrow")).rejects.toMatchObject({
      code: "item-newer",
      data: { what: "customer", found: 3, known: 2 },
    });
    expect(await rawCustomer("due-tomorrow")).toEqual(before);
    expect([emailsTo("due-tomorrow").length, emailsTo("other").length]).toEqual([0, 1]);
  });

  it("make their customer's events wait, and nobody else's", async () => {
    await takeOver({
      ...dump,
      CUSTOMERS_TABLE: (dump.CUSTOMERS_TABLE ?? []).map((item) =>
        item.customerId?.S === "delivered" ? newer(item) : item,
      ),
    });
    await shop.take("CUSTOMERS_TABLE");
    const order = dump.EVENTS_TABLE?.find(({ kind }) => kind?.S === "order-placed") as Stored;
    const orderOf = (customerId: string, v: string): Stored => ({
      ...order,
      ...{ customerId: { S: customerId }, eventKey: { S: `${start}#new` }, eventId: { S: "new" }, v: { N: v } },
      ...{ orderId: { S: "new" }, occurredAt: { N: `${start}` } },
    });
    await put("EVENTS_TABLE", [orderOf("delivered", "2"), orderOf("reserved", "2"), orderOf("in-doubt", "3")]);
    const records = await shop.take("EVENTS_TABLE");

    const { batchItemFailures } = await shop.refresh(records);

    const of = (customerId: string) =>
      records.find(({ dynamodb }) => dynamodb?.Keys?.customerId?.S === customerId)?.dynamodb?.SequenceNumber;
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual(
      [String(of("delivered")), String(of("in-doubt"))].sort(),
    );
    expect((await shop.profile("reserved")).orders.count).toBe(2);
    expect(unmarshall(await rawCustomer("delivered"))).toMatchObject({ fromTheFuture: "kept", v: 3 });
  });

  it("hold up their own decision in the sender, which sends the others", async () => {
    await takeOver({ ...dump, CUSTOMERS_TABLE: [] });
    const reserved = dump.CUSTOMERS_TABLE?.find(({ customerId }) => customerId?.S === "reserved") as Stored;
    const future = { ...newer(reserved), customerId: { S: "future" } };
    await put("CUSTOMERS_TABLE", [future, reserved]);
    const records = await shop.takeReserved();

    const { batchItemFailures } = await shop.send(records);

    expect(batchItemFailures).toHaveLength(1);
    expect([emailsTo("reserved").length, await statusOf("future")]).toEqual([1, []]);
  });

  it("of the live campaigns stop decisions, with an error that says why", async () => {
    const campaigns = (dump.CAMPAIGNS_TABLE ?? []).map((item) => (item.kind?.S === "snapshot" ? newer(item) : item));
    await takeOver({ ...dump, CAMPAIGNS_TABLE: campaigns });

    await expect(startFunctions(shop.runtime()).tick()).rejects.toMatchObject({ code: "item-newer" });
    expect(shop.standIns.inbox()).toEqual([]);
  });
});
