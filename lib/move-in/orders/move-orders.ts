import { closeSync, openSync, writeSync } from "node:fs";
import { basename, join } from "node:path";
import type { Mapped } from "../../../lambdas/domain/intake/columns.ts";
import { createDateReader } from "../../../lambdas/domain/intake/row-date.ts";
import { createTally, rejectFault } from "../../../lambdas/domain/intake/tally.ts";
import type { Problem } from "../../../lambdas/domain/problem.ts";
import { zoneCalendar } from "../../../lambdas/domain/zone-calendar.ts";
import type { CsvOptions } from "../../../lambdas/shared/csv-rows.ts";
import { openTable } from "../../import/table-file.ts";
import { createPartitions, type Partitions } from "../partitions.ts";
import type { PeopleWriter } from "../people-writer.ts";
import type { MoveReport } from "../report.ts";
import { mapItemExport, mapOrderExport, type OrderSource, type PlatformField } from "./order-columns.ts";
import { type MovedItem, type MovedOrder, type OrderReader, readItemExport, readOrderExport } from "./order-row.ts";

export interface OrderMove {
  readonly source: OrderSource;
  readonly path: string;
  /** One row a product, of the orders in `path`. */
  readonly items?: string;
  readonly folder: string;
  readonly report: MoveReport;
  readonly people: PeopleWriter;
  readonly map: Readonly<Record<string, string>>;
  /** The zone of the platform's clock. */
  readonly timeZone: string;
  readonly csv: CsvOptions;
}

type Moved = MovedOrder | MovedItem;
type Rows = Partitions<Moved>;

interface FileKind {
  readonly path: string;
  readonly map: (header: readonly string[]) => Mapped<PlatformField>;
  readonly read: (reader: OrderReader, line: number, cells: readonly string[]) => Moved | undefined;
}

const readFile = async (move: OrderMove, rows: Rows, { path, map, read }: FileKind): Promise<readonly Problem[]> => {
  const file = basename(path);
  const opened = await openTable<PlatformField>(path, map, move.csv);
  if (!opened.ok)
    return opened.problems.map((one) => (one.where === path ? one : { ...one, where: `${file}, ${one.where}` }));
  const { columns, rows: groups, damage } = opened.table;
  for (const name of columns.ignored) move.report.cannotMap(`the column ${name} of ${file}`, "is not read");
  const readDate = createDateReader(zoneCalendar(move.timeZone));
  const reader: OrderReader = { source: move.source, columns, file, report: move.report, readDate };
  const faults = createTally({
    onReject: ({ line, problem, allowed }) => move.report.refuse({ file, line, field: "the row", problem, allowed }),
  });
  for await (const group of groups) {
    for (const row of group) {
      move.report.count("rows");
      if ("fault" in row) rejectFault(faults, row.line, row.fault);
      else {
        const moved = read(reader, row.line, row.cells);
        if (moved !== undefined) await rows.add(moved.orderId, moved);
      }
    }
  }
  const broken = damage();
  if (broken !== undefined) move.report.refuse({ file, line: 0, field: "the file", ...broken });
  return [];
};

const columnsWritten = [
  "customer_id",
  "order_id",
  "ordered_at",
  "product_id",
  "product_name",
  "quantity",
  "unit_price",
  "order_total",
  "coupon",
];

/** Read by the known import, which wants the text as it is: no apostrophe against spreadsheets. */
const cell = (value: string | number | undefined): string => `"${String(value ?? "").replaceAll('"', '""')}"`;
const line = (cells: readonly (string | number | undefined)[]): string => `${cells.map(cell).join(",")}\r\n`;

/**
 * The rows of one order. Rows of an order report that repeat the order's amount are lines of one order; the amount is the
 * order's and counts once.
 */
const linesOf = (orders: readonly MovedOrder[], items: readonly MovedItem[]): readonly string[] => {
  const [first] = orders;
  if (first === undefined) return [];
  const products = items.length > 0 ? items : orders.flatMap(({ product }) => (product === undefined ? [] : [product]));
  const before = [first.customerId, first.orderId, new Date(first.at).toISOString()];
  const after = [first.paid, first.coupon];
  if (products.length === 0) return [line([...before, "", "", "", "", ...after])];
  return products.map((one) => line([...before, one.productId, one.name, one.quantity, one.unitPrice, ...after]));
};

const tellOfStrays = ({ report }: OrderMove, items: readonly MovedItem[]): void => {
  for (const { file, line: at } of items)
    report.refuse({
      file,
      line: at,
      field: "orderId",
      problem: "belongs to no order that was taken",
      allowed: "an order of the order file that counts",
    });
};

/** Lines of an order must agree on who and how much; the first row says it, others are told. */
const agreeing = ({ report }: OrderMove, orders: readonly MovedOrder[]): readonly MovedOrder[] => {
  const [first] = orders;
  return orders.filter((one) => {
    if (one.customerId === first?.customerId && one.paid === first.paid) return true;
    report.refuse({
      file: one.file,
      line: one.line,
      field: "orderId",
      problem: "has an earlier row of another buyer or amount",
      allowed: "one buyer and one amount an order",
    });
    return false;
  });
};

/** One file of orders for the known import. The problems of a file that cannot be used at all. */
export const moveOrders = async (move: OrderMove): Promise<readonly Problem[]> => {
  const rows: Rows = createPartitions(move.folder);
  const kinds: readonly FileKind[] = [
    { path: move.path, map: (header) => mapOrderExport(move.source, header, move.map), read: readOrderExport },
    ...(move.items === undefined
      ? []
      : [
          {
            path: move.items,
            map: (header: readonly string[]) => mapItemExport(move.source, header, {}),
            read: readItemExport,
          },
        ]),
  ];
  try {
    for (const kind of kinds) {
      const problems = await readFile(move, rows, kind);
      if (problems.length > 0) return problems;
    }
    await writeOrders(move, rows);
  } finally {
    await rows.remove();
  }
  return [];
};

const writeOrders = async (move: OrderMove, rows: Rows): Promise<void> => {
  const file = openSync(join(move.folder, "orders.csv"), "w");
  writeSync(file, line(columnsWritten));
  try {
    for await (const [, found] of rows.groups()) {
      const orders = agreeing(
        move,
        found.filter((one) => one.kind === "order"),
      );
      const items = found.filter((one) => one.kind === "item");
      const [first] = orders;
      if (first === undefined) {
        tellOfStrays(move, items);
        continue;
      }
      move.report.count("orders");
      for (const text of linesOf(orders, items)) writeSync(file, text);
      const { customerId, phone, at } = first;
      if (phone !== undefined)
        await move.people.add({ customerId, at, traits: { phone }, consents: [], devices: [] }, first);
    }
  } finally {
    closeSync(file);
  }
};
