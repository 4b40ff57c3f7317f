import { dayMs } from "../limits.ts";
import { zoneCalendar } from "../zone-calendar.ts";
import type { Columns } from "./columns.ts";
import { createFingerprints } from "./fingerprints.ts";
import type { Intake, IntakeQuestion, Taken } from "./intake.ts";
import { isCancellation, orderEvent } from "./order-event.ts";
import type { OrderField } from "./order-fields.ts";
import { type RowReader, readOrderRow } from "./order-line.ts";
import { type AssembledOrder, type AssemblerPlace, createOrderAssembler } from "./order-rows.ts";
import { createDateReader } from "./row-date.ts";
import type { SourceRow } from "./source-row.ts";
import { createTally, rejectFault, type TallyFigures } from "./tally.ts";

export interface OrderPlace {
  readonly tally: TallyFigures;
  readonly orders: number;
  readonly cancellations: number;
  readonly customers: Float64Array;
  readonly assembler: AssemblerPlace;
}

/** The orders of a file, one row per order line. They come in the order in which they begin in the file. */
export const createOrderIntake = (q: IntakeQuestion<Columns<OrderField>>, from?: OrderPlace): Intake => {
  const { columns, now, timeZone, dateOrder, onReject } = q;
  const tally = createTally({ ...(from && { from: from.tally }), ...(onReject && { onReject }) });
  const customers = createFingerprints(from?.customers);
  const reader: RowReader = {
    columns,
    readDate: createDateReader(zoneCalendar(timeZone), dateOrder),
    latest: now + dayMs,
  };
  const rowIsOrder = columns.index.productId === undefined && columns.index.productName === undefined;
  const assembler = createOrderAssembler({ tally, rowIsOrder, ...(from && { from: from.assembler }) });
  let { orders, cancellations } = from ?? { orders: 0, cancellations: 0 };

  const noted = (order: AssembledOrder): Taken => {
    customers.set(order.customerId, 0);
    if (isCancellation(order)) cancellations += 1;
    else orders += 1;
    return { kind: "event", event: orderEvent(order, now) };
  };
  const add = (row: SourceRow): readonly AssembledOrder[] => {
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

  return {
    take: (rows) => rows.flatMap((row) => add(row).map(noted)),
    finish: () => assembler.finish().map(noted),
    figures: () => ({
      ...tally.figures(),
      ...{ customers: customers.size(), orders, cancellations, products: 0, valuesLeftOut: 0 },
    }),
    place: (): OrderPlace => ({
      ...{ tally: tally.figures(), orders, cancellations },
      ...{ customers: customers.packed(), assembler: assembler.place() },
    }),
  };
};
