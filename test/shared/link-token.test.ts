import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { categories, channels, languages } from "../../lambdas/domain/channel.ts";
import { type LinkClaims, readLink, signLink, unsubscribeUrl } from "../../lambdas/shared/link-token.ts";

const secret = "a secret of the tests";
const purpose = "unsubscribe";
const claims: LinkClaims = { customerId: "客户-1", channel: "email", topic: "promotion", messageKey: "key" };

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
    fc.assert(
      fc.property(anyClaims, (signed) => {
        const token = signLink({ secret, purpose, claims: signed });
        const read = readLink({ secret, purpose, token });

        expect(token).toMatch(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/);
        expect(read).toEqual(signed);
      }),
    );
  });

  it("is worthless after a change of any character", () => {
    const token = signLink({ secret, purpose, claims });
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(..."AZaz09-_."), (index, char) => {
        fc.pre(token[index] !== char);
        const changed = token.slice(0, index) + char + token.slice(index + 1);

        const read = readLink({ secret, purpose, token: changed });

        expect(read).toBeUndefined();
      }),
    );
  });

  it.each(["", ".", "a.b", "a.b.c", "💥", `${signLink({ secret, purpose, claims })}.x`])("is not %j", (token) => {
    const read = readLink({ secret, purpose, token });

    expect(read).toBeUndefined();
  });

  it("is worthless under another secret", () => {
    const token = signLink({ secret: "another", purpose, claims });

    const read = readLink({ secret, purpose, token });

    expect(read).toBeUndefined();
  });

  it("makes the address of the page, whether the public one ends with a slash or not", () => {
    const urls = ["https://a.example", "https://a.example/"].map((publicUrl) =>
      unsubscribeUrl({ publicUrl, secret, claims }),
    );

    expect(urls[0]).toBe(`https://a.example/unsubscribe/${signLink({ secret, purpose, claims })}`);
    expect(urls[1]).toBe(urls[0]);
  });
});
