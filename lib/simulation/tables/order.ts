import { type Attribute, typeOf } from "./attribute.ts";
import { compareNumbers } from "./decimal.ts";

const surrogates = 0xd800;

/** Orders texts by their UTF-8 bytes, as the tables do; JavaScript orders by UTF-16, which puts 😀 before U+FFFD. */
export const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index += 1) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
};

/** Half of a pair stands for a code point above all others; any other unit for itself. */
const rank = (unit: number): number => (unit >= surrogates && unit < 0xe000 ? unit + 0x1_0000 : unit);

export type KeyType = "S" | "N";

export const compareKeys = (type: KeyType, a: string, b: string): number =>
  type === "S" ? compareText(a, b) : compareNumbers(a, b);

/** Undefined when the two have no order: of different types, or of one that has none. */
export const compareAttributes = (a: Attribute, b: Attribute): number | undefined => {
  if (typeOf(a) !== typeOf(b)) return undefined;
  if (a.S !== undefined && b.S !== undefined) return compareText(a.S, b.S);
  return a.N !== undefined && b.N !== undefined ? compareNumbers(a.N, b.N) : undefined;
};
