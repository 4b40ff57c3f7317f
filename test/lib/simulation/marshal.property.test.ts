import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { customerItemOf } from "../../../lambdas/store/customer-item.ts";
import { toAttributes, toPlain } from "../../../lib/simulation/tables/marshal.ts";
import { anyProfile } from "../../support/arbitraries.ts";

const outcome = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return String(error);
  }
};

const oddities = fc.constantFrom<unknown>(
  undefined,
  Number.NaN,
  -0,
  2 ** 53,
  1e-7,
  10n ** 20n,
  new Date(0),
  new Map([["a", 1]]),
  new Set(),
  Symbol("a"),
  () => 1,
  Object.create(null),
  Object.create({ inherited: 1 }),
  { constructor: "x" },
  new (class Thing {})(),
  String,
);
const anything = fc.letrec<{ readonly value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string(),
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    oddities,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 3 }), tie("value"), { maxKeys: 3 }),
  ),
})).value;

test("any value is put on the wire as the SDK does it, or refused with its words", () => {
  void fc.assert(
    fc.property(fc.dictionary(fc.string(), anything, { maxKeys: 4 }), (item) => {
      const own = outcome(() => toAttributes(item));
      const theirs = outcome(() => marshall(item, { removeUndefinedValues: true }));

      expect(own).toEqual(theirs);
    }),
    { numRuns: 500 },
  );
});

test("any profile comes back from the wire as the SDK gives it", () => {
  void fc.assert(
    fc.property(anyProfile, (profile) => {
      const item = customerItemOf(profile);

      expect(toPlain(toAttributes(item))).toEqual(unmarshall(marshall(item, { removeUndefinedValues: true })));
    }),
  );
});
