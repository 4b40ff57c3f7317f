import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import type { Attribute, Attributes } from "./attribute.ts";
import { compareKeys, type KeyType } from "./order.ts";
import { refuse, unsupported } from "./refusal.ts";

export interface KeyPart {
  readonly name: string;
  readonly type: KeyType;
}

/** The key of a table or of an index. */
export interface KeySchema {
  readonly partition: KeyPart;
  readonly sort?: KeyPart;
}

/** A position in a table or an index: texts of the key attributes, numbers in their canonical form. */
export interface Key {
  readonly partition: string;
  /** The sort key, if any; in an index then the key of the item in its table, which orders what ties. */
  readonly sort: readonly string[];
}

/** Longest keys in bytes of UTF-8. */
const partitionBytesMax = 2048;
const sortBytesMax = 1024;

type Input = Pick<CreateTableCommandInput, "AttributeDefinitions" | "KeySchema">;

export const readSchema = (definitions: Input["AttributeDefinitions"], keys: Input["KeySchema"]): KeySchema => {
  const part = (kind: string): KeyPart | undefined => {
    const name = keys?.find(({ KeyType }) => KeyType === kind)?.AttributeName;
    if (name === undefined) return undefined;
    const type = definitions?.find(({ AttributeName }) => AttributeName === name)?.AttributeType;
    return type === "S" || type === "N" ? { name, type } : unsupported(`a key of type ${type}`);
  };
  const [partition, sort] = [part("HASH"), part("RANGE")];
  if (partition === undefined) return unsupported("a table without a partition key");
  return sort === undefined ? { partition } : { partition, sort };
};

export const partsOf = ({ partition, sort }: KeySchema): readonly KeyPart[] =>
  sort === undefined ? [partition] : [partition, sort];

/** Undefined when the value is of another type. */
export const keyText = (part: KeyPart, value: Attribute | undefined): string | undefined => value?.[part.type];

/** The key of an item that is to be stored. */
export const keyOfItem = (schema: KeySchema, item: Attributes): Key => keyWith(schema, item, checkStored);

/** The key that a request names: these attributes and no others. */
export const keyOfRequest = (schema: KeySchema, key: Attributes): Key => {
  if (Object.keys(key).length !== partsOf(schema).length) return refuse(wrongKey);
  return keyWith(schema, key, checkNamed);
};

const wrongKey = "The provided key element does not match the schema";

type Check = (part: KeyPart, value: Attribute | undefined) => string;

const keyWith = (schema: KeySchema, item: Attributes, check: Check): Key => {
  const partition = check(schema.partition, item[schema.partition.name]);
  checkPartitionLength(partition);
  if (schema.sort === undefined) return { partition, sort: [] };
  const sort = check(schema.sort, item[schema.sort.name]);
  checkSortLength(sort);
  return { partition, sort: [sort] };
};

const checkStored: Check = (part, value) => {
  if (value === undefined)
    return refuse(`One or more parameter values were invalid: Missing the key ${part.name} in the item`);
  const text = keyText(part, value);
  if (text === undefined)
    return refuse(
      `One or more parameter values were invalid: Type mismatch for key ${part.name} expected: ${part.type} actual: ${Object.keys(value)[0]}`,
    );
  return notEmpty(part, text);
};

const checkNamed: Check = (part, value) => {
  const text = keyText(part, value);
  return text === undefined ? refuse(wrongKey) : notEmpty(part, text);
};

const notEmpty = (part: KeyPart, text: string): string =>
  text === ""
    ? refuse(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${part.name}`,
      )
    : text;

const isLonger = (text: string, bytes: number): boolean =>
  text.length > bytes || (text.length * 3 > bytes && Buffer.byteLength(text) > bytes);

const checkPartitionLength = (text: string): void => {
  if (isLonger(text, partitionBytesMax))
    refuse(
      "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes",
    );
};

const checkSortLength = (text: string): void => {
  if (isLonger(text, sortBytesMax))
    refuse(
      "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes",
    );
};

/** The place of an item in an index; undefined when it is not in it, because it lacks an attribute of the index's key. */
export const keyInIndex = (index: string, schema: KeySchema, item: Attributes, base: Key): Key | undefined => {
  const texts: string[] = [];
  let isIn = true;
  for (const part of partsOf(schema)) {
    const value = item[part.name];
    if (value === undefined) isIn = false;
    else texts.push(indexText(index, part, value));
  }
  const [partition, ...sort] = texts;
  if (!isIn || partition === undefined) return undefined;
  checkPartitionLength(partition);
  for (const text of sort) checkSortLength(text);
  return { partition, sort: [...sort, base.partition, ...base.sort] };
};

const indexText = (index: string, part: KeyPart, value: Attribute): string => {
  const text = keyText(part, value);
  if (text === undefined)
    return refuse(
      `One or more parameter values were invalid: Type mismatch for Index Key ${part.name} Expected: ${part.type} Actual: ${Object.keys(value)[0]} IndexName: ${index}`,
    );
  if (text === "")
    return refuse(
      `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: ${index}, IndexKey: ${part.name}`,
    );
  return text;
};

/** Orders keys of one partition. `types` are those of the sort texts. */
export const compareSort = (types: readonly KeyType[], a: readonly string[], b: readonly string[]): number => {
  for (const [index, type] of types.entries()) {
    const order = compareKeys(type, a[index] ?? "", b[index] ?? "");
    if (order !== 0) return order;
  }
  return 0;
};
