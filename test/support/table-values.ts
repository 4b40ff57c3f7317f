import * as fc from "fast-check";

/** None so large that the SDK could not read a sum of a few of them. */
export const someNumber = fc.constantFrom(0, 1, -1, 2, 10, 0.1, 0.1, 0.2, 0.2, -2.5, 1e-7, 123456789.125, 2 ** 44 + 1);
export const someText = fc.constantFrom("", "a", "ab", "b", "B", "é", "\uFFFD", "😀", "0", "10");
export const someList = fc.constantFrom<unknown[]>([], [1], [1, "a"], [[1], { a: null }]);

/** Anything an item of ours may hold. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  someNumber,
  someText,
  someList,
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom<object>({}, { a: 1 }, { a: { b: "c" }, d: [true] }),
);
