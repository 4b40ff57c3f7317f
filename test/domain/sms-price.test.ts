import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { lettersOutsideGsm, smsParts } from "../../lambdas/domain/sms-parts.ts";
import { partPrices, smsQuote } from "../../lambdas/domain/sms-price.ts";

const japan = 0.07451;

describe("what a text costs", () => {
  it.each([
    ["one part", "x".repeat(160), "GSM-7", 160, 1, 0.07451],
    ["a letter more: two parts", "x".repeat(161), "GSM-7", 161, 2, 0.14902],
    ["two full parts", "x".repeat(306), "GSM-7", 306, 2, 0.14902],
    ["three parts", "x".repeat(307), "GSM-7", 307, 3, 0.22353],
    ["a euro sign, from the extension table, takes two places", `${"x".repeat(159)}€`, "GSM-7", 161, 2, 0.14902],
    ["seventy signs", "福".repeat(70), "UCS-2", 70, 1, 0.07451],
    ["seventy-one", "福".repeat(71), "UCS-2", 71, 2, 0.14902],
    ["134 signs, two full parts", "福".repeat(134), "UCS-2", 134, 2, 0.14902],
    ["135 signs", "福".repeat(135), "UCS-2", 135, 3, 0.22353],
    ["an emoji takes two units and moves the text to UCS-2", `${"x".repeat(69)}🎁`, "UCS-2", 71, 2, 0.14902],
    ["nothing", "", "GSM-7", 0, 0, 0],
  ])("%s", (_, text, encoding, characters, parts, priceUsd) => {
    expect(smsQuote(text, "JP")).toMatchObject({ encoding, characters, parts, priceUsd, country: "JP" });
  });

  it("says where a figure comes from and of when, and that the American one is not AWS's", () => {
    expect(smsQuote("Hello", "JP").perPart).toMatchObject({ basis: "provider", asOf: "2026-05" });
    expect(smsQuote("Hello", "US")).toMatchObject({
      priceUsd: 0.0083,
      perPart: { basis: "market", asOf: "2026-11-12" },
    });
    for (const { source } of Object.values(partPrices)) expect(source).not.toBe("");
  });

  it.each(["GB", "CN", "toString", "__proto__", undefined])("is unknown, not nothing, in %s", (country) => {
    const quote = smsQuote("Hello", country);

    expect(quote).toMatchObject({ encoding: "GSM-7", characters: 5, parts: 1 });
    expect(quote).not.toHaveProperty("priceUsd");
    expect(quote).not.toHaveProperty("perPart");
  });

  it("is the shop's own figure where it gave one", () => {
    expect(smsQuote("Hello", "GB", { GB: 0.04 })).toMatchObject({ priceUsd: 0.04, perPart: { basis: "shop" } });
    expect(smsQuote("Hello", "JP", { JP: 0.07 })).toMatchObject({ priceUsd: 0.07 });
  });
});

const anyText = fc.string({ unit: fc.constantFrom("a", "é", "€", "[", "福", "🎁", "’"), maxLength: 500 });

test("the price is always the parts times the price of one", () => {
  void fc.assert(
    fc.property(anyText, fc.double({ min: 0.001, max: 1, noNaN: true }), (text, usd) => {
      const { parts } = smsParts(text);

      expect(smsQuote(text, "JP").priceUsd).toBeCloseTo(parts * japan, 6);
      expect(smsQuote(text, "GB", { GB: usd }).priceUsd).toBeCloseTo(parts * usd, 5);
    }),
  );
});

test("a text is in UCS-2 exactly when a letter outside GSM-7 can be named", () => {
  void fc.assert(
    fc.property(anyText, (text) => {
      const letters = lettersOutsideGsm(text);

      expect(letters.length > 0).toBe(smsParts(text).encoding === "UCS-2");
      expect(smsParts([...text].filter((one) => !letters.includes(one)).join("")).encoding).toBe("GSM-7");
    }),
  );
});
