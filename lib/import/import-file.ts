import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { type CustomerReader, mapCustomerColumns, readCustomerRow } from "../../lambdas/domain/intake/customer-rows.ts";
import { createFingerprints } from "../../lambdas/domain/intake/fingerprints.ts";
import { isCancellation, orderEvent } from "../../lambdas/domain/intake/order-event.ts";
import { mapOrderColumns, type OrderField } from "../../lambdas/domain/intake/order-fields.ts";
import { type RowReader, readOrderRow } from "../../lambdas/domain/intake/order-line.ts";
import {
  type AssembledOrder,
  createOrderAssembler,
  type OrderAssembler,
} from "../../lambdas/domain/intake/order-rows.ts";
import { createDateReader, type DateOrder } from "../../lambdas/domain/intake/row-date.ts";
import type { SourceRow } from "../../lambdas/domain/intake/source-row.ts";
import { createTally, rejectFault, type Tally } from "../../lambdas/domain/intake/tally.ts";
import type { Problem } from "../../lambdas/domain/problem.ts";
import type { Settings } from "../../lambdas/domain/settings.ts";
import { zoneCalendar } from "../../lambdas/domain/zone-calendar.ts";
import type { CsvOptions } from "../../lambdas/shared/csv-rows.ts";
import type { ImportReport, ImportResult } from "./import-report.ts";
import { openTable, type TableFile } from "./table-file.ts";

export interface ImportOptions extends CsvOptions {
  readonly path: string;
  /** A date without a zone is the wall clock of this shop. */
  readonly settings: Pick<Settings, "shop">;
  /** Epoch milliseconds: when the rows arrive. Nothing later than a day after it is believed. */
  readonly now: number;
  /** Field → header, as in `--map orderId=Bestellnummer`; goes before the known names. */
  readonly map?: Readonly<Record<string, string>>;
  /** How 03/04/2010 is meant. Absent: such dates are rejected. */
  readonly dateOrder?: DateOrder;
}

export interface EventReading {
  /** To be read once. Orders come in the order in which they begin in the file. */
  readonly events: AsyncIterable<CustomerEvent>;
  /** Complete once `events` ended. */
  report(): ImportReport;
}

export type OpenedReading =
  | { readonly ok: true; readonly reading: EventReading }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Takes the events in file order; waited for, so that a slow table slows the reading down. */
export type EventSink = (events: readonly CustomerEvent[]) => Promise<void>;

const dayMs = 86_400_000;
/** Events handed to a sink at once. */
const sinkBatch = 500;

interface Counts {
  orders: number;
  cancellations: number;
  valuesLeftOut: number;
}

interface Progress {
  readonly tally: Tally;
  readonly customers: ReturnType<typeof createFingerprints>;
  readonly counts: Counts;
}

const startProgress = (): Progress => ({
  tally: createTally(),
  customers: createFingerprints(),
  counts: { orders: 0, cancellations: 0, valuesLeftOut: 0 },
});

/** The orders of a CSV file as events: one row per order line, streamed in bounded memory. */
export const readOrders = async (options: ImportOptions): Promise<OpenedReading> => {
  const opened = await openTable(options.path, (header) => mapOrderColumns(header, options.map), options);
  if (!opened.ok) return opened;
  const { table } = opened;
  const progress = startProgress();
  const reader: RowReader = {
    columns: table.columns,
    readDate: createDateReader(zoneCalendar(options.settings.shop.timeZone), options.dateOrder),
    latest: options.now + dayMs,
  };
  const assembler = createOrderAssembler({ tally: progress.tally, rowIsOrder: rowIsOrder(table) });

  async function* events(): AsyncGenerator<CustomerEvent> {
    for await (const group of table.rows)
      for (const row of group)
        for (const order of addRow(row, reader, assembler, progress.tally)) yield noted(order, options.now, progress);
    for (const order of assembler.finish()) yield noted(order, options.now, progress);
  }

  return { ok: true, reading: { events: events(), report: () => reportOf("orders", table, progress) } };
};

const rowIsOrder = ({ columns }: TableFile<OrderField>): boolean =>
  columns.index.productId === undefined && columns.index.productName === undefined;

const addRow = (
  row: SourceRow,
  reader: RowReader,
  assembler: OrderAssembler,
  tally: Tally,
): readonly AssembledOrder[] => {
  tally.read();
  if ("fault" in row) {
    rejectFault(tally, row.line, row.fault);
    return [];
  }
  const read = readOrderRow(reader, row.line, row.cells);
  if (read.ok) return assembler.add(read.row);
  const { ok: _, reason, ...details } = read;
  tally.reject(reason, row.line, details);
  return [];
};

const noted = (order: AssembledOrder, now: number, { customers, counts }: Progress): CustomerEvent => {
  customers.set(order.customerId, 0);
  if (isCancellation(order)) counts.cancellations += 1;
  else counts.orders += 1;
  return orderEvent(order, now);
};

export interface CustomerOptions extends ImportOptions {
  /** Headers of further columns that become attributes by these names. */
  readonly attributes?: readonly string[];
}

/** Columns that nobody knows by themselves, as a person asked for them. One that is not there is an error. */
const moreColumns = (
  { csv, columns }: TableFile<string>,
  wanted: readonly string[],
): readonly (readonly [string, number])[] | Problem => {
  const missing = wanted.find((name) => !columns.ignored.includes(name));
  if (missing === undefined) return wanted.map((name) => [name, csv.header.indexOf(name)] as const);
  const problem = "names no further column of the file";
  return { where: "attributes", problem, received: missing, allowed: columns.ignored.join(", ") || "none" };
};

/** The customers of a CSV file as events: who they are, what the shop knows of them and what they allowed. */
export const readCustomers = async (options: CustomerOptions): Promise<OpenedReading> => {
  const opened = await openTable(options.path, (header) => mapCustomerColumns(header, options.map), options);
  if (!opened.ok) return opened;
  const { attributes = [] } = options;
  const more = moreColumns(opened.table, attributes);
  if ("problem" in more) return { ok: false, problems: [more] };
  const { columns } = opened.table;
  const ignored = columns.ignored.filter((name) => !attributes.includes(name));
  const table = { ...opened.table, columns: { ...columns, ignored } };
  const progress = startProgress();
  const calendar = zoneCalendar(options.settings.shop.timeZone);
  const reader: CustomerReader = {
    more,
    columns: table.columns,
    readDate: createDateReader(calendar, options.dateOrder),
    dayOf: calendar.dayOf,
    now: options.now,
    tally: progress.tally,
  };

  async function* events(): AsyncGenerator<CustomerEvent> {
    for await (const group of table.rows)
      for (const row of group) {
        progress.tally.read();
        if ("fault" in row) rejectFault(progress.tally, row.line, row.fault);
        else yield* customerEvents(row, reader, progress);
      }
  }

  return { ok: true, reading: { events: events(), report: () => reportOf("customers", table, progress) } };
};

const customerEvents = (
  row: Extract<SourceRow, { cells: readonly string[] }>,
  reader: CustomerReader,
  { customers, counts }: Progress,
): readonly CustomerEvent[] => {
  const { events, left } = readCustomerRow(reader, row.line, row.cells);
  counts.valuesLeftOut += left;
  for (const { customerId } of events) customers.set(customerId, 0);
  return events;
};

const reportOf = (
  kind: ImportReport["kind"],
  table: TableFile<string>,
  { tally, customers, counts }: Progress,
): ImportReport => {
  const damage = table.damage();
  return {
    kind,
    ...tally.figures(),
    customers: customers.size(),
    ...counts,
    encoding: table.csv.encoding(),
    delimiter: table.csv.delimiter,
    columns: definedOf(table.columns.header),
    ignoredColumns: table.columns.ignored,
    ...(damage === undefined ? {} : { damage }),
  };
};

const definedOf = (record: Readonly<Partial<Record<string, string>>>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

const drain = async (opened: OpenedReading, sink: EventSink): Promise<ImportResult> => {
  if (!opened.ok) return opened;
  let batch: CustomerEvent[] = [];
  for await (const event of opened.reading.events) {
    batch.push(event);
    if (batch.length < sinkBatch) continue;
    await sink(batch);
    batch = [];
  }
  if (batch.length > 0) await sink(batch);
  return { ok: true, report: opened.reading.report() };
};

export interface SinkOptions extends ImportOptions {
  readonly sink: EventSink;
}

export const importOrders = async ({ sink, ...options }: SinkOptions): Promise<ImportResult> =>
  drain(await readOrders(options), sink);

export const importCustomers = async ({ sink, ...options }: SinkOptions & CustomerOptions): Promise<ImportResult> =>
  drain(await readCustomers(options), sink);
