/** A value as it crosses the wire: exactly one of these is present. Binary values and sets are not among them. */
export interface Attribute {
  readonly S?: string;
  readonly N?: string;
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
  readonly L?: readonly Attribute[];
  readonly M?: Attributes;
}

/** An item on the wire. What is stored is never changed: a write makes a new one, which may share parts with the old. */
export type Attributes = Readonly<Record<string, Attribute>>;

export type AttributeType = "S" | "N" | "BOOL" | "NULL" | "L" | "M";

export const typeOf = (value: Attribute): AttributeType => {
  if (value.S !== undefined) return "S";
  if (value.N !== undefined) return "N";
  if (value.M !== undefined) return "M";
  if (value.L !== undefined) return "L";
  return value.BOOL === undefined ? "NULL" : "BOOL";
};

/** Numbers are equal when their canonical texts are, so both sides must have been through the check of an item. */
export const isEqual = (a: Attribute, b: Attribute): boolean => {
  if (a === b) return true;
  if (a.M !== undefined) return b.M !== undefined && areEqual(a.M, b.M);
  if (a.L !== undefined) return b.L !== undefined && sameElements(a.L, b.L);
  return a.S === b.S && a.N === b.N && a.BOOL === b.BOOL && a.NULL === b.NULL && b.M === undefined && b.L === undefined;
};

export const areEqual = (a: Attributes, b: Attributes): boolean => {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => isSame(a[name], b[name]));
};

const isSame = (a: Attribute | undefined, b: Attribute | undefined): boolean =>
  a !== undefined && b !== undefined && isEqual(a, b);

const sameElements = (a: readonly Attribute[], b: readonly Attribute[]): boolean =>
  a.length === b.length && a.every((element, index) => isSame(element, b[index]));

/** What leaves the tables on the wire is a copy, because whoever gets it may change it. */
export const copyOf = (attributes: Attributes): Record<string, Attribute> => {
  const copy: Record<string, Attribute> = {};
  for (const [name, value] of Object.entries(attributes)) copy[name] = copyValue(value);
  return copy;
};

const copyValue = (value: Attribute): Attribute => {
  if (value.M !== undefined) return { M: copyOf(value.M) };
  return value.L === undefined ? { ...value } : { L: value.L.map(copyValue) };
};
