import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import type { Hono } from "hono";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { maxBatchBytes, maxBatchMessages, maxMessageBytes } from "../../lambdas/domain/intake/message-limits.ts";
import { callNames, readCall } from "../../lambdas/domain/intake/segment.ts";
import type { Problem } from "../../lambdas/domain/problem.ts";
import { createIngestApp } from "../../lambdas/handlers/ingest.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { createWriteKeyStore } from "../../lambdas/store/write-key-store.ts";
import { type EventsTable, eventsTable } from "../support/events-table.ts";
import { failingDynamo } from "../support/failing-dynamo.ts";
import { fuzzed } from "../support/fuzz.ts";
import { hostileHeader, hostileValue, mutated, mutatedBytes } from "../support/hostile.ts";
import { segmentSamples as samples } from "../support/segment-samples.ts";
import { startTables, type Tables } from "../support/tables.ts";

const writeKey = "shop-key-1";
const basic = `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`;

let tables: Tables;
let runtime: Runtime;
let app: Hono;
let events: EventsTable;

beforeAll(async () => {
  tables = await startTables();
  runtime = tables.runtime();
  events = eventsTable(runtime);
  const hash = createHash("sha256").update(writeKey).digest("hex");
  await createWriteKeyStore(runtime).save({ hash, name: "web shop", createdAt: tables.clock.now() });
  app = createIngestApp(runtime);
});
afterAll(() => tables.stop());
beforeEach(() => events.clear());

interface Answer {
  readonly success: boolean;
  readonly accepted: number;
  readonly rejected: readonly Problem[];
}

interface Post {
  readonly path?: string;
  readonly body: Uint8Array | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly to?: Hono;
}

const post = async ({ path = "/v1/batch", body, headers = {}, to = app }: Post) => {
  const all = { "content-type": "application/json", authorization: basic, ...headers };
  const response = await to.request(path, { method: "POST", headers: all, body });
  return { status: response.status, answer: (await response.json()) as Answer };
};

/** Every refusal says where, and what is wrong; nothing is answered with a fault of the server. */
const expectProper = ({ status, answer }: Awaited<ReturnType<typeof post>>): void => {
  expect(status).toBeLessThan(500);
  expect(answer.success).toBe(status < 300);
  if (!answer.success) expect(answer.rejected.length).toBeGreaterThan(0);
  for (const { where, problem } of answer.rejected) {
    expect(where).not.toBe("");
    expect(problem).not.toBe("");
  }
};

const goodMessage = (at: number) => ({
  type: "track",
  userId: "the-good-one",
  messageId: `good-${at}`,
  event: "Tea",
  timestamp: "2026-03-02T09:00:00Z",
});

const badMessage = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...samples).chain(mutated) },
  { weight: 1, arbitrary: hostileValue },
);

const batchOf = (messages: readonly (unknown | "good")[]) =>
  messages.map((message, at) => (message === "good" ? goodMessage(at) : message));

const goodIn = (messages: readonly unknown[]) =>
  messages.flatMap((message, at) => (message === "good" ? [`good-${at}`] : []));

/** Two messages of one customer under one id are one message told twice, whatever else they say. */
const idsOf = (all: readonly CustomerEvent[]): readonly string[] =>
  [...new Set(all.map(({ customerId, eventId }) => JSON.stringify([customerId, eventId])))].toSorted();

describe("a batch of good and hostile messages", () => {
  const messages = fc.array(fc.oneof(badMessage, fc.constant("good")), { minLength: 1, maxLength: 5 });

  test("keeps exactly the events of those it accepts, with the good ones among them, once however often it comes", async () => {
    await fc.assert(
      fc.asyncProperty(messages, async (drawn) => {
        await events.clear();
        const call = JSON.stringify({ batch: batchOf(drawn), sentAt: "2026-03-02T10:00:00Z" });
        const outcomes = readCall("batch", JSON.parse(call), { receivedAt: tables.clock.now() });
        const accepted = outcomes.filter((outcome) => outcome.accepted);

        const first = await post({ body: call });
        const stored = await events.all();
        const second = await post({ body: call });

        if (Buffer.byteLength(call) > maxBatchBytes) {
          expect(first.status).toBe(413);
          return;
        }
        expectProper(first);
        expect(second).toEqual(first);
        expect(first.answer.accepted).toBe(accepted.length);
        expect(idsOf(stored)).toEqual(idsOf(accepted.flatMap((outcome) => outcome.events)));
        expect(await events.all()).toEqual(stored);
        expect(stored.map(({ eventId }) => eventId)).toEqual(expect.arrayContaining(goodIn(drawn)));
      }),
      fuzzed(60),
    );
  });

  test("whose table fails in between is answered with 503, and whole when it comes again", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 3 }), fc.integer({ min: 30, max: 80 }), async (failsAfter, length) => {
        await events.clear();
        let writes = 0;
        const fails = (operation: string) => operation === "BatchWriteItem" && writes++ >= failsAfter;
        const broken = createIngestApp(tables.runtime({ dynamo: failingDynamo(tables, fails) }));
        const body = JSON.stringify({ batch: Array.from({ length }, (_, at) => goodMessage(at)) });

        const first = await post({ body, to: broken });
        const second = await post({ body });

        expect(first.status).toBe(Math.ceil(length / 25) > failsAfter ? 503 : 200);
        expect(second.status).toBe(200);
        expect(await events.all()).toHaveLength(length);
      }),
      fuzzed(5),
    );
  });
});

test("a call with one hostile message is kept whole or refused with what is wrong", async () => {
  const call = fc.tuple(fc.constantFrom(...callNames), badMessage);
  await fc.assert(
    fc.asyncProperty(call, async ([name, message]) => {
      await events.clear();
      const body = JSON.stringify(message) ?? "";

      const answered = await post({ path: `/v1/${name}`, body });

      expectProper(answered);
      expect((await events.all()).length > 0).toBe(answered.answer.success);
    }),
    fuzzed(80),
  );
});

describe("bytes that are nearly a batch", () => {
  const whole = Buffer.from(JSON.stringify({ batch: samples }));
  const encodings = ["", "identity", "gzip", "GZIP ", "br", "deflate", "gzip, gzip", "x"];
  const lengths = ["", "0", "-1", "NaN", "1e9", "99999999999999999999"];

  test("are answered properly, packed or not, whatever the headers say of them", async () => {
    const bytes = fc.oneof(
      mutatedBytes(whole),
      mutatedBytes(gzipSync(whole)),
      mutatedBytes(whole).map((edited) => gzipSync(edited)),
      fc.uint8Array({ maxLength: 200 }).map((random) => Buffer.from(random)),
      fc.constantFrom("[", '{"a":', "[{", '"\\').map((unit) => Buffer.from(unit.repeat(60_000))),
    );
    await fc.assert(
      fc.asyncProperty(
        bytes,
        fc.constantFrom(...encodings),
        fc.option(fc.constantFrom(...lengths)),
        async (body, encoding, length) => {
          await events.clear();
          const headers = {
            ...(encoding !== "" && { "content-encoding": encoding }),
            ...(length !== null && { "content-length": length }),
          };

          const answered = await post({ body, headers });

          expectProper(answered);
          expect((await events.all()).length > 0).toBe(answered.answer.success);
        },
      ),
      fuzzed(150),
    );
  });
});

test("no other authorization than that of a write key gets in", async () => {
  const body = JSON.stringify(goodMessage(1));
  const others = fc.oneof(
    hostileHeader,
    hostileHeader.map((text) => `Basic ${text}`),
    hostileHeader.map((text) => `Basic ${Buffer.from(text).toString("base64")}`),
    mutatedBytes(Buffer.from(basic)).map((bytes) => bytes.toString("latin1").replaceAll(/[^\x20-\xff]/g, " ")),
  );
  await fc.assert(
    fc.asyncProperty(others, async (authorization) => {
      // Blanks before and after a header's value are no part of it (RFC 9110, 5.5), so with them a good key stays good.
      const value = authorization.replaceAll(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
      const decoded = Buffer.from(value.replace(/^basic +/i, ""), "base64").toString("utf8");
      fc.pre(decoded.split(":")[0] !== writeKey);

      const { status, answer } = await post({ path: "/v1/track", body, headers: { authorization } });

      expect(status).toBe(401);
      expect(answer.rejected[0]?.where).toBe("Authorization");
    }),
    fuzzed(150),
  );
  expect(await events.all()).toEqual([]);
});

describe("a size at the limit", () => {
  const messageOf = (bytes: number) => {
    const empty = { ...goodMessage(1), properties: { text: "" } };
    const room = bytes - Buffer.byteLength(JSON.stringify(empty));
    return { ...empty, properties: { text: "x".repeat(room) } };
  };

  test.each([
    [maxMessageBytes, 200],
    [maxMessageBytes + 1, 400],
  ])("of a message, %i bytes, is answered with %i", async (bytes, expected) => {
    const { status } = await post({ body: JSON.stringify({ batch: [messageOf(bytes)] }) });

    expect(status).toBe(expected);
  });

  test.each([
    [maxBatchBytes, 200],
    [maxBatchBytes + 1, 413],
  ])("of a batch, %i bytes, is answered with %i", async (bytes, expected) => {
    const call = JSON.stringify({ batch: [goodMessage(1)] });
    const body = call + " ".repeat(bytes - call.length);

    const [plain, packed] = [
      await post({ body }),
      await post({ body: gzipSync(body), headers: { "content-encoding": "gzip" } }),
    ];

    expect([plain.status, packed.status]).toEqual([expected, expected]);
  });

  // All of them say the same, so that the table has little to do.
  test.each([
    [maxBatchMessages, 200],
    [maxBatchMessages + 1, 400],
  ])("of a batch, %i messages, is answered with %i", async (length, expected) => {
    const { status } = await post({ body: JSON.stringify({ batch: Array.from({ length }, () => goodMessage(1)) }) });

    expect(status).toBe(expected);
    expect(await events.all()).toHaveLength(expected === 200 ? 1 : 0);
  });
});
