import * as fc from "fast-check";
import type { Hono } from "hono";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createUnsubscribeApp } from "../../lambdas/handlers/unsubscribe.ts";
import { readLinkKeys } from "../../lambdas/shared/link-keys.ts";
import { type LinkClaims, signLink } from "../../lambdas/shared/link-token.ts";
import { signShort } from "../../lambdas/shared/short-link.ts";
import { type EventsTable, eventsTable } from "../support/events-table.ts";
import { fuzzed } from "../support/fuzz.ts";
import { hostileText, mutatedBytes } from "../support/hostile.ts";
import { startTables, type Tables } from "../support/tables.ts";

let tables: Tables;
let app: Hono;
let events: EventsTable;

beforeAll(async () => {
  tables = await startTables();
  const runtime = tables.runtime();
  events = eventsTable(runtime);
  app = createUnsubscribeApp(runtime);
});
afterAll(() => tables.stop());
beforeEach(() => events.clear());

const claims: LinkClaims = {
  customerId: "客户-1",
  channel: "email",
  topic: "promotion",
  messageKey: "abcdefghijklmnopqrstuvwxyz",
  language: "en",
};
/** The link of an email, and that of a text. */
const kinds = ["unsubscribe", "u"] as const;
type Kind = (typeof kinds)[number];

const tokenOf = (kind: Kind, said: LinkClaims): string => {
  const keys = readLinkKeys(String(tables.variables.LINK_SECRET));
  return kind === "u"
    ? String(signShort({ keys, page: "unsubscribe", claims: said }))
    : signLink({ keys, purpose: "unsubscribe", claims: said });
};

const open = (kind: Kind, path: string, method: "GET" | "POST", init: RequestInit = {}) =>
  app.request(`/${kind}/${path}`, { method, ...init });

const method = fc.constantFrom("GET" as const, "POST" as const);

/** Nearly right: edited, with one part of another token, or written in another way that decodes to the same bytes. */
const nearly = (token: string): fc.Arbitrary<string> => {
  const [signature = "", ...before] = token.split(".").reverse();
  const payload = before.reverse().join(".");
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const lastWith = (spareBits: number): string =>
    alphabet[(alphabet.indexOf(signature.at(-1) ?? "") & ~3) | spareBits] ?? "";
  return fc.oneof(
    mutatedBytes(Buffer.from(token)).map((bytes) => bytes.toString("latin1")),
    fc.constantFrom(1, 2, 3).map((bits) => `${payload}.${signature.slice(0, -1)}${lastWith(bits)}`),
    fc.constantFrom("=", "==", " ", "!", "\n", ".").map((put) => `${token}${put}`),
    fc.constantFrom("", ".", "..", payload, `${payload}.`, `.${signature}`, `${signature}.${payload}`),
    fc.constant(`${payload}.${Buffer.from(signature, "base64url").toString("base64")}`),
    fc.constant(`${payload}.${Buffer.from(signature, "base64url").toString("hex")}`),
  );
};

describe("a link that was not signed like this", () => {
  test.each(kinds)("shows the page for a broken link and changes nothing: /%s/", async (kind) => {
    const token = tokenOf(kind, claims);
    const others = fc.oneof(nearly(token), hostileText).filter((text) => text !== token);
    await fc.assert(
      fc.asyncProperty(others, method, async (text, verb) => {
        const response = await open(kind, encodeURIComponent(text.toWellFormed()), verb);

        expect([400, 404]).toContain(response.status);
        expect(await response.text()).toContain("<!doctype html>");
      }),
      fuzzed(200),
    );
    expect(await events.all()).toEqual([]);
  });

  test("is a broken link also as a path that nobody would write", async () => {
    const paths = fc.oneof(
      fc.constantFrom("%", "%zz", "%ff", "%00", "%2e%2e/", "../../", "a/b", "//", "?", "#", "%F0%9F", "."),
      fc.string({ unit: fc.constantFrom("%", "2", "f", "/", ".", ";", "?", "a", "~"), maxLength: 30 }),
    );
    await fc.assert(
      fc.asyncProperty(paths, method, async (path, verb) => {
        const response = await open("unsubscribe", path, verb);

        expect(response.status).toBe(400);
      }),
      fuzzed(150),
    );
    expect(await events.all()).toEqual([]);
  });
});

test.each(kinds)(
  "a link that was signed writes exactly one event when it is posted, however often, and none when it is opened: /%s/",
  async (kind) => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 });
    const said = fc.record({
      customerId: text,
      channel: fc.constantFrom("email" as const, "sms" as const),
      topic: fc.constantFrom("all" as const, "care" as const),
      messageKey: fc.stringMatching(/^[a-z2-7]{26}$/),
    });
    const bodies = fc.oneof(
      fc.constant("List-Unsubscribe=One-Click"),
      fc.constantFrom("", "a=%zz&&=&[x]=1", "--x\r\nContent-Disposition: form-data\r\n\r\n", "{", "\u0000"),
      hostileText,
    );
    const types = fc.constantFrom(
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "text/plain",
      "x",
    );
    await fc.assert(
      fc.asyncProperty(said, bodies, types, async (drawn, body, type) => {
        await events.clear();
        const path = encodeURIComponent(tokenOf(kind, drawn));
        const post = { body: body.toWellFormed(), headers: { "content-type": type } };

        const opened = [(await open(kind, path, "GET")).status, (await events.all()).length];
        const posted = [(await open(kind, path, "POST", post)).status, (await open(kind, path, "POST", post)).status];

        expect(opened).toEqual([200, 0]);
        expect(posted).toEqual([200, 200]);
        expect(await events.all()).toMatchObject([
          { kind: "consent-withdrawn", customerId: drawn.customerId, topic: drawn.topic },
        ]);
      }),
      fuzzed(40),
    );
  },
);
