import { fingerprint } from "../../../lambdas/domain/fingerprint.ts";
import type { Columns } from "../../../lambdas/domain/intake/columns.ts";
import { dateRule, type RowDate } from "../../../lambdas/domain/intake/row-date.ts";
import { phoneFrom } from "../../../lambdas/domain/intake/traits.ts";
import { idRule, isId, numberFrom, numberRule } from "../../../lambdas/domain/intake/values.ts";
import type { LeftRow, MoveReport } from "../report.ts";
import { bareCell, isMasked, isRounded } from "./cell.ts";
import { type OrderSource, type PlatformField, plainStatus } from "./order-columns.ts";

/** A row of an order report. */
export interface MovedOrder {
  readonly kind: "order";
  readonly file: string;
  readonly line: number;
  readonly customerId: string;
  readonly phone?: string;
  readonly orderId: string;
  readonly at: number;
  /** What was paid and not given back. */
  readonly paid: number;
  readonly product?: MovedItem;
  readonly coupon?: string;
}

export interface MovedItem {
  readonly kind: "item";
  readonly file: string;
  readonly line: number;
  readonly orderId: string;
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice?: number;
}

export interface OrderReader {
  readonly source: OrderSource;
  readonly columns: Columns<PlatformField>;
  readonly file: string;
  readonly report: MoveReport;
  readonly readDate: (text: string) => RowDate;
}

interface Row {
  readonly reader: OrderReader;
  readonly line: number;
  readonly cell: (field: PlatformField) => string;
}

/** Why a row is not taken; thrown inside only, so that each step reads like what it does. */
class Refused extends Error {
  readonly field: PlatformField;
  readonly allowed: string;

  constructor(field: PlatformField, problem: string, allowed: string) {
    super(problem);
    this.field = field;
    this.allowed = allowed;
  }
}

const rowOf = (reader: OrderReader, line: number, cells: readonly string[]): Row => ({
  reader,
  line,
  cell: (field) => {
    const at = reader.columns.index[field];
    return at === undefined ? "" : bareCell(cells[at]);
  },
});

const told = ({ reader, line, cell }: Row, { field, message, allowed }: Refused): LeftRow => ({
  file: reader.file,
  line,
  field: reader.columns.header[field] ?? field,
  problem: message,
  received: cell(field),
  allowed,
});

const reading = <Value>(row: Row, read: () => Value): Value | undefined => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    row.reader.report.refuse(told(row, error));
    return undefined;
  }
};

const orderIdOf = ({ cell }: Row): string => {
  const orderId = cell("orderId");
  if (isRounded(orderId))
    throw new Refused("orderId", "was rounded by a spreadsheet", "the file as the platform wrote it, not saved again");
  if (!isId(orderId)) throw new Refused("orderId", "is no usable id", idRule);
  return orderId;
};

type Buyer = Pick<MovedOrder, "customerId" | "phone">;

/** By the platform's name of the buyer; a phone is no id to write into logs, so a hash of it stands for it. */
const buyerOf = ({ cell }: Row): Buyer => {
  const [name, phone] = [cell("customerId"), cell("buyerPhone")];
  const number = isMasked(phone) ? undefined : phoneFrom(phone, "CN");
  const known = number === undefined ? {} : { phone: number };
  if (name !== "" && !isMasked(name) && isId(name)) return { customerId: name, ...known };
  if (number !== undefined) return { customerId: `phone-${fingerprint(number)}`, ...known };
  const field = name === "" ? "buyerPhone" : "customerId";
  if (isMasked(name) || isMasked(phone))
    throw new Refused(field, "is masked, so that nobody knows who it is", "an export without masks");
  throw new Refused(field, "names no buyer", "the buyer's name on the platform, or a phone number");
};

const amountOf = ({ cell }: Row, field: "paid" | "refunded"): number => {
  const text = cell(field);
  if (text === "" && field === "refunded") return 0;
  // 无退款申请 and its like say that nothing was given back.
  if (field === "refunded" && !/\d/.test(text)) return 0;
  const amount = numberFrom(text);
  if (amount === undefined || amount < 0) throw new Refused(field, "is no amount", numberRule);
  return amount;
};

const whenOf = ({ cell, reader }: Row): number => {
  const field = cell("paidAt") === "" ? "orderedAt" : "paidAt";
  const date = reader.readDate(cell(field));
  if (!date.ok) throw new Refused(field, "is no date", dateRule);
  return date.at;
};

const counts = ({ cell, reader }: Row): boolean => {
  const known = reader.source.statuses[plainStatus(cell("status"))];
  if (known === undefined)
    throw new Refused("status", "is no status that is known", Object.keys(reader.source.statuses).join(", "));
  return known;
};

/** `益生元饮 7天计划(2件)`: how many there are stands behind the title. */
const pieces = /\s*[(（](\d{1,4})件[)）]$/;

const quantityOf = (text: string, title: string): number => {
  const quantity = numberFrom(text === "" ? (pieces.exec(title)?.[1] ?? "1") : text);
  return quantity === undefined || quantity <= 0 ? 1 : quantity;
};

const itemOf = ({ cell, reader, line }: Row, orderId: string, paid?: number): MovedItem | undefined => {
  const title = cell("title");
  const quantity = quantityOf(cell("quantity"), title);
  const name = title.replace(pieces, "");
  const productId = cell("productId") || name.slice(0, 100);
  if (productId === "" || !isId(productId)) return undefined;
  const price =
    numberFrom(cell("unitPrice")) ?? (paid === undefined ? undefined : Math.round((paid / quantity) * 100) / 100);
  const place = { kind: "item" as const, file: reader.file, line, orderId };
  return { ...place, productId, name, quantity, ...(price !== undefined && { unitPrice: price }) };
};

/** A row of the order report; undefined when it is no order that counts, or was refused. Both are told. */
export const readOrderExport = (
  reader: OrderReader,
  line: number,
  cells: readonly string[],
): MovedOrder | undefined => {
  const row = rowOf(reader, line, cells);
  return reading(row, () => {
    const orderId = orderIdOf(row);
    if (!counts(row)) {
      reader.report.count(`order rows that do not count (${row.cell("status")})`);
      return undefined;
    }
    const paid = Math.round((amountOf(row, "paid") - amountOf(row, "refunded")) * 100) / 100;
    const order = { kind: "order" as const, file: reader.file, line, ...buyerOf(row), orderId, at: whenOf(row) };
    if (paid <= 0) {
      reader.report.count("order rows whose money is all back, or of which nothing was paid");
      return undefined;
    }
    const isOne = ["", "1"].includes(row.cell("kinds"));
    const product = isOne ? itemOf(row, orderId, paid) : undefined;
    if (!isOne) reader.report.count("orders of several products whose titles stand in one cell");
    const coupon = row.cell("coupon");
    return { ...order, paid, ...(product && { product }), ...(coupon !== "" && { coupon }) };
  });
};

export const readItemExport = (reader: OrderReader, line: number, cells: readonly string[]): MovedItem | undefined => {
  const row = rowOf(reader, line, cells);
  return reading(row, () => {
    const item = itemOf(row, orderIdOf(row));
    if (item === undefined) throw new Refused("title", "names no product", "a title or a code");
    return item;
  });
};
