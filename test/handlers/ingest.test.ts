import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { getRequestListener } from "@hono/node-server";
import { Analytics } from "@segment/analytics-node";
import type { Hono } from "hono";
import type { LambdaEvent } from "hono/aws-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Problem } from "../../lambdas/domain/problem.ts";
import { createHandler, createIngestApp } from "../../lambdas/handlers/ingest.ts";
import type { LogFields, Logger } from "../../lambdas/shared/logger.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { createWriteKeyStore } from "../../lambdas/store/write-key-store.ts";
import { startTables, type Tables } from "../support/tables.ts";

const writeKey = "shop-key-1";
const basic = (key: string): string => `Basic ${Buffer.from(`${key}:`).toString("base64")}`;

let tables: Tables;
let runtime: Runtime;
let app: Hono;
let logged: (readonly [string, LogFields | undefined])[];

beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());
beforeEach(async () => {
  await tables.clear();
  logged = [];
  const note = (message: string, fields?: LogFields) => void logged.push([message, fields]);
  const logger: Logger = { debug: note, info: note, warn: note, error: note };
  runtime = tables.runtime({ logger });
  const hash = createHash("sha256").update(writeKey).digest("hex");
  await createWriteKeyStore(runtime).save({ hash, name: "web shop", createdAt: tables.clock.now() });
  app = createIngestApp(runtime);
});

interface Post {
  readonly path?: string;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly success: boolean;
  readonly accepted: number;
  readonly rejected: readonly Problem[];
}

const post = async ({ path = "/v1/batch", body, headers = {} }: Post) => {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json", authorization: basic(writeKey), ...headers },
    body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body),
  };
  const response = await app.request(path, init);
  const answer = (await response.json()) as Answer;
  return { status: response.status, answer };
};

const stored = async (customerId: string) => (await createEventStore(runtime).list({ customerId, limit: 100 })).events;

const order = (orderId: string, more: object = {}) => ({
  ...{ type: "track", userId: "c1", messageId: `m-${orderId}`, event: "Order Completed" },
  ...{ timestamp: "2026-03-02T09:00:00Z", properties: { order_id: orderId, total: 12.5 } },
  ...more,
});

describe("a batch", () => {
  test("is stored before it is answered", async () => {
    const { status, answer } = await post({ body: { batch: [order("1"), order("2")] } });

    expect({ status, answer }).toEqual({ status: 200, answer: { success: true, accepted: 2, rejected: [] } });
    expect(await stored("c1")).toMatchObject([{ orderId: "1" }, { orderId: "2" }]);
  });

  test("keeps good messages beside bad ones, which are told", async () => {
    const batch = [order("1"), order("2", { properties: { order_id: "2", total: "free" } }), 7];

    const { status, answer } = await post({ body: { batch } });

    expect(status).toBe(200);
    expect(answer).toMatchObject({ success: true, accepted: 1 });
    expect(answer.rejected.map(({ where }) => where)).toEqual(["batch[1].properties.total", "batch[2]"]);
    expect(await stored("c1")).toHaveLength(1);
  });

  test("without one good message is refused", async () => {
    const { status, answer } = await post({ body: { batch: [order("1", { userId: null })] } });

    expect(status).toBe(400);
    expect(answer).toMatchObject({ success: false, accepted: 0, rejected: [{ where: "batch[0].userId" }] });
  });

  test("sent again, also without times, is stored once", async () => {
    const unstamped = { type: "track", userId: "c1", messageId: "m9", event: "Tea" };

    await post({ body: { batch: [order("1"), unstamped, unstamped] } });
    tables.clock.advance(5000);
    await post({ body: { batch: [order("1"), unstamped] } });

    expect(await stored("c1")).toHaveLength(2);
  });

  test("may be packed", async () => {
    const body = gzipSync(JSON.stringify({ batch: [order("1")] }));

    const { status } = await post({ body, headers: { "content-encoding": "gzip" } });

    expect(status).toBe(200);
    expect(await stored("c1")).toHaveLength(1);
  });
});

describe("a call", () => {
  test.each([
    ["/v1/identify", { traits: { email: "jo@example.com" } }, "identified"],
    ["/v1/track", { event: "Tea" }, "custom"],
    ["/v1/page", { name: "Home" }, "visited"],
    ["/v1/screen", { name: "Home" }, "visited"],
    ["/v1/group", { groupId: "g" }, "custom"],
    ["/v1/alias", { previousId: "p" }, "custom"],
  ])("to %s is kept", async (path, body, kind) => {
    const { status } = await post({ path, body: { userId: "c1", ...body } });

    expect(status).toBe(200);
    expect(await stored("c1")).toMatchObject([{ kind }]);
  });

  test.each([undefined, basic("another key"), basic(""), "Basic !", `Bearer ${writeKey}`])(
    "without a known write key is refused and the key not repeated (%s)",
    async (authorization) => {
      const response = await app.request("/v1/batch", {
        method: "POST",
        headers: authorization === undefined ? {} : { authorization },
        body: JSON.stringify({ batch: [order("1")] }),
      });

      const text = await response.text();
      expect(response.status).toBe(401);
      expect(JSON.parse(text)).toMatchObject({ success: false, rejected: [{ where: "Authorization" }] });
      expect(text).not.toContain("another key");
      expect(await stored("c1")).toEqual([]);
    },
  );

  test("with a key saved after it was refused works within seconds", async () => {
    const headers = { authorization: basic("new key") };
    const before = await post({ body: { batch: [order("1")] }, headers });
    const hash = createHash("sha256").update("new key").digest("hex");
    await createWriteKeyStore(runtime).save({ hash, name: "app", createdAt: tables.clock.now() });
    tables.clock.advance(6000);

    const after = await post({ body: { batch: [order("1")] }, headers });

    expect([before.status, after.status]).toEqual([401, 200]);
  });

  test.each([
    ['{"batch":[1,}', 400, "is malformed JSON at position 12 (line 1, column 13)"],
    ["", 400, "is malformed JSON at position 0 (line 1, column 1)"],
    [new Uint8Array([0x22, 0xff, 0x22]), 400, "is not UTF-8"],
    [" ".repeat(512_001), 413, "is too large"],
  ])("with a body that cannot be read is refused (%#)", async (body, expected, problem) => {
    const { status, answer } = await post({ body });

    expect(status).toBe(expected);
    expect(answer).toMatchObject({ success: false, rejected: [{ where: "body", problem }] });
  });

  test.each([
    ["gzip", gzipSync(" ".repeat(600_000)), 413],
    ["gzip", "{}", 400],
    ["br", "{}", 415],
  ])("packed as %s must unpack within the limit (%#)", async (encoding, body, expected) => {
    const { status } = await post({ body, headers: { "content-encoding": encoding } });

    expect(status).toBe(expected);
  });

  test("to another path is told which there are", async () => {
    const { status, answer } = await post({ path: "/v1/import", body: {} });

    expect(status).toBe(404);
    expect(answer.rejected[0]?.allowed).toContain("POST /v1/batch");
  });

  test("is answered with 503 when the table fails, so that the client sends it again", async () => {
    const broken = tables.runtime({ environment: { ...runtime.environment, EVENTS_TABLE: "no-such-table" } });
    app = createIngestApp(broken);

    const { status, answer } = await post({ body: { batch: [order("1")] } });

    expect(status).toBe(503);
    expect(answer).toMatchObject({ success: false, accepted: 0 });
  });

  test("leaves counts in the log, and nothing of a person", async () => {
    await post({ path: "/v1/identify", body: { userId: "c1", traits: { email: "jo@example.com", phone: "x" } } });

    expect(logged).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toMatch(/jo@|c1/);
    expect(logged[0]?.[1]).toEqual({ call: "identify", writeKey: "web shop", accepted: 1, problems: 0 });
  });
});

test("the Lambda event of the HTTP API is served, also with a packed body", async () => {
  const body = gzipSync(JSON.stringify({ batch: [order("1")] })).toString("base64");
  const event = {
    ...{ version: "2.0", routeKey: "POST /v1/batch", rawPath: "/v1/batch", rawQueryString: "", cookies: [] },
    headers: { authorization: basic(writeKey), "content-encoding": "gzip", host: "shop.example" },
    requestContext: { domainName: "shop.example", http: { method: "POST", path: "/v1/batch" }, stage: "$default" },
    ...{ body, isBase64Encoded: true },
  } as unknown as LambdaEvent;

  const answer = await createHandler(runtime)(event);

  expect(answer).toMatchObject({ statusCode: 200 });
  expect(await stored("c1")).toHaveLength(1);
});

describe("the Segment client for Node", () => {
  let server: Server;
  const requests: string[] = [];

  beforeEach(async () => {
    requests.length = 0;
    const listen = getRequestListener((request) => {
      requests.push(`${request.method} ${new URL(request.url).pathname}`);
      return app.fetch(request);
    });
    server = createServer((request, response) => void listen(request, response)).listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  const client = (key: string) =>
    new Analytics({
      ...{ writeKey: key, host: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
      ...{ flushInterval: 10, maxRetries: 0 },
    });
  const close = () => new Promise((done) => server.close(done));

  test("works with its host set to ours", async () => {
    // The client stamps messages with the system's clock.
    tables.clock.set(Date.now());
    const analytics = client(writeKey);
    const failures: unknown[] = [];
    analytics.on("error", (failure) => failures.push(failure));

    analytics.identify({ userId: "c1", traits: { email: "Jo@Example.com", consents: { email: true } } });
    analytics.track({ userId: "c1", event: "Order Completed", properties: { order_id: "1", total: 12.5 } });
    analytics.page({ userId: "c1", name: "Home" });
    await analytics.closeAndFlush();
    await close();

    expect(failures).toEqual([]);
    expect(new Set(requests)).toEqual(new Set(["POST /v1/batch"]));
    const events = await stored("c1");
    expect(events.map(({ kind }) => kind).toSorted()).toEqual([
      "consent-given",
      "identified",
      "order-placed",
      "visited",
    ]);
    expect(events.find(({ kind }) => kind === "order-placed")).toMatchObject({ eventId: "order-1", amount: 12.5 });
    tables.clock.set(Date.parse("2026-03-02T10:00:00Z"));
  });

  test("is told when its key is unknown", async () => {
    const analytics = client("another key");
    const failures: unknown[] = [];
    analytics.on("error", (failure) => failures.push(failure));

    analytics.track({ userId: "c1", event: "Tea" });
    await analytics.closeAndFlush();
    await close();

    expect(failures).toHaveLength(1);
    expect(await stored("c1")).toEqual([]);
  });
});
