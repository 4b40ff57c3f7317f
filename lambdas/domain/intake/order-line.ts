import type { OrderLine } from "../event.ts";
import type { Columns } from "./columns.ts";
import type { OrderField } from "./order-fields.ts";
import { dateRule, type RowDate } from "./row-date.ts";
import type { RejectionReason } from "./tally.ts";
import { detached, idRule, isAmount, isEmptyCell, isId, numberFrom, numberRule, shortText } from "./values.ts";

/** A row of an order file, understood. */
export interface OrderRow {
  readonly line: number;
  readonly customerId: string;
  readonly orderId: string;
  readonly at: number;
  readonly product?: OrderLine;
  /** Absent when the file has no such column. */
  readonly quantity?: number;
  /** What the row adds to the order's amount; negative for goods sent back. */
  readonly amount: number;
  /** The amount of the whole order, when the file says it on each row. */
  readonly orderTotal?: number;
  /** Codes that were used for the order. */
  readonly coupons?: readonly string[];
  /** What the customer saved on the order. */
  readonly discount?: number;
}

export interface RowRejection {
  readonly reason: RejectionReason;
  readonly problem: string;
  readonly column?: string;
  readonly received?: string;
  readonly allowed?: string;
}

export type ReadRow = { readonly ok: true; readonly row: OrderRow } | ({ readonly ok: false } & RowRejection);

export interface RowReader {
  readonly columns: Columns<OrderField>;
  readonly readDate: (text: string) => RowDate;
  /** Epoch milliseconds; a later order has not happened. */
  readonly latest: number;
}

const longestShown = 80;
const maxTextLength = 200;

type Cells = readonly string[];

export const readOrderRow = (reader: RowReader, line: number, cells: Cells): ReadRow => {
  const cell = (field: OrderField): string => cellOf(reader.columns, cells, field);
  const refuse = (reason: RejectionReason, field: OrderField, problem: string, allowed: string): ReadRow => {
    const column = reader.columns.header[field];
    const received = cell(field).slice(0, longestShown);
    return { ok: false, reason, problem, ...(column === undefined ? {} : { column }), received, allowed };
  };
  const customerId = cell("customerId");
  const orderId = cell("orderId");
  if (customerId === reader.columns.header.customerId && orderId === reader.columns.header.orderId)
    return refuse("repeated-header", "customerId", "is the header once more", "one header at the start of the file");
  if (isEmptyCell(customerId)) return refuse("no-customer", "customerId", "names no customer", idRule);
  if (isEmptyCell(orderId)) return refuse("no-order-id", "orderId", "has no order id", idRule);
  if (!isId(customerId)) return refuse("bad-id", "customerId", "is no usable id", idRule);
  if (!isId(orderId)) return refuse("bad-id", "orderId", "is no usable id", idRule);
  const date = reader.readDate(cell("orderedAt"));
  if (!date.ok) {
    const hint = date.reason === "ambiguous-date" ? "can be read in two ways; say which (dmy or mdy)" : "is no date";
    return refuse(date.reason, "orderedAt", hint, dateRule);
  }
  if (date.at > reader.latest)
    return refuse("future-date", "orderedAt", "lies in the future", "a time that has passed");
  const numbers = readNumbers(reader.columns, cells);
  if (!numbers.ok) return refuse(numbers.reason, numbers.field, numbers.problem, numberRule);
  const product = productOf(cell, numbers);
  const { quantity, amount, orderTotal } = numbers;
  return {
    ok: true,
    row: {
      line,
      customerId: detached(customerId),
      orderId: detached(orderId),
      at: date.at,
      amount,
      ...(product === undefined ? {} : { product }),
      ...(quantity === undefined ? {} : { quantity }),
      ...(orderTotal === undefined ? {} : { orderTotal }),
      ...savingsOf(cell),
    },
  };
};

const couponsMax = 5;
const couponLengthMax = 60;

/** Some exports write a discount as a negative number. An order is worth keeping without a saving that cannot be read. */
const savingsOf = (cell: (field: OrderField) => string): Pick<OrderRow, "coupons" | "discount"> => {
  const codes = cell("coupon")
    .split(/[,;|、，；]/)
    .map((code) => detached(shortText(code.trim(), couponLengthMax)))
    .filter((code) => !isEmptyCell(code));
  const discount = Math.abs(numberFrom(cell("discount")) ?? 0);
  return {
    ...(codes.length > 0 && { coupons: codes.slice(0, couponsMax) }),
    ...(discount > 0 && { discount }),
  };
};

const cellOf = (columns: Columns<OrderField>, cells: Cells, field: OrderField): string => {
  const at = columns.index[field];
  return at === undefined ? "" : (cells[at]?.trim() ?? "");
};

type Numbers =
  | {
      readonly ok: true;
      readonly quantity: number | undefined;
      readonly unitPrice: number | undefined;
      readonly amount: number;
      readonly orderTotal: number | undefined;
    }
  | {
      readonly ok: false;
      readonly reason: "bad-number" | "no-amount";
      readonly field: OrderField;
      readonly problem: string;
    };

/** An empty cell is a number that is not known; a cell that holds something else than a number is an error. */
const readNumbers = (columns: Columns<OrderField>, cells: Cells): Numbers => {
  const read = (field: OrderField): number | undefined => {
    const text = cellOf(columns, cells, field);
    return isEmptyCell(text) ? undefined : (numberFrom(text) ?? Number.NaN);
  };
  const found = {
    quantity: read("quantity"),
    unitPrice: read("unitPrice"),
    amount: read("amount"),
    orderTotal: read("orderTotal"),
  };
  for (const field of ["quantity", "unitPrice", "amount", "orderTotal"] as const)
    if (Number.isNaN(found[field])) return { ok: false, reason: "bad-number", field, problem: "is no number" };
  const { quantity, unitPrice, orderTotal } = found;
  // A file without quantities lists one piece per row; an empty cell in such a column says nothing.
  const pieces = columns.index.quantity === undefined ? 1 : quantity;
  const reckoned = unitPrice === undefined || pieces === undefined ? undefined : unitPrice * pieces;
  const amount = found.amount ?? reckoned ?? (orderTotal === undefined ? undefined : 0);
  if (amount === undefined)
    return {
      ok: false,
      reason: "no-amount",
      field: "amount",
      problem: "has no amount, nor a quantity and a unit price",
    };
  if (!isAmount(amount))
    return {
      ok: false,
      reason: "bad-number",
      field: "unitPrice",
      problem: "times its quantity is more than any order",
    };
  return { ok: true, quantity, unitPrice, amount: signed(amount, quantity), orderTotal };
};

/** Some exports write what was sent back as a negative quantity beside a positive amount. */
const signed = (amount: number, quantity: number | undefined): number =>
  quantity !== undefined && quantity < 0 && amount > 0 ? -amount : amount;

const productOf = (
  cell: (field: OrderField) => string,
  numbers: Extract<Numbers, { ok: true }>,
): OrderLine | undefined => {
  const productId = cell("productId");
  if (isEmptyCell(productId) || !isId(productId)) return undefined;
  const quantity = numbers.quantity ?? 1;
  const unitPrice = numbers.unitPrice ?? (quantity === 0 ? 0 : Math.abs(numbers.amount / quantity));
  const name = shortText(cell("productName"), maxTextLength);
  const category = shortText(cell("category"), maxTextLength);
  return {
    productId: detached(productId),
    quantity,
    unitPrice,
    ...(name === "" ? {} : { name: detached(name) }),
    ...(category === "" ? {} : { category: detached(category) }),
  };
};
