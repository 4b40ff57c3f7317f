import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { categories, channels, languages } from "../../lambdas/domain/channel.ts";
import { type ClickClaims, clickUrl, readClick, signClick } from "../../lambdas/shared/click-token.ts";
import { type LinkKeys, readLinkKeys, rotated, signatureOf, writtenLinkKeys } from "../../lambdas/shared/link-keys.ts";
import { type LinkClaims, linksOf, readLink, signLink, unsubscribeUrl } from "../../lambdas/shared/link-token.ts";

const keys = readLinkKeys("a secret of the tests");
const purpose = "unsubscribe";
const claims: LinkClaims = { customerId: "客户-1", channel: "email", topic: "promotion", messageKey: "key" };
const now = Date.parse("2026-03-02T10:00:00Z");
const rotate = (before: LinkKeys, id: string): LinkKeys =>
  rotated(before, { id, secret: `the secret of key ${id}`, now });

describe("a link token", () => {
  it("brings back what was signed", () => {
    const anyClaims = fc.record(
      {
        customerId: fc.string({ unit: "grapheme", minLength: 1 }),
        channel: fc.constantFrom(...channels),
        topic: fc.constantFrom(...categories, "all" as const),
        messageKey: fc.string(),
        language: fc.constantFrom(...languages),
      },
      { requiredKeys: ["customerId", "channel", "topic", "messageKey"] },
    );
    void fc.assert(
      fc.property(anyClaims, (signed) => {
        const token = signLink({ keys, purpose, claims: signed });
        const read = readLink({ keys, purpose, token });

        expect(token).toMatch(/^0\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/);
        expect(read).toEqual(signed);
      }),
    );
  });

  it("is worthless after a change of any character", () => {
    const token = signLink({ keys, purpose, claims });
    void fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(..."AZaz09-_."), (index, char) => {
        fc.pre(token[index] !== char);
        const changed = token.slice(0, index) + char + token.slice(index + 1);

        const read = readLink({ keys, purpose, token: changed });

        expect(read).toBeUndefined();
      }),
    );
  });

  it.each(["", ".", "a.b", "a.b.c", "..", "0..", "💥", `${signLink({ keys, purpose, claims })}.x`, "0.".repeat(5_000)])(
    "is not %.20j",
    (token) => {
      expect(readLink({ keys, purpose, token })).toBeUndefined();
      expect(readClick(keys, token)).toBeUndefined();
    },
  );

  it("is worthless under another secret", () => {
    const token = signLink({ keys: readLinkKeys("another"), purpose, claims });

    expect(readLink({ keys, purpose, token })).toBeUndefined();
  });

  it("is worthless for another purpose, both ways, even under the same key", () => {
    const click: ClickClaims = { customerId: "c-1", messageKey: "a".repeat(26), language: "en", link: 0 };
    const asClick = signLink({ keys, purpose: "click", claims });

    expect(readLink({ keys, purpose, token: asClick })).toBeUndefined();
    expect(readLink({ keys, purpose, token: String(signClick(keys, click)) })).toBeUndefined();
    expect(readClick(keys, signLink({ keys, purpose, claims }))).toBeUndefined();
  });

  it("makes the address of the page, whether the public one ends with a slash or not", () => {
    const urls = ["https://a.example", "https://a.example/"].map((publicUrl) =>
      unsubscribeUrl({ publicUrl, keys, claims }),
    );

    expect(urls[0]).toBe(`https://a.example/unsubscribe/${signLink({ keys, purpose, claims })}`);
    expect(urls[1]).toBe(urls[0]);
  });

  it.each([claims, { ...claims, language: "zh" as const }])("says to the survey page whose message %j was", (of) => {
    const links = linksOf({ publicUrl: "https://a.example", keys, claims: of, campaignId: "after-delivery" });
    const [survey = "", reason = ""] = [links.surveyUrl, links.reasonUrl].map((url) => url.split("/").at(-1));

    expect(links.surveyUrl).toMatch(/^https:\/\/a\.example\/survey\//);
    expect(readLink({ keys, purpose: "survey", token: survey })).toEqual({ ...of, campaignId: "after-delivery" });
    expect(links.reasonUrl).toMatch(/^https:\/\/a\.example\/reason\//);
    expect(readLink({ keys, purpose: "reason", token: reason })).toEqual(of);
    expect(readLink({ keys, purpose: "reason", token: survey })).toBeUndefined();
  });
});

describe("a token after a rotation", () => {
  it("is signed by the newest key, and every kept key verifies what it signed", () => {
    const [second, third] = [rotate(keys, "k2"), rotate(rotate(keys, "k2"), "k3")];
    const tokens = [keys, second, third].map((ring) => signLink({ keys: ring, purpose, claims }));

    expect(tokens.map((token) => token.split(".")[0])).toEqual(["0", "k2", "k3"]);
    expect(tokens.map((token) => readLink({ keys: third, purpose, token }))).toEqual([claims, claims, claims]);
  });

  it("is known by the key it names and no other: the name cannot be exchanged", () => {
    const ring = rotate(rotate(keys, "k2"), "k3");
    const [, payload, signature] = signLink({ keys: ring, purpose, claims }).split(".");

    const read = ["0", "k2", "k4"].map((id) =>
      readLink({ keys: ring, purpose, token: `${id}.${payload}.${signature}` }),
    );

    expect(read).toEqual([undefined, undefined, undefined]);
  });

  it("still verifies in the form from before there were several keys", () => {
    const payload = Buffer.from(JSON.stringify(["c-1", "email", "care", "key"])).toString("base64url");
    const [first] = keys;
    const token = `${payload}.${signatureOf(first, { purpose, payload }).toString("base64url")}`;

    const read = [keys, readLinkKeys(writtenLinkKeys(rotate(keys, "k2")))].map((ring) =>
      readLink({ keys: ring, purpose, token }),
    );

    expect(read[0]).toEqual({ customerId: "c-1", channel: "email", topic: "care", messageKey: "key" });
    expect(read[1]).toEqual(read[0]);
  });
});

describe("a click token", () => {
  const letters = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz234567");
  const anyClick: fc.Arbitrary<ClickClaims> = fc.record({
    customerId: fc.string({ unit: "grapheme", minLength: 1, maxLength: 128 }),
    messageKey: fc.string({ unit: letters, minLength: 26, maxLength: 26 }),
    language: fc.constantFrom(...languages),
    link: fc.nat(255),
  });

  it("brings back what was signed", () => {
    void fc.assert(
      fc.property(anyClick, (signed) => {
        expect(readClick(keys, String(signClick(keys, signed)))).toEqual(signed);
      }),
    );
  });

  it("is worthless after a change of any character", () => {
    void fc.assert(
      fc.property(anyClick, fc.nat(), fc.constantFrom(..."AZaz09-_."), (signed, place, char) => {
        const token = String(signClick(keys, signed));
        const index = place % token.length;
        fc.pre(token[index] !== char);

        expect(readClick(keys, token.slice(0, index) + char + token.slice(index + 1))).toBeUndefined();
      }),
    );
  });

  it("is short enough for a text message, and uses letters of the GSM alphabet only", () => {
    const signed: ClickClaims = {
      customerId: "10024",
      messageKey: "abcdefghijklmnopqrstuvwxyz",
      language: "en",
      link: 0,
    };
    const url = clickUrl({ publicUrl: "https://s.example", keys: rotate(keys, "ab2"), claims: signed });

    expect(url).toMatch(/^https:\/\/s\.example\/c\/ab2\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{16}$/);
    expect(String(url).length).toBeLessThanOrEqual(73);
  });

  it("is not made for what it could not bring back", () => {
    const base: ClickClaims = { customerId: "c", messageKey: "short", language: "en", link: 0 };

    expect(signClick(keys, base)).toBeUndefined();
    expect(signClick(keys, { ...base, messageKey: "a".repeat(26), link: 256 })).toBeUndefined();
  });
});
