import fc from "fast-check";
import { expect, test } from "vitest";
import { smsParts } from "../../lambdas/domain/sms-parts.ts";

const anyText = fc.string({ unit: fc.constantFrom("a", "é", "€", "[", "福", "🎁", "’", "\n"), maxLength: 400 });
const plainText = fc.string({ unit: fc.constantFrom("a", "é", "€", "["), maxLength: 400 });

/** Cuts as a handset would have to: the longest prefix that fits, never inside a character. */
const cut = (text: string, widthOf: (character: string) => number, perPart: number): number => {
  let rest = [...text];
  let parts = 0;
  while (rest.length > 0) {
    let taken = 1;
    while (
      taken < rest.length &&
      rest.slice(0, taken + 1).reduce((total, character) => total + widthOf(character), 0) <= perPart
    ) {
      taken += 1;
    }
    rest = rest.slice(taken);
    parts += 1;
  }
  return parts;
};

test("a long text has as many parts as cutting it takes", () => {
  void fc.assert(
    fc.property(fc.oneof(anyText, plainText), (text) => {
      const { encoding, units, parts } = smsParts(text);

      const isGsm = encoding === "GSM-7";
      const widthOf = (character: string): number => (isGsm ? ("€[".includes(character) ? 2 : 1) : character.length);
      expect(isGsm).toBe(!/[福🎁’]/u.test(text));
      expect(parts).toBe(units > (isGsm ? 160 : 70) ? cut(text, widthOf, isGsm ? 153 : 67) : Math.min(units, 1));
    }),
  );
});
