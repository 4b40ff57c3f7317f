import * as fc from "fast-check";
import type { Hono } from "hono";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createClickApp } from "../../lambdas/handlers/click.ts";
import { type ClickClaims, signClick } from "../../lambdas/shared/click-token.ts";
import { firstKeyId, readLinkKeys } from "../../lambdas/shared/link-keys.ts";
import { signLink } from "../../lambdas/shared/link-token.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createMessageStore } from "../../lambdas/store/message-store.ts";
import { type EventsTable, eventsTable } from "../support/events-table.ts";
import { aReservation } from "../support/factories.ts";
import { fuzzed } from "../support/fuzz.ts";
import { hostileHeader, hostileText, mutatedBytes } from "../support/hostile.ts";
import { wordsWith } from "../support/message-samples.ts";
import { startTables, type Tables } from "../support/tables.ts";

const claims: ClickClaims = {
  customerId: "客户-1",
  messageKey: "abcdefghijklmnopqrstuvwxyz",
  language: "en",
  link: 0,
};
const shopUrl = "https://shop.example/spring";
const browser = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1";

let tables: Tables;
let app: Hono;
let events: EventsTable;

/** A message whose words hold one link: everything is there that a click needs. */
beforeAll(async () => {
  tables = await startTables();
  const runtime = tables.runtime();
  events = eventsTable(runtime);
  app = createClickApp(runtime);
  const now = tables.clock.now();
  const { customerId, messageKey } = claims;
  const reservation = aReservation({ messageKey, channel: "sms" });
  await createMessageStore(runtime).claim({ customerId, reservation, now, leaseUntil: now + 300_000 });
  const words = {
    ...wordsWith({}),
    parameters: { shopUrl },
    steps: { gift: { sms: { text: "See {{ campaign.shopUrl }}." } } },
  };
  const { campaignId, campaignVersion: version } = reservation;
  await createCampaignStore(runtime).saveWords({ campaignId, version, words });
});
afterAll(() => tables.stop());
beforeEach(() => events.clear());

const keys = () => readLinkKeys(String(tables.variables.LINK_SECRET));
const tokenOf = (change: Partial<ClickClaims> = {}): string => signClick(keys(), { ...claims, ...change }) ?? "";

const follow = (path: string, headers: Record<string, string> = {}) =>
  app.request(`/c/${path}`, { headers: { "user-agent": browser, ...headers } });

/** Other spellings of the same bytes, parts in another order, and what a link to another purpose would carry. */
const nearly = (token: string): fc.Arbitrary<string> => {
  const [id = "", payload = "", signature = ""] = token.split(".");
  const optOut = signLink({
    keys: keys(),
    purpose: "unsubscribe",
    claims: { ...claims, channel: "sms", topic: "all" },
  });
  return fc.oneof(
    mutatedBytes(Buffer.from(token)).map((bytes) => bytes.toString("latin1")),
    fc.constantFrom("=", "==", " ", "!", "\n", ".").map((put) => `${token}${put}`),
    fc.constantFrom(
      `${id}.${payload}.`,
      `1.${payload}.${signature}`,
      `${id}..${signature}`,
      `.${payload}.${signature}`,
    ),
    fc.constant(`${id}.${payload}.${Buffer.from(signature, "base64url").toString("hex")}`),
    fc.constant(`${id}.${signature}.${payload}`),
    fc.constant(optOut),
    hostileText.map((text) => `${id}.${Buffer.from(text).toString("base64url")}.${signature}`),
    hostileText.map((text) => `${text}.${payload}.${signature}`),
  );
};

const expectPage = async (response: Response): Promise<void> => {
  expect([400, 404]).toContain(response.status);
  expect(response.headers.get("location")).toBeNull();
  expect(await response.text()).toContain("<!doctype html>");
};

test("the link that was signed leads on, which is what all the others do not", async () => {
  const response = await follow(tokenOf());

  expect([response.status, response.headers.get("location")]).toEqual([302, shopUrl]);
  expect(await events.all()).toMatchObject([{ kind: "message-clicked", customerId: claims.customerId }]);
});

describe("a link that was not signed like this", () => {
  test("shows a page, leads nowhere and is no click", async () => {
    const token = tokenOf();
    // A link from before there were several keys names none, and means the first one.
    const same = [token, token.replace(`${firstKeyId}.`, "")];
    const others = fc.oneof(nearly(token), hostileText).filter((text) => !same.includes(text));
    await fc.assert(
      fc.asyncProperty(others, async (text) => {
        await expectPage(await follow(encodeURIComponent(text.toWellFormed())));
      }),
      fuzzed(400),
    );
    expect(await events.all()).toEqual([]);
  });

  test("leads nowhere also as a path that nobody would write", async () => {
    const paths = fc.oneof(
      fc.constantFrom("%", "%zz", "%ff", "%00", "%2e%2e/", "a/b", "//evil.example", "?", "#", "%F0%9F", "."),
      fc.constantFrom("https://evil.example", "?url=https://evil.example", `${tokenOf()}/https://evil.example`),
      fc.string({ unit: fc.constantFrom("%", "2", "f", "/", ".", ";", "?", "a", "~"), maxLength: 30 }),
    );
    await fc.assert(
      fc.asyncProperty(paths, async (path) => {
        await expectPage(await follow(path));
      }),
      fuzzed(150),
    );
    expect(await events.all()).toEqual([]);
  });
});

test("a link that was signed for something that is not there shows a page", async () => {
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 });
  const said = fc.oneof(
    fc.record({ customerId: text }),
    fc.record({ customerId: fc.constantFrom("x".repeat(2_049), "\u0000", "客".repeat(1_000), "\ufeffx") }),
    fc.record({ messageKey: fc.stringMatching(/^[a-z2-7]{26}$/) }),
    fc.record({ link: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ language: fc.constant("zh" as const) }),
  );
  await fc.assert(
    fc.asyncProperty(said, async (change) => {
      fc.pre(JSON.stringify({ ...claims, ...change }) !== JSON.stringify(claims));

      await expectPage(await follow(encodeURIComponent(tokenOf(change))));
    }),
    fuzzed(150),
  );
  expect(await events.all()).toEqual([]);
});

test("whatever headers come with it, a click leads to the stored address and nowhere else", async () => {
  const names = fc.constantFrom(
    "host",
    "x-forwarded-host",
    "referer",
    "origin",
    "accept-language",
    "purpose",
    "user-agent",
  );
  await fc.assert(
    fc.asyncProperty(names, hostileHeader, async (name, value) => {
      const response = await follow(tokenOf(), { [name]: value });

      expect([response.status, response.headers.get("location")]).toEqual([302, shopUrl]);
    }),
    fuzzed(150),
  );
});
