import type { Settings } from "../../lambdas/domain/settings.ts";
import { type OpenedReading, readCustomers, readOrders } from "../import/import-file.ts";
import type { ImportReport } from "../import/import-report.ts";
import type { Result } from "../playbooks/problems.ts";
import type { EventLog } from "./event-log.ts";

export interface LogFiles {
  readonly orders: string;
  readonly customers?: string;
  /** Further columns of the customers' file that are kept. */
  readonly attributes: readonly string[];
  readonly settings: Settings;
  /** Epoch milliseconds: when the rows are read. */
  readonly now: number;
}

export interface ReadLogs {
  readonly orders: ImportReport;
  readonly customersFile?: ImportReport;
}

/** Reads the files into the log, row by row; what is wrong with a row is in the reports, and the others are kept. */
export const readLog = async (log: EventLog, files: LogFiles): Promise<Result<ReadLogs>> => {
  const { settings, now, attributes } = files;
  const customers =
    files.customers === undefined
      ? undefined
      : await fill(log, await readCustomers({ path: files.customers, settings, now, attributes }));
  if (customers !== undefined && !customers.ok) return customers;
  const orders = await fill(log, await readOrders({ path: files.orders, settings, now }));
  if (!orders.ok) return orders;
  return { ok: true, orders: orders.report, ...(customers && { customersFile: customers.report }) };
};

const fill = async (log: EventLog, opened: OpenedReading): Promise<Result<{ report: ImportReport }>> => {
  if (!opened.ok) return opened;
  for await (const event of opened.reading.events) log.add(event);
  return { ok: true, report: opened.reading.report() };
};
