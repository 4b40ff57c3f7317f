import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLinkAddress, linksOf, withClickLinks, withLinks } from "../../lambdas/channels/links.ts";
import { wordsWith } from "../support/message-samples.ts";

const words = (text: string, parameters: Record<string, string> = {}) => ({
  ...wordsWith({ sms: { text } }),
  parameters,
});

describe("the links of words", () => {
  it("are the fixed https addresses of texts and the addresses among the parameters", () => {
    const links = linksOf(
      words("See https://shop.example/a, or (https://shop.example/b). {{ campaign.shopUrl }}", {
        shopUrl: "https://shop.example/",
        couponCode: "COME20",
        old: "http://shop.example/",
      }),
    );

    expect(links).toEqual(["https://shop.example/", "https://shop.example/a", "https://shop.example/b"]);
  });

  it("are none for words without texts, whose storage stays as it was", () => {
    const email = {
      subject: "s",
      preheader: "p",
      html: '<a href="https://shop.example">',
      text: "https://shop.example",
    };
    const only = wordsWith({ email });

    expect(linksOf(only)).toEqual([]);
    expect(withLinks(only)).toEqual(only);
  });

  it.each([
    ...[
      "http://shop.example",
      "https://",
      "javascript:alert(1)",
      "//shop.example",
      "https://bank.example@evil.example/",
    ],
    ...[
      "https://user:pass@shop.example",
      "ftp://shop.example",
      " https://shop.example",
      `https://shop.example/${"x".repeat(1_000)}`,
    ],
  ])("never hold %.60j", (address) => {
    expect(isLinkAddress(address)).toBe(false);
    expect(linksOf(words("Hi", { shopUrl: address }))).not.toContain(address);
  });
});

describe("a text with links that count clicks", () => {
  const links = ["https://shop.example/a", "https://shop.example/ab"];
  const urlOf = (link: number) => `https://s.example/c/${link}`;

  it("has each stored address replaced, whole, and its punctuation kept", () => {
    const text = withClickLinks(
      "A https://shop.example/ab. B https://shop.example/a, C https://shop.example/abc",
      links,
      urlOf,
    );

    expect(text).toBe("A https://s.example/c/1. B https://s.example/c/0, C https://shop.example/abc");
  });

  it("never leads anywhere for an address that was not stored, whatever a customer is called", () => {
    void fc.assert(
      fc.property(fc.webUrl({ validSchemes: ["https", "http"] }), (url) => {
        fc.pre(!links.includes(url));

        expect(withClickLinks(`Hi ${url}`, links, urlOf)).not.toMatch(/s\.example\/c\/\d/);
      }),
    );
  });

  it("keeps an address for which no token can be made", () => {
    expect(withClickLinks("https://shop.example/a", links, () => undefined)).toBe("https://shop.example/a");
  });
});
