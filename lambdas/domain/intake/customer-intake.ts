import { zoneCalendar } from "../zone-calendar.ts";
import type { Columns } from "./columns.ts";
import { type CustomerField, type CustomerReader, readCustomerRow } from "./customer-rows.ts";
import { createFingerprints } from "./fingerprints.ts";
import type { Intake, IntakeQuestion, Taken } from "./intake.ts";
import { createDateReader } from "./row-date.ts";
import type { SourceRow } from "./source-row.ts";
import { createTally, rejectFault, type TallyFigures } from "./tally.ts";

export interface CustomerPlace {
  readonly tally: TallyFigures;
  readonly valuesLeftOut: number;
  readonly customers: Float64Array;
}

export interface CustomerQuestion extends IntakeQuestion<Columns<CustomerField>> {
  /** Columns that a person asked to keep as attributes: their headers and places. */
  readonly more: readonly (readonly [string, number])[];
}

/** The customers of a file: who they are, what the shop knows of them and what they allowed. */
export const createCustomerIntake = (q: CustomerQuestion, from?: CustomerPlace): Intake => {
  const { columns, more, now, onReject } = q;
  const tally = createTally({ ...(from && { from: from.tally }), ...(onReject && { onReject }) });
  const customers = createFingerprints(from?.customers);
  const calendar = zoneCalendar(q.timeZone);
  const readDate = createDateReader(calendar, q.dateOrder);
  const reader: CustomerReader = { columns, more, readDate, dayOf: calendar.dayOf, now, tally };
  let valuesLeftOut = from?.valuesLeftOut ?? 0;

  const takeRow = (row: SourceRow): readonly Taken[] => {
    tally.read();
    if ("fault" in row) {
      rejectFault(tally, row.line, row.fault);
      return [];
    }
    const { events, left } = readCustomerRow(reader, row.line, row.cells);
    valuesLeftOut += left;
    for (const { customerId } of events) customers.set(customerId, 0);
    return events.map((event) => ({ kind: "event", event }));
  };

  return {
    take: (rows) => rows.flatMap(takeRow),
    finish: () => [],
    figures: () => ({
      ...tally.figures(),
      ...{ customers: customers.size(), orders: 0, cancellations: 0, products: 0, valuesLeftOut },
    }),
    place: (): CustomerPlace => ({ tally: tally.figures(), valuesLeftOut, customers: customers.packed() }),
  };
};
