import { convertToAttr } from "@aws-sdk/util-dynamodb";
import { fromWireItem, toWireItem, toWireValue, type WireItem, type WireValue } from "../../local/wire-values.ts";
import type { Attribute, Attributes } from "./attribute.ts";
import { unsupported } from "./refusal.ts";

const options = { removeUndefinedValues: true };

/** What is not plain, as the SDK converts it; refused when it is nothing that these tables hold. */
const otherValue = (value: unknown): WireValue => {
  const attribute = convertToAttr(value as Parameters<typeof convertToAttr>[0], options) as Attribute;
  return holdsOnlyKnown(attribute) ? (attribute as WireValue) : unsupported("binary values and sets");
};

const holdsOnlyKnown = (value: Attribute): boolean => {
  if (value.L !== undefined) return value.L.every(holdsOnlyKnown);
  if (value.M !== undefined) return Object.values(value.M).every(holdsOnlyKnown);
  return "S" in value || "N" in value || "BOOL" in value || "NULL" in value;
};

/** A value as the document client puts it on the wire. The result shares nothing with it. */
export const toAttribute = (value: unknown): Attribute => toWireValue(value, otherValue);

export const toAttributes = (value: object): Attributes =>
  (toWireItem(value, otherValue) as Attributes | undefined) ?? unsupported("an item that is no object");

/** An item as the document client gives it. The result shares nothing with what is stored. */
export const toPlain = (attributes: Attributes): Record<string, unknown> =>
  fromWireItem(attributes as unknown as WireItem);
