import fc from "fast-check";
import { expect, test } from "vitest";
import { messageKey } from "../../lambdas/domain/message-key.ts";

const part = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('"', ",", "a", "\\", "#"), maxLength: 4 }),
);
const identity = fc.record({ campaignId: part, customerId: part, stepId: part, occurrence: part });

test("a key is 26 characters that SES allows in a tag", () => {
  void fc.assert(
    fc.property(identity, (message) => {
      expect(messageKey(message)).toMatch(/^[a-z2-7]{26}$/);
    }),
  );
});

test("two messages share a key only when all four parts are the same", () => {
  void fc.assert(
    fc.property(identity, identity, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);

      expect(messageKey(one) === messageKey(other)).toBe(same);
    }),
  );
});

test("text may not move from one part into the next", () => {
  const whole = messageKey({ campaignId: "a", customerId: "bc", stepId: "d", occurrence: "e" });
  const moved = messageKey({ campaignId: "ab", customerId: "c", stepId: "d", occurrence: "e" });

  expect(whole).not.toBe(moved);
});

test("the key of a message never changes from one release to the next", () => {
  const key = messageKey({ campaignId: "a", customerId: "b", stepId: "c", occurrence: "d" });

  expect(key).toBe("xmbxv4b5s57mqseca6xa2y3cz6");
});
