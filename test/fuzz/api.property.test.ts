import { createHash } from "node:crypto";
import * as fc from "fast-check";
import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultSettings } from "../../lambdas/domain/parse-settings.ts";
import { createIngestApp } from "../../lambdas/handlers/ingest.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { createMessageStore } from "../../lambdas/store/message-store.ts";
import { createWriteKeyStore } from "../../lambdas/store/write-key-store.ts";
import { definitionOf, wordsFor } from "../support/campaign-api.ts";
import { everythingStored } from "../support/everything-stored.ts";
import { aProfile, aReservation } from "../support/factories.ts";
import { fuzzed } from "../support/fuzz.ts";
import { hostileHeader, hostileText, hostileValue, mutated, mutatedBytes } from "../support/hostile.ts";
import { createPeopleApi } from "../support/people-api.ts";
import { startTables, type Tables } from "../support/tables.ts";

const customerId = "客户/1";
const messageKey = "abcdefghijklmnopqrstuvwxyz";
const writeKey = "shop-key-1";

let tables: Tables;
let app: ReturnType<typeof createPeopleApi>;
let ingest: Hono;
let before: string;

/** A parked message, a customer and a closed breaker: something that a request which got through would change. */
beforeAll(async () => {
  tables = await startTables();
  const runtime = tables.runtime();
  app = createPeopleApi(runtime);
  ingest = createIngestApp(runtime);
  const now = tables.clock.now();
  const campaigns = createCampaignStore(runtime);
  await campaigns.publish(() => ({ paused: false, settings: defaultSettings, campaigns: [] }));
  await createWriteKeyStore(runtime).save({
    hash: createHash("sha256").update(writeKey).digest("hex"),
    name: "shop",
    createdAt: now,
  });
  await createCustomerStore(runtime).save(aProfile({ customerId, traits: { email: "ada@example.com" } }));
  const messages = createMessageStore(runtime);
  await messages.claim({ customerId, reservation: aReservation({ messageKey }), now, leaseUntil: now + 1 });
  before = await everythingStored(tables);
});
afterAll(async () => {
  await tables.stop();
});

/** Wrong in one word, so that no change of another makes it right. */
const nearlyDefinition = {
  ...definitionOf(),
  policy: { ...definitionOf().policy, priority: "first", expectedValue: "much", holdOutPercent: "none" },
};

const expectProper = async (response: Response): Promise<void> => {
  expect(response.status).toBeLessThan(500);
  expect(response.headers.get("cache-control")).toBe("no-store");
  if (response.status < 400) return;
  const { problems } = (await response.json()) as { readonly problems: readonly object[] };
  expect(problems[0]).toMatchObject({ where: expect.any(String), problem: expect.any(String) });
};

const expectNothingChanged = async (): Promise<void> => expect(await everythingStored(tables)).toBe(before);

const segment = fc.oneof(
  hostileText.map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom("%", "%zz", "%ff", "%00", ".", "..", "//", "a%0Ab", "%2F"),
);
const known = encodeURIComponent(customerId);

describe("a hostile request of a person", () => {
  test("with any path, method and query is answered as a problem or with nothing found, and changes nothing", async () => {
    const path = fc.oneof(
      segment.map((id) => `customers/${id}/export`),
      segment.map((id) => `customers/${id}/erase`),
      fc.tuple(segment, segment).map(([id, key]) => `messages/${id}/${key}/decision`),
      segment.map((id) => `messages/${id}/${messageKey}/decision`),
      segment.map((rest) => `sending/${rest}`),
      fc.tuple(segment, segment).map(([id, action]) => `campaigns/${id}/${action}`),
      segment.map((id) => `campaigns/${id}/versions/${id}`),
      segment.map((id) => `segments/${id}`),
      segment,
    );
    const method = fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD");
    const query = fc.tuple(segment, segment).map(([name, value]) => `${name}=${value}`);
    await fc.assert(
      fc.asyncProperty(path, method, query, async (at, verb, search) => {
        const url = new URL(`http://shop.example/api/${at}?${search}`);
        // The gateway hands on nothing else.
        fc.pre(url.pathname.startsWith("/api/") && url.pathname !== "/api/");

        const response = await app.request(url, { method: verb });

        expect(response.status).toBeLessThan(500);
        expect(response.status === 200 && verb === "POST").toBe(false);
        if (verb !== "HEAD") await expectProper(response);
      }),
      fuzzed(400),
    );
    await expectNothingChanged();
  });

  test("for the list of doubts, with any value of each parameter, is read or refused", async () => {
    const cursor = mutated({ customerId, messageKey, leaseUntil: 1 }).map((value) =>
      Buffer.from(JSON.stringify(value) ?? "").toString("base64url"),
    );
    const search = fc.record(
      {
        status: fc.oneof(
          { weight: 4, arbitrary: fc.constantFrom("in-doubt", "parked") },
          { weight: 1, arbitrary: hostileText },
        ),
        limit: fc.oneof(fc.constantFrom("1", "100", "101", "0", "-1", "1e2", "0x10", " 5", "NaN", "1.5"), hostileText),
        cursor: fc.oneof({ weight: 3, arbitrary: cursor }, { weight: 1, arbitrary: hostileText }),
      },
      { requiredKeys: ["status"] },
    );
    await fc.assert(
      fc.asyncProperty(search, async (said) => {
        const parameters = new URLSearchParams();
        for (const [name, text] of Object.entries(said)) parameters.set(name, text.toWellFormed());

        const response = await app.request(`/api/messages?${parameters}`);

        expect([200, 400]).toContain(response.status);
        await expectProper(response);
      }),
      fuzzed(300),
    );
    await expectNothingChanged();
  });

  test.each([
    ["POST", `messages/${known}/${messageKey}/decision`, { decision: "later", note: "x" }],
    ["POST", `customers/${known}/erase`, { reason: "requested", confirm: "somebody else" }],
    ["POST", "campaigns/unknown/activate", { revision: 0, inside: "finish", note: "x" }],
    ["POST", "campaigns/unknown/roll-back", { revision: 0, version: 1 }],
    ["POST", "campaigns/unknown/versions", { revision: 0, definition: nearlyDefinition, words: wordsFor("gift") }],
    [
      "PUT",
      "segments/often",
      { name: { en: "Often", zh: "常客" }, predicate: { all: [{ figure: "nothing", atLeast: 1 }] } },
    ],
  ])("%s to %s with any body is refused and changes nothing", async (method, at, nearlyRight) => {
    const text = (value: unknown): Buffer => Buffer.from(JSON.stringify(value) ?? "");
    const body = fc.oneof(
      mutated(nearlyRight).map(text),
      hostileValue.map(text),
      mutatedBytes(text(nearlyRight)),
      fc.constantFrom("[", '{"a":', '"\\').map((unit) => Buffer.from(unit.repeat(60_000))),
    );
    const types = fc.oneof(
      { weight: 4, arbitrary: fc.constant("application/json") },
      { weight: 1, arbitrary: hostileHeader },
    );
    const encodings = fc.constantFrom("", "", "", "gzip", "br", "identity");
    await fc.assert(
      fc.asyncProperty(body, types, encodings, async (bytes, type, encoding) => {
        const headers = { "content-type": type, ...(encoding !== "" && { "content-encoding": encoding }) };

        const response = await app.request(`/api/${at}`, { method, headers, body: new Uint8Array(bytes) });

        expect([400, 404, 409, 413, 415]).toContain(response.status);
        await expectProper(response);
      }),
      fuzzed(200),
    );
    await expectNothingChanged();
  });
});

test("a hostile decision that the schema lets through about a message nobody doubts changes nothing", async () => {
  const body = fc.record({ decision: fc.constantFrom("accepted", "failed", "send-again"), note: hostileText });
  await fc.assert(
    fc.asyncProperty(body, async (said) => {
      const response = await app.request(`/api/messages/${known}/${messageKey}/decision`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(said),
      });

      expect([400, 409]).toContain(response.status);
      await expectProper(response);
    }),
    fuzzed(100),
  );
  await expectNothingChanged();
});

test("a write key in another form than basic auth, or nearly right, takes no event", async () => {
  const credentials = fc
    .oneof(
      mutatedBytes(Buffer.from(writeKey)).map((bytes) => bytes.toString("latin1")),
      hostileText,
      fc.constantFrom(
        `${writeKey} `,
        ` ${writeKey}`,
        writeKey.toUpperCase(),
        `${writeKey}\u0000`,
        `:${writeKey}`,
        "write-key#",
      ),
      fc.constantFrom(createHash("sha256").update(writeKey).digest("hex"), "live", "snapshot", "__proto__"),
    )
    .filter((text) => text.split(":")[0] !== writeKey);
  const schemes = fc.constantFrom("Basic", "basic", "Bearer", "Digest", "BasicBasic", "");
  await fc.assert(
    fc.asyncProperty(credentials, schemes, async (text, scheme) => {
      const authorization = `${scheme} ${Buffer.from(text.toWellFormed()).toString("base64")}`;

      const response = await ingest.request("/v1/identify", {
        method: "POST",
        headers: { authorization, "content-type": "application/json" },
        body: JSON.stringify({ userId: "u", traits: { firstName: "Eve" } }),
      });

      expect(response.status).toBe(401);
    }),
    fuzzed(200),
  );
  await expectNothingChanged();
});
