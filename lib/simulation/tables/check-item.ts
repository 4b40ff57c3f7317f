import type { Attribute, Attributes } from "./attribute.ts";
import { canonical } from "./decimal.ts";
import { refuse, refuseText } from "./refusal.ts";

/** An item checked: its numbers in their one form, and its size as the tables count it. */
export interface CheckedItem {
  readonly item: Attributes;
  /** Bytes. */
  readonly size: number;
}

const itemBytesMax = 409_600;
const levelsMax = 32;

/** Changes only the texts of numbers, in place, so the item must not be anybody else's yet. Refuses what is too large or deep. */
export const checkItem = (item: Attributes): CheckedItem => {
  const size = fieldsSize(item, 1, 0);
  if (size > itemBytesMax) return refuse("Item size has exceeded the maximum allowed size");
  return { item, size };
};

/** Values of an expression: numbers in their one form. */
export const checkValues = (values: Attributes): void => {
  fieldsSize(values, 1, 0);
};

const tooDeep =
  "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit";

/** `perField` is what each field costs beside its name and value: something inside a map, nothing in the item itself. */
const fieldsSize = (fields: Attributes, level: number, perField: number): number => {
  if (level > levelsMax) return refuse(tooDeep);
  let size = 0;
  for (const name in fields) {
    const value = fields[name];
    if (value !== undefined) size += perField + textSize(name) + valueSize(value, level);
  }
  return size;
};

const valueSize = (value: Attribute, level: number): number => {
  if (value.S !== undefined) return textSize(value.S);
  if (value.N !== undefined) return numberSize(value as { N: string });
  if (value.M !== undefined) return 3 + fieldsSize(value.M, level + 1, 1);
  if (value.L !== undefined) return listSize(value.L, level + 1);
  return 1;
};

const listSize = (list: readonly Attribute[], level: number): number => {
  if (level > levelsMax) return refuse(tooDeep);
  let size = 3;
  for (const one of list) size += 1 + valueSize(one, level);
  return size;
};

const asciiMax = 0x7f;
/** Up to here looking at each character is faster than asking the platform. */
const shortLength = 40;

const isShortAscii = (text: string): boolean => {
  if (text.length > shortLength) return false;
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > asciiMax) return false;
  return true;
};

/** Half of a surrogate pair has no UTF-8, and the engine refuses the text. */
const textSize = (text: string): number => {
  if (isShortAscii(text)) return text.length;
  return text.isWellFormed() ? Buffer.byteLength(text) : refuseText();
};

const zero = 0x30;

const numberSize = (value: { N: string }): number => {
  const text = canonical(value.N);
  value.N = text;
  const isNegative = text.startsWith("-");
  const digits = text.includes(".") ? fractionDigits(text) : wholeDigits(text) - (isNegative ? 1 : 0);
  return Math.ceil(digits / 2) + (isNegative ? 2 : 1);
};

const wholeDigits = (text: string): number => {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === zero) end -= 1;
  return end;
};

const fractionDigits = (text: string): number => text.replace(/^-?0*\.?0*|[-.]/g, "").length;
