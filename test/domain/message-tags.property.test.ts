import fc from "fast-check";
import { expect, it } from "vitest";
import { referenceOf, tagsOf } from "../../lambdas/domain/message-tags.ts";

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 400 }).filter(({ length }) => length <= 650);
const message = fc.record({
  messageKey: fc.stringMatching(/^[a-z2-7]{26}$/),
  campaignId: fc.stringMatching(/^[a-z][a-z0-9-]{0,62}$/),
  stepId: fc.stringMatching(/^[a-z][a-z0-9-]{0,62}$/),
  customerId: text,
  occurrence: text,
});

it("brings back every message from its tags, whatever its ids hold, within what SES allows", () => {
  void fc.assert(
    fc.property(message, (sent) => {
      const tags = tagsOf(sent);
      const found = referenceOf(Object.fromEntries(tags.map(({ name, value }) => [name, [value]])));

      const { customerId, ...reference } = sent;
      expect(tags.every(({ value }) => /^[A-Za-z0-9_-]{1,256}$/.test(value))).toBe(true);
      expect(found).toEqual({ customerId, message: { ...reference, channel: "email" } });
    }),
  );
});

it("takes tags of somebody else for no message of ours", () => {
  void fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.array(fc.string())), (tags) => {
      const found = referenceOf(tags);

      expect(found).toBeUndefined();
    }),
  );
});
