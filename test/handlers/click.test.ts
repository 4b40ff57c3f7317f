import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Words } from "../../lambdas/channels/words.ts";
import { createClickApp } from "../../lambdas/handlers/click.ts";
import { signClick } from "../../lambdas/shared/click-token.ts";
import { readLinkKeys } from "../../lambdas/shared/link-keys.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createErasureStore } from "../../lambdas/store/erasure-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { dormantCampaign, sendStep } from "../support/campaigns.ts";
import { customerWith } from "../support/customer-with.ts";
import { failingDynamo } from "../support/failing-dynamo.ts";
import { wordsWith } from "../support/message-samples.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const start = Date.parse("2026-03-02T10:00:00Z");
const phone = "+447700900201";
const customerId = "clicker";
const browser = {
  "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
};
const shopUrl = "https://shop.example/spring?utm=sms";

let shop: TestShop;
let path: string;

/** A text that was sent, through the real functions, with a link that counts clicks. */
beforeAll(async () => {
  shop = await startShop(start);
  const campaign = dormantCampaign({ steps: [sendStep({ channels: ["sms"] })] });
  const words: Words = {
    ...wordsWith({}),
    parameters: { shopUrl },
    steps: { gift: { sms: { text: "Hi {{ customer.firstName }}, see {{ campaign.shopUrl }}." } } },
  };
  await createCampaignStore(shop.tables.runtime()).saveWords({ campaignId: campaign.id, version: 1, words });
  await shop.open({
    campaigns: [campaign],
    settings: { importing: { settleMinutes: 0 }, senders: { smsLinks: "tracked" } },
  });
  await shop.tell(customerWith({ customerId, phone, now: start, daysSinceOrder: 180 }));
  await shop.drain();
  path = /https:\/\/shop\.example(\/c\/[\w.-]+?)\. /.exec(textOf(phone))?.[1] ?? "none";
});
afterAll(() => shop.stop());

const textOf = (to: string): string =>
  shop.standIns.inbox().flatMap((entry) => (entry.channel === "sms" && entry.to.includes(to) ? [entry.text] : []))[0] ??
  "";

const follow = (at: string, init: RequestInit = { headers: browser }, runtime = shop.tables.runtime()) =>
  createClickApp(runtime).request(at, init);

const clicksOf = async (id: string) =>
  (await createEventStore(shop.tables.runtime()).list({ customerId: id, limit: 50 })).events.filter(
    ({ kind }) => kind === "message-clicked",
  );

describe("a click on a link of a text", () => {
  it("leads to the stored address and is recorded once, however often it is made", async () => {
    const first = await follow(path);
    shop.tables.clock.advance(5_000);
    const second = await follow(path);
    await shop.drain();

    expect(textOf(phone)).not.toContain("spring");
    expect([first.status, first.headers.get("location")]).toEqual([302, shopUrl]);
    expect(first.headers.get("referrer-policy")).toBe("no-referrer");
    expect(first.headers.get("cache-control")).toBe("no-store");
    expect(second.headers.get("location")).toBe(shopUrl);
    expect(await clicksOf(customerId)).toMatchObject([
      { occurredAt: start, message: { campaignId: "dormant", stepId: "gift", channel: "sms" } },
    ]);
    expect((await shop.profile(customerId)).engagement.sms).toMatchObject({ clicked: 1 });
  });

  it("goes on though the record could not be written", async () => {
    const runtime = shop.tables.runtime({
      dynamo: failingDynamo(shop.tables, (operation) => operation === "PutItem"),
    });

    const answer = await follow(path, { headers: browser }, runtime);

    expect(answer.headers.get("location")).toBe(shopUrl);
  });
});

/** A click that is recorded already would hide a second one. */
const forgetClicks = async (): Promise<void> => {
  await createErasureStore(shop.tables.runtime()).removeEvents(customerId, async () => {});
};

describe("what is no click of a person", () => {
  it.each<[string, RequestInit]>([
    ["HEAD", { method: "HEAD", headers: browser }],
    ["the preview of a messenger", { headers: { "user-agent": "facebookexternalhit/1.1 Facebot Twitterbot/1.0" } }],
    ["WhatsApp", { headers: { "user-agent": "WhatsApp/2.24.1 A" } }],
    ["a library", { headers: { "user-agent": "python-requests/2.32" } }],
    ["nobody who says who", { headers: {} }],
    ["a page loaded beforehand", { headers: { ...browser, "sec-purpose": "prefetch;prerender" } }],
  ])("is led on and not recorded: %s", async (_name, init) => {
    await forgetClicks();

    const answer = await follow(path, init);

    expect([answer.status, answer.headers.get("location")]).toEqual([302, shopUrl]);
    expect(await clicksOf(customerId)).toEqual([]);
  });
});

describe("a link that leads nowhere", () => {
  const keys = readLinkKeys("a secret for tests");
  const sent = { customerId, messageKey: "", language: "en", link: 0 } as const;
  const pathFor = (claims: object, ring = keys) => `/c/${signClick(ring, { ...sent, ...claims })}`;
  const keyOfSent = async () => (await shop.messagesOf(customerId))[0]?.messageKey ?? "";

  it("is every link that was not signed here, or names what is not stored", async () => {
    const messageKey = await keyOfSent();
    const [, key, payload, signature] = /^\/c\/(\w+)\.([\w-]+)\.([\w-]+)$/.exec(path) ?? [];
    const paths = [
      "/c/x",
      "/c/0.a.b",
      `/c/${key}.${payload}.${"A".repeat(16)}`,
      `/c/${key}.${payload}A.${signature}`,
      pathFor({ messageKey }, readLinkKeys("another secret")),
      pathFor({ messageKey, link: 1 }),
      pathFor({ messageKey, language: "zh" }),
      pathFor({ messageKey, customerId: "somebody else" }),
      pathFor({ messageKey: "a".repeat(26) }),
    ];

    const answers = await Promise.all(paths.map((at) => follow(at)));

    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 404));
    expect(answers.map(({ headers }) => headers.get("location"))).toEqual(paths.map(() => null));
    expect(await answers[0]?.text()).toContain("This link does not work");
  });

  it.each([
    "?url=https://evil.example",
    "?to=//evil.example",
    "/https://evil.example",
    "%0d%0aLocation:%20https://evil.example",
  ])("is never one that the request itself brings: %s", async (added) => {
    const answer = await follow(`${path}${added}`, {
      headers: { ...browser, host: "evil.example", "x-forwarded-host": "evil.example" },
    });

    expect([null, shopUrl]).toContain(answer.headers.get("location"));
  });

  it("is one whose address was stored as none that may be led to", async () => {
    const { dynamo, environment } = shop.tables.runtime();
    const { UpdateCommand } = await import("@aws-sdk/lib-dynamodb");
    const bad = { ...wordsWith({}), links: ["javascript:alert(1)"] };
    await dynamo.send(
      new UpdateCommand({
        TableName: environment.CAMPAIGNS_TABLE,
        Key: { id: "dormant", kind: "words#1#en" },
        UpdateExpression: "SET words = :words",
        ExpressionAttributeValues: { ":words": JSON.stringify(bad) },
      }),
    );

    expect((await follow(path)).status).toBe(404);
  });
});
