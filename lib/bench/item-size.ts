import { marshall } from "@aws-sdk/util-dynamodb";

/** As much of an attribute value as its size depends on. */
interface Value {
  readonly S?: string;
  readonly N?: string;
  readonly L?: readonly Value[];
  readonly M?: Readonly<Record<string, Value>>;
}

/**
 * Bytes of an item as DynamoDB counts them: UTF-8 names and texts; a number takes a byte per two significant digits and
 * one more; a list or map three bytes and one per element.
 */
export const itemSize = (item: object): number =>
  fieldsSize(marshall(item, { removeUndefinedValues: true }) as Readonly<Record<string, Value>>);

const fieldsSize = (fields: Readonly<Record<string, Value>>): number =>
  Object.entries(fields).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);

const valueSize = (value: Value): number => {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.L !== undefined) return 3 + value.L.reduce((sum, one) => sum + 1 + valueSize(one), 0);
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + fieldsSize(value.M);
  return 1;
};

const numberSize = (text: string): number => {
  const digits = text.replace(/^-|\.|e.*$/g, "").replace(/^0+|0+$/g, "");
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith("-") ? 1 : 0);
};
