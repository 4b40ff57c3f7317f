import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fromWireItem, type WireItem } from "../../../lib/local/wire-values.ts";

const outcome = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return String(error);
  }
};

const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.bigInt().map(String),
  fc.constantFrom("-0", "9007199254740991", "9007199254740992", "1e400", "NaN", ""),
);
const wireItems = fc.letrec<{ readonly value: unknown; readonly item: WireItem }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.record({ S: fc.string() }),
    fc.record({ N: numbers }),
    fc.record({ BOOL: fc.boolean() }),
    fc.constant({ NULL: true }),
    fc.record({ SS: fc.array(fc.string(), { maxLength: 3 }) }),
    fc.record({ NS: fc.array(numbers, { maxLength: 3 }) }),
    fc.constantFrom({}, { X: "1" }, { B: new Uint8Array([1]) }),
    fc.record({ L: fc.array(tie("value"), { maxLength: 3 }) }),
    fc.record({ M: tie("item") }),
  ),
  item: fc.dictionary(fc.string({ maxLength: 3 }), tie("value"), { maxKeys: 3 }) as fc.Arbitrary<WireItem>,
})).item;

test("whatever comes from the wire is read as the SDK reads it, or refused with its words", () => {
  void fc.assert(
    fc.property(wireItems, (item) => {
      const own = outcome(() => fromWireItem(item));
      const theirs = outcome(() => unmarshall(item as unknown as Parameters<typeof unmarshall>[0]));

      expect(own).toEqual(theirs);
    }),
    { numRuns: 500 },
  );
});
