import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIngestApp } from "../../lambdas/handlers/ingest.ts";
import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { createWriteKeyStore } from "../../lambdas/store/write-key-store.ts";
import { dormantCampaign } from "../support/campaigns.ts";
import { everythingStored } from "../support/everything-stored.ts";
import { startShop, type TestShop } from "../support/shop.ts";

const writeKey = "the-write-key-of-these-tests";
const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString("base64")}`;

let shop: TestShop;
beforeAll(async () => {
  shop = await startShop();
  await shop.open({ campaigns: [dormantCampaign()] });
  const hash = createHash("sha256").update(writeKey).digest("hex");
  await createWriteKeyStore(shop.tables.runtime()).save({ hash, name: "shop", createdAt: 0 });
});
afterAll(() => shop.stop());

interface Answer {
  readonly accepted: number;
  readonly rejected: readonly { readonly where: string; readonly problem: string; readonly allowed?: string }[];
}

const post = async (path: string, body: unknown, authorization = basic(writeKey)) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await createIngestApp(shop.tables.runtime()).request(path, {
    method: "POST",
    headers: { authorization },
    body: text,
  });
  return { status: response.status, answer: (await response.json()) as Answer };
};

const eventsOf = async (customerId: string) =>
  (await createEventStore(shop.tables.runtime()).list({ customerId, limit: 50 })).events;

const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;

describe("a limit of what is taken in", () => {
  const track = { userId: "limited", event: "Tea", messageId: "m" };
  it.each([
    [
      "a batch of too many messages",
      "/v1/batch",
      { batch: Array.from({ length: 2_501 }, () => ({})) },
      "batch",
      /2500/,
    ],
    ["an event of more than 32 KB", "/v1/track", { ...track, properties: { a: "x".repeat(33_000) } }, "track", /32768/],
    [
      "nesting beyond 32 levels",
      "/v1/track",
      `{"userId":"limited","event":"Tea","properties":${nested(40)}}`,
      "track",
      /32 levels/,
    ],
    [
      "nesting that would break a parser",
      "/v1/track",
      `{"userId":"limited","event":"Tea","properties":${nested(50_000)}}`,
      "track",
      /32 levels/,
    ],
    ["a customer's id of 129 letters", "/v1/track", { ...track, userId: "x".repeat(129) }, "track.userId", /128/],
    ["a customer's id with a line break", "/v1/track", { ...track, userId: "a\nb" }, "track.userId", /control/],
    ["an event's name of 201 letters", "/v1/track", { ...track, event: "x".repeat(201) }, "track.event", /200/],
  ])("refuses %s and says what is allowed", async (_what, path, body, where, allowed) => {
    const { status, answer } = await post(path, body);

    const [problem] = answer.rejected;
    expect(status).toBe(400);
    expect(problem?.where).toBe(where);
    expect(`${problem?.problem} ${problem?.allowed}`).toMatch(allowed);
    expect(await eventsOf("limited")).toEqual([]);
  });

  it("leaves a name, an address and a number out that are no such thing, and keeps the rest", async () => {
    const traits = {
      firstName: "x".repeat(101),
      email: `${"x".repeat(250)}@example.com`,
      phone: "1".repeat(41),
      language: "en",
    };

    const { status } = await post("/v1/identify", { userId: "long-traits", traits });

    expect(status).toBe(200);
    expect(await eventsOf("long-traits")).toMatchObject([{ kind: "identified", traits: { language: "en" } }]);
  });

  it.each([basic("x".repeat(201)), basic("x".repeat(100_000)), `Basic ${"A".repeat(1_000_000)}`])(
    "does not even look up a write key that is too long",
    async (authorization) => {
      expect((await post("/v1/track", track, authorization)).status).toBe(401);
    },
  );
});

describe("names of the language's own machinery", () => {
  const hostile =
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":"x","hasOwnProperty":1}';

  it.each([
    ["properties", `{"userId":"proto","event":"Tea","properties":${hostile}}`, "/v1/track"],
    ["traits", `{"userId":"proto","traits":${hostile}}`, "/v1/identify"],
    ["context", `{"userId":"proto","event":"Tea","context":${hostile}}`, "/v1/track"],
    ["context.traits", `{"userId":"proto","traits":{},"context":{"traits":${hostile}}}`, "/v1/identify"],
    ["consents", `{"userId":"proto","traits":{"consents":${hostile}}}`, "/v1/identify"],
    ["a consent's topics", `{"userId":"proto","traits":{"consents":{"email":${hostile}}}}`, "/v1/identify"],
    [
      "a whole message",
      `{"userId":"proto","event":"Tea","__proto__":{"event":"Order Completed","polluted":1}}`,
      "/v1/track",
    ],
    ["a batch", `{"batch":[{"type":"track","userId":"proto","event":"Tea"}],"__proto__":{"polluted":1}}`, "/v1/batch"],
    [
      "an order",
      `{"userId":"proto","event":"Order Completed","properties":{"order_id":"1","total":5,"products":[${hostile}]}}`,
      "/v1/track",
    ],
  ])("are only data among %s", async (_where, body, path) => {
    const { status } = await post(path, body);
    await shop.drain();

    expect(status).toBeLessThan(500);
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("polluted");
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    const profile = await createCustomerStore(shop.tables.runtime()).loadOne("proto", { consistent: true });
    expect(Object.keys(profile?.consents ?? {}).filter((name) => !["email", "sms", "push"].includes(name))).toEqual([]);
  });

  it.each(["__proto__", "constructor", "toString"])("are a customer's id like any other: %s", async (userId) => {
    const { status } = await post("/v1/identify", { userId, traits: { firstName: "Ada", email: "proto@example.com" } });
    await shop.drain();

    expect(status).toBe(200);
    expect((await shop.profile(userId)).traits).toMatchObject({ firstName: "Ada" });
  });
});

describe("a write key", () => {
  it("is stored nowhere: the table holds its hash", async () => {
    const stored = await everythingStored(shop.tables);

    expect(stored).not.toContain(writeKey);
    expect(stored).toContain(createHash("sha256").update(writeKey).digest("hex"));
  });
});
