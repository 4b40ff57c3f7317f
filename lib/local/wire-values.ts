import { convertToAttr, convertToNative } from "@aws-sdk/util-dynamodb";

/*
 * Values between the stores and the wire. The SDK's own conversion takes longer than everything else that a call of the
 * tables does here: it looks at each number through three lists. So what is plain is converted here, and whatever else it
 * is, the SDK's code decides. A property holds the two equal.
 */
export type WireValue = Readonly<Record<string, unknown>>;
export type WireItem = Readonly<Record<string, WireValue>>;

/** Converts what is not plain: bigger numbers, dates, maps, sets, objects of classes. */
export type ConvertOther = (value: unknown) => WireValue;

const asTheSdkDoes: ConvertOther = (value) =>
  convertToAttr(value as Parameters<typeof convertToAttr>[0], { removeUndefinedValues: true }) as unknown as WireValue;

/** A value as the document client puts it on the wire. The result shares nothing with it. */
export const toWireValue = (value: unknown, other: ConvertOther = asTheSdkDoes): WireValue => {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number" && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (value === null) return { NULL: true };
  if (Array.isArray(value)) return { L: toElements(value, other) };
  return isPlain(value) ? { M: toWireItem(value, other) } : other(value);
};

/** The prototype's members count too, as they do in the SDK. */
export const toWireItem = (value: object, other: ConvertOther = asTheSdkDoes): WireItem => {
  if (!isPlain(value)) return other(value).M as WireItem;
  const item: Record<string, WireValue> = {};
  for (const name in value) {
    const part = value[name];
    if (isKept(part)) item[name] = toWireValue(part, other);
  }
  return item;
};

const toElements = (values: readonly unknown[], other: ConvertOther): readonly WireValue[] => {
  const elements: WireValue[] = [];
  for (const value of values) if (isKept(value)) elements.push(toWireValue(value, other));
  return elements;
};

const isKept = (value: unknown): boolean => value !== undefined && typeof value !== "function";

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && value.constructor === Object;

/** A value as the document client gives it. The result shares nothing with what was read. */
export const fromWireValue = (value: WireValue): unknown => {
  if (typeof value.S === "string") return value.S;
  if (typeof value.N === "string") return numberOr(value);
  if (value.M !== undefined) return fromWireItem(value.M as WireItem);
  if (Array.isArray(value.L)) return value.L.map(fromWireValue);
  if (typeof value.BOOL === "boolean") return value.BOOL;
  return convertToNative(value as unknown as Parameters<typeof convertToNative>[0]);
};

export const fromWireItem = (item: WireItem): Record<string, unknown> => {
  const plain: Record<string, unknown> = {};
  for (const name of Object.keys(item)) plain[name] = fromWireValue(item[name] as WireValue);
  return plain;
};

/** A number that is too large to be exact is the SDK's to convert. */
const numberOr = (value: WireValue): unknown => {
  const number = Number(value.N);
  if (Math.abs(number) <= Number.MAX_SAFE_INTEGER) return number;
  return convertToNative(value as unknown as Parameters<typeof convertToNative>[0]);
};
