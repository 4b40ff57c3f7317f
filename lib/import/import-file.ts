import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { mapCustomerColumns } from "../../lambdas/domain/intake/customer-rows.ts";
import type { IntakeFigures, Taken } from "../../lambdas/domain/intake/intake.ts";
import { openIntake } from "../../lambdas/domain/intake/open-intake.ts";
import { mapOrderColumns } from "../../lambdas/domain/intake/order-fields.ts";
import type { DateOrder } from "../../lambdas/domain/intake/row-date.ts";
import type { Problem } from "../../lambdas/domain/problem.ts";
import type { Settings } from "../../lambdas/domain/settings.ts";
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

/** Events handed to a sink at once. */
const sinkBatch = 500;

export interface CustomerOptions extends ImportOptions {
  /** Headers of further columns that become attributes by these names. */
  readonly attributes?: readonly string[];
}

const eventsOf = (taken: readonly Taken[]): readonly CustomerEvent[] =>
  taken.flatMap((one) => (one.kind === "event" ? [one.event] : []));

const read = async (kind: ImportReport["kind"], options: CustomerOptions): Promise<OpenedReading> => {
  const map = kind === "orders" ? mapOrderColumns : mapCustomerColumns;
  const table = await openTable<string>(options.path, (header) => map(header, options.map), options);
  if (!table.ok) return table;
  const { csv, rows } = table.table;
  const { map: asked, attributes, now, dateOrder, settings } = options;
  const question = { map: asked, attributes, now, dateOrder, timeZone: settings.shop.timeZone };
  const opened = openIntake({ kind, header: csv.header, ...question });
  if (!opened.ok) return opened;
  const { intake, columns } = opened;

  async function* events(): AsyncGenerator<CustomerEvent> {
    for await (const group of rows) yield* eventsOf(intake.take(group));
    yield* eventsOf(intake.finish());
  }
  const report = () => reportOf(kind, { ...table.table, columns }, intake.figures());
  return { ok: true, reading: { events: events(), report } };
};

/** The orders of a CSV file as events: one row per order line, streamed in bounded memory. */
export const readOrders = (options: ImportOptions): Promise<OpenedReading> => read("orders", options);

/** The customers of a CSV file as events: who they are, what the shop knows of them and what they allowed. */
export const readCustomers = (options: CustomerOptions): Promise<OpenedReading> => read("customers", options);

const reportOf = (
  kind: ImportReport["kind"],
  table: TableFile<string>,
  { products: _, ...figures }: IntakeFigures,
): ImportReport => {
  const damage = table.damage();
  return {
    kind,
    ...figures,
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
