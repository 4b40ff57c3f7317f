import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CustomerEvent, EventBody } from "../../lambdas/domain/event.ts";
import { dormantCampaign } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const settings = { importing: { settleMinutes: 0 } };

let shop: TestShop;

beforeAll(async () => {
  shop = await startShop(start);
  await shop.open({ campaigns: [dormantCampaign()], settings });
});
afterAll(() => shop.stop());

const happens = (customerId: string, body: EventBody): CustomerEvent => ({
  customerId,
  eventId: `${body.kind}-now`,
  occurredAt: start,
  receivedAt: start,
  ...body,
});

const statement = { channel: "email", topic: "all", source: "test" } as const;
const arrivals = (customerId: string) =>
  shop.standIns.inbox().filter(({ to }) => to.includes(`${customerId}@example.com`));

describe("never without consent", () => {
  it.each<[string, EventBody]>([
    ["everything was opted out of", { kind: "consent-withdrawn", ...statement }],
    ["this kind of message was opted out of", { kind: "consent-withdrawn", ...statement, topic: "promotion" }],
    [
      "the address bounced",
      { kind: "suppressed", channel: "email", address: "after-the-address-bounced@example.com", cause: "hard-bounce" },
    ],
  ])("sends nothing when, after the decision, %s", async (name, body) => {
    const customerId = `after-${name.replaceAll(" ", "-")}`;
    await shop.tell(customerWith({ customerId, now: start, daysSinceOrder: 180 }));
    const reserved = await shop.takeReserved();
    await shop.tell([happens(customerId, body)]);

    await shop.send(reserved);
    await shop.drain();

    expect(reserved).toHaveLength(1);
    expect(arrivals(customerId)).toEqual([]);
    expect(await shop.messagesOf(customerId)).toMatchObject([{ status: "withdrawn" }]);
  });

  it("sends nothing to somebody who never consented, or who consented to another channel only", async () => {
    const consents = [[], [{ kind: "consent-given" as const, ...statement, channel: "push" as const }]];
    const names = consents.map((_, index) => `never-consented-${index}`);
    await shop.tell(
      names.flatMap((customerId, index) => [
        ...customerWith({ customerId, now: start, daysSinceOrder: 180 }).filter(({ kind }) => kind !== "consent-given"),
        ...(consents[index] ?? []).map((body) => happens(customerId, body)),
      ]),
    );

    await shop.tick();
    await shop.drain();

    expect(names.flatMap(arrivals)).toEqual([]);
  });
});
