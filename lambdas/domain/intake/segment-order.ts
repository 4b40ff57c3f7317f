import type { OrderLine } from "../event.ts";
import { type Problem, shown } from "../problem.ts";
import { mergedLines } from "./order-event.ts";
import { type Fields, fieldsOf, firstOf } from "./segment-message.ts";
import { idRule, isAmount, isId, maxAmount, numberFrom, numberRule, shortText, toCents } from "./values.ts";

/** Reads the fields of one message and collects what is wrong with them. */
export interface FieldReader {
  readonly problems: Problem[];
  readonly notes: Problem[];
}

const maxTextLength = 200;

/** An id from the first of the names that says something; a number counts as its digits. */
export const readId = (
  fields: Fields,
  names: readonly string[],
  place: string,
  reader: FieldReader,
): string | undefined => {
  const value = firstOf(fields, ...names);
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text === "string" && isId(text.trim())) return text.trim();
  const problem = value === undefined ? "is missing" : "is no usable id";
  reader.problems.push({ where: `${place}.${names[0]}`, problem, received: shown(value), allowed: idRule });
  return undefined;
};

/** Undefined when the field is absent; a problem when it holds something else than a number. */
export const readNumber = (fields: Fields, name: string, place: string, reader: FieldReader): number | undefined => {
  const value = firstOf(fields, name);
  if (value === undefined) return undefined;
  const number = typeof value === "number" || typeof value === "string" ? numberFrom(String(value).trim()) : undefined;
  if (number === undefined)
    reader.problems.push({
      where: `${place}.${name}`,
      problem: "is no number",
      received: shown(value),
      allowed: numberRule,
    });
  return number;
};

export const readLines = (properties: Fields, place: string, reader: FieldReader): readonly OrderLine[] => {
  const products = firstOf(properties, "products");
  if (products === undefined) return [];
  if (!Array.isArray(products)) {
    const where = `${place}.products`;
    reader.problems.push({ where, problem: "is no list", received: shown(products), allowed: "a list of products" });
    return [];
  }
  return products.flatMap((product, at) => readLine(product, `${place}.products[${at}]`, reader));
};

const readLine = (product: unknown, place: string, reader: FieldReader): readonly OrderLine[] => {
  const fields = fieldsOf(product);
  const quantity = readNumber(fields, "quantity", place, reader) ?? 1;
  const unitPrice = readNumber(fields, "price", place, reader) ?? 0;
  const productId = firstOf(fields, "product_id", "productId", "sku", "id");
  if (productId === undefined || !isId(String(productId))) {
    // The order itself is worth keeping, and its amount does not hang on the line.
    const where = `${place}.product_id`;
    reader.notes.push({ where, problem: "was left out: no usable id", received: shown(productId), allowed: idRule });
    return [];
  }
  const [name, category] = [textOf(fields, "name"), textOf(fields, "category")];
  return [
    {
      productId: String(productId),
      quantity,
      unitPrice,
      ...(name === undefined ? {} : { name }),
      ...(category === undefined ? {} : { category }),
    },
  ];
};

export const textOf = (fields: Fields, name: string): string | undefined => {
  const value = firstOf(fields, name);
  return typeof value === "string" ? shortText(value, maxTextLength) : undefined;
};

export interface OrderParts {
  /** Undefined when neither an amount nor products are given. */
  readonly amount: number | undefined;
  readonly lines: readonly OrderLine[];
}

/** What the customer paid: `total`, else `revenue` (without shipping and tax), else `value`, else the sum of the products. */
export const readOrderParts = (properties: Fields, place: string, reader: FieldReader): OrderParts => {
  const lines = readLines(properties, place, reader);
  const given = ["total", "revenue", "value"].map((name) => readNumber(properties, name, place, reader));
  const sum = lines.length === 0 ? undefined : lines.reduce((all, line) => all + line.quantity * line.unitPrice, 0);
  const amount = given.find((value) => value !== undefined) ?? sum;
  if (amount !== undefined && !isAmount(amount)) {
    const allowed = `products that cost at most ${maxAmount} together`;
    const problem = "adds up to more than any order";
    reader.problems.push({ where: `${place}.products`, problem, received: String(amount), allowed });
  }
  return { amount: amount === undefined ? undefined : toCents(amount), lines: mergedLines(lines) };
};
