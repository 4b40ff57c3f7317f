import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { claimIdOf, codeOf, generatedLetters } from "../../lambdas/domain/coupon-code.ts";
import { generatedCoupon } from "../support/coupons.ts";

const owner = fc.record({ customerId: fc.string(), campaignId: fc.string(), occurrence: fc.string() });
const salt = fc.string({ minLength: 8, maxLength: 60 });

describe("a generated code", () => {
  it("is its prefix and ten letters that nobody confuses, whoever it is for", () => {
    void fc.assert(
      fc.property(owner, salt, fc.stringMatching(/^[A-Z0-9]{0,10}$/), (one, own, prefix) => {
        const code = codeOf(generatedCoupon({ salt: own, prefix }), one) ?? "";

        expect(code.slice(0, prefix.length)).toBe(prefix);
        expect(code.slice(prefix.length)).toMatch(new RegExp(`^[ACDEFGHJKMNPQRTUVWXY34679]{${generatedLetters}}$`));
      }),
    );
  });

  it("is the same each time, and another one for another journey or salt", () => {
    void fc.assert(
      fc.property(owner, owner, salt, salt, (one, other, first, second) => {
        const code = codeOf(generatedCoupon({ salt: first }), one);

        expect(codeOf(generatedCoupon({ salt: first }), { ...one })).toBe(code);
        if (JSON.stringify(one) !== JSON.stringify(other))
          expect(codeOf(generatedCoupon({ salt: first }), other)).not.toBe(code);
        if (first !== second) expect(codeOf(generatedCoupon({ salt: second }), one)).not.toBe(code);
      }),
    );
  });

  it("hits no code twice among fifty thousand journeys, and every letter about equally often", () => {
    const codes = new Set<string>();
    const counts = new Map<string, number>();
    for (let index = 0; index < 50_000; index += 1) {
      const code = codeOf(generatedCoupon({ prefix: "" }), {
        ...{ customerId: `customer-${index}`, campaignId: "dormant", occurrence: "order" },
      });
      codes.add(code ?? "");
      for (const letter of code ?? "") counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }

    expect(codes.size).toBe(50_000);
    expect(counts.size).toBe(25);
    // 20,000 expected of each, with a deviation of about 139.
    for (const count of counts.values()) expect(Math.abs(count - 20_000)).toBeLessThan(1_000);
  });
});

describe("the claim of a journey", () => {
  it("has a name of its own for every journey and coupon", () => {
    void fc.assert(
      fc.property(owner, owner, fc.string(), fc.string(), (one, other, coupon, second) => {
        fc.pre(JSON.stringify([one, coupon]) !== JSON.stringify([other, second]));
        expect(claimIdOf(coupon, one)).not.toBe(claimIdOf(second, other));
      }),
    );
  });
});
