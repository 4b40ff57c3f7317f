import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { categories, languages } from "../../lambdas/domain/channel.ts";
import { readClick, signClick } from "../../lambdas/shared/click-token.ts";
import { dropped, readLinkKeys, rotated } from "../../lambdas/shared/link-keys.ts";
import { type LinkClaims, linksOf, readLink, signLink } from "../../lambdas/shared/link-token.ts";
import { readPageLink, readShort, shortLinksOf, shortPaths, signShort } from "../../lambdas/shared/short-link.ts";

const keys = readLinkKeys("a secret of the tests");
const page = "preferences";
const messageKey = "q2wkjmzbn7t3xvah5rydocgefp";
const claims: LinkClaims = { customerId: "c-000123", channel: "sms", topic: "care", messageKey, language: "zh" };
const pages = Object.keys(shortPaths) as readonly (keyof typeof shortPaths)[];

const anyId = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 128 }),
  fc.bigInt({ min: 0n, max: 10n ** 40n }).map(String),
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 1, maxLength: 64 }),
  fc.constantFrom("0", "007", "00", "-1", "1e3", "ab", "abc", "客户-1"),
);
const anyClaims = fc.record({
  customerId: anyId,
  channel: fc.constant("sms" as const),
  topic: fc.constantFrom(...categories, "all" as const),
  messageKey: fc.string({ unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz234567"), minLength: 26, maxLength: 26 }),
  language: fc.constantFrom(...languages),
});
const tokenFor = (customerId: string): string => String(signShort({ keys, page, claims: { ...claims, customerId } }));

describe("a short link's token", () => {
  it("brings back the customer whatever their id, the topic, the language, and the beginning of the message's key", () => {
    void fc.assert(
      fc.property(anyClaims, fc.constantFrom(...pages), (signed, on) => {
        const token = String(signShort({ keys, page: on, claims: signed }));
        const { messageKey: key, channel: _, ...rest } = signed;

        expect(token).toMatch(/^0\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{16}$/);
        expect(readShort({ keys, page: on, token })).toEqual({ ...rest, messageKeyStart: key.slice(0, 8) });
      }),
    );
  });

  it.each([
    ["a number, as Shopify gives it", "7301449998562", 35],
    ["a UUID", "0190a3c4-5b7e-7d2a-9f10-3c8e6b1d2f45", 49],
    ["a document store's id", "65f1c0ffee0badc0de123456", 43],
    ["a short id of a shop's own", "c-000123", 38],
  ])("of %s has so few characters: %s, %i", (_what, id, length) => {
    const long = signLink({ keys, purpose: page, claims: { ...claims, customerId: id } });

    expect(tokenFor(id)).toHaveLength(length);
    expect(long.length).toBeGreaterThan(2.5 * length);
  });

  it("is worthless after a change of any character", () => {
    const token = tokenFor("7301449998562");
    void fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(..."AZaz09-_."), (index, char) => {
        fc.pre(token[index] !== char);
        const changed = token.slice(0, index) + char + token.slice(index + 1);

        expect(readPageLink({ keys, page, token: changed })).toBeUndefined();
      }),
    );
  });

  it("opens its own page and no other, no long link and no click, and neither do theirs", () => {
    const click = String(signClick(keys, { customerId: "c-1", messageKey, language: "en", link: 0 }));
    for (const on of pages) {
      const token = String(signShort({ keys, page: on, claims }));
      const opened = pages.filter((other) => readPageLink({ keys, page: other, token }) !== undefined);

      expect(opened).toEqual([on]);
      expect(readLink({ keys, purpose: on, token })).toBeUndefined();
      expect(readClick(keys, token)).toBeUndefined();
      expect(readShort({ keys, page: on, token: click })).toBeUndefined();
      expect(readShort({ keys, page: on, token: signLink({ keys, purpose: on, claims }) })).toBeUndefined();
    }
  });

  it("works after a rotation, and no more once its key was dropped", () => {
    const now = Date.parse("2026-03-02T10:00:00Z");
    const token = tokenFor("c-1");
    const ring = rotated(keys, { id: "k2", secret: "the secret of key k2", now });
    const left = dropped(ring, { id: "0", now, leaked: true });

    expect(readPageLink({ keys: ring, page, token })).toMatchObject({ customerId: "c-1", channel: "sms" });
    expect(left.ok && readPageLink({ keys: left.keys, page, token })).toBeUndefined();
    expect(String(signShort({ keys: ring, page, claims }))).toMatch(/^k2\./);
  });

  it("reads a page's long link as before", () => {
    const token = signLink({ keys, purpose: page, claims: { ...claims, channel: "email" } });

    expect(readPageLink({ keys, page, token })).toEqual({ ...claims, channel: "email" });
  });
});

describe("the links of a text", () => {
  it("are each under one letter", () => {
    const links = shortLinksOf({ publicUrl: "https://a.example/", keys, claims });

    expect(links?.unsubscribeUrl).toMatch(/^https:\/\/a\.example\/u\/0\./);
    expect(links?.preferencesUrl).toBe(`https://a.example/p/${tokenFor(claims.customerId)}`);
    expect(links?.surveyUrl).toMatch(/^https:\/\/a\.example\/s\/0\./);
    expect(links?.reasonUrl).toMatch(/^https:\/\/a\.example\/r\/0\./);
  });

  it("are left to the long ones where the message's key is none of ours", () => {
    const odd = { ...claims, messageKey: "key" };

    expect(shortLinksOf({ publicUrl: "https://a.example", keys, claims: odd })).toBeUndefined();
    expect(linksOf({ publicUrl: "", keys, claims: odd, campaignId: "c" }).preferencesUrl).toMatch(/preferences/);
  });
});
