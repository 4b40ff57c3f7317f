import type { CustomerEvent } from "../event.ts";
import type { Product } from "../product.ts";
import type { DateOrder } from "./row-date.ts";
import type { SourceRow } from "./source-row.ts";
import type { RejectedRow, TallyFigures } from "./tally.ts";

/** What a table file may hold. */
export const intakeKinds = ["orders", "customers", "products"] as const;
export type IntakeKind = (typeof intakeKinds)[number];

/** What rows come to: something that happened to a customer, or what the shop sells. */
export type Taken =
  | { readonly kind: "event"; readonly event: CustomerEvent }
  | { readonly kind: "product"; readonly product: Product };

/** What happened to every row. rowsRead = accepted + the sum of all rejections. */
export interface IntakeFigures extends TallyFigures {
  /** Different customers in accepted rows, those included who only cancelled. */
  readonly customers: number;
  readonly orders: number;
  readonly cancellations: number;
  readonly products: number;
  /** Values of accepted rows that could not be used and were left out. */
  readonly valuesLeftOut: number;
}

/** Turns the rows of one file into what they tell. It can stop after any row and be gone on with by another one. */
export interface Intake {
  take(rows: readonly SourceRow[]): readonly Taken[];
  /** What only the end of the file makes sure of. */
  finish(): readonly Taken[];
  figures(): IntakeFigures;
  /** All that another intake needs to go on with the next row. Plain values and typed arrays. */
  place(): object;
}

export interface IntakeQuestion<Columns> {
  readonly columns: Columns;
  /** A date without a zone is the wall clock there. */
  readonly timeZone: string;
  /** Epoch milliseconds: when the rows arrive. The same for all rows, however long the file takes. */
  readonly now: number;
  /** How 03/04/2010 is meant. Absent: such dates are rejected. */
  readonly dateOrder?: DateOrder | undefined;
  readonly onReject?: ((row: RejectedRow) => void) | undefined;
}
