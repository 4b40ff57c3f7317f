import { convertToAttr, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Attribute, Attributes } from "./attribute.ts";
import { unsupported } from "./refusal.ts";

type Marshalled = Parameters<typeof unmarshall>[0];

/*
 * The SDK's own marshalling takes longer than everything else that a put does here: it looks at each number through three
 * lists. So what is plain is made here, and whatever else it is, the SDK's code decides. A property holds the two equal.
 */
const options = { removeUndefinedValues: true };

/** A value as the document client puts it on the wire. The result shares nothing with it. */
export const toAttribute = (value: unknown): Attribute => {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number" && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (value === null) return { NULL: true };
  if (Array.isArray(value)) return { L: toElements(value) };
  if (isPlain(value)) return { M: toAttributes(value) };
  return otherAttribute(value);
};

/** The prototype's members count too, as they do in the SDK. */
export const toAttributes = (value: object): Attributes => {
  if (!isPlain(value)) return otherAttribute(value).M ?? unsupported("an item that is no object");
  const attributes: Record<string, Attribute> = {};
  for (const name in value) {
    const part = value[name];
    if (isKept(part)) attributes[name] = toAttribute(part);
  }
  return attributes;
};

const toElements = (values: readonly unknown[]): readonly Attribute[] => {
  const elements: Attribute[] = [];
  for (const value of values) if (isKept(value)) elements.push(toAttribute(value));
  return elements;
};

const isKept = (value: unknown): boolean => value !== undefined && typeof value !== "function";

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && value.constructor === Object;

const otherAttribute = (value: unknown): Attribute => {
  const attribute = convertToAttr(value as Parameters<typeof convertToAttr>[0], options) as Attribute;
  return holdsOnlyKnown(attribute) ? attribute : unsupported("binary values and sets");
};

const holdsOnlyKnown = (value: Attribute): boolean => {
  if (value.L !== undefined) return value.L.every(holdsOnlyKnown);
  if (value.M !== undefined) return Object.values(value.M).every(holdsOnlyKnown);
  return "S" in value || "N" in value || "BOOL" in value || "NULL" in value;
};

/** An item as the document client gives it. The result shares nothing with what is stored. */
export const toPlain = (attributes: Attributes): Record<string, unknown> =>
  unmarshall(attributes as unknown as Marshalled);
