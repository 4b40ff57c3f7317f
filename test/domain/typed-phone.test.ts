import { describe, expect, it } from "vitest";
import { phoneFrom } from "../../lambdas/domain/intake/traits.ts";
import { typedPhone } from "../../lambdas/domain/typed-phone.ts";

describe("a phone number that somebody types to find its customer", () => {
  it.each([
    "+447700900123",
    "+44 7700 900123",
    "+44 (0)7700 900-123",
    "+44.7700.900.123",
    "+86 138 0013 8000",
    "+1 (415) 555-0000",
    "+49 30/901820",
  ])("is what was stored of it when it came in: %s", (text) => {
    expect(typedPhone(text)).toBeDefined();
    expect(typedPhone(text)).toBe(phoneFrom(text));
  });

  it("may begin with two zeros, as it is dialled from most of the world", () => {
    expect(typedPhone("0044 7700 900123")).toBe("+447700900123");
  });

  it.each(["07700 900123", "7", "ann@shop.example", "c-0001", "+", `+${"1".repeat(39)}`, "+44 7700 ext 12", ""])(
    "is none without its country's code, or when it is something else: %j",
    (text) => {
      expect(typedPhone(text)).toBeUndefined();
    },
  );
});
