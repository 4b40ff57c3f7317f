import type { Problem } from "../problem.ts";
import type { Columns, Mapped } from "./columns.ts";
import { type CustomerPlace, createCustomerIntake } from "./customer-intake.ts";
import { customerFieldNames, mapCustomerColumns } from "./customer-rows.ts";
import type { Intake, IntakeKind, IntakeQuestion } from "./intake.ts";
import { mapOrderColumns, orderFieldNames } from "./order-fields.ts";
import { createOrderIntake, type OrderPlace } from "./order-intake.ts";
import { createProductIntake, type ProductPlace } from "./product-intake.ts";
import { mapProductColumns, productFieldNames } from "./product-rows.ts";

/** How a person wants a file to be understood. All of it may be absent: then it is told from the header and the cells. */
export interface Understanding {
  /** Field → header; goes before the known names. */
  readonly map?: Readonly<Record<string, string>> | undefined;
  /** Of a file of customers: headers of further columns that become attributes by these names. */
  readonly attributes?: readonly string[] | undefined;
  /** Headers of columns that mean nothing, whatever their names say. */
  readonly leaveOut?: readonly string[] | undefined;
}

export interface OpenQuestion extends Understanding, Omit<IntakeQuestion<never>, "columns"> {
  readonly kind: IntakeKind;
  readonly header: readonly string[];
}

export type OpenedIntake =
  | { readonly ok: true; readonly intake: Intake; readonly columns: Columns<string> }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Finds the columns of a file and begins to read its rows; with `from`, goes on where another intake stopped. */
export const openIntake = (q: OpenQuestion, from?: object): OpenedIntake => {
  const { leaveOut = [] } = q;
  if (leaveOut.length === 0) return openKind(q, from);
  const header = q.header.map((name) => (leaveOut.includes(name) ? nameless : name));
  const opened = openKind({ ...q, header }, from);
  if (!opened.ok) return opened;
  const ignored = [...opened.columns.ignored.filter((name) => name !== nameless), ...leaveOut];
  return { ...opened, columns: { ...opened.columns, ignored } };
};

/** No field is known by it. */
const nameless = "";

const openKind = (q: OpenQuestion, from?: object): OpenedIntake => {
  switch (q.kind) {
    case "orders":
      return opened(mapOrderColumns(q.header, q.map), (columns) =>
        createOrderIntake({ ...q, columns }, from as OrderPlace | undefined),
      );
    case "products":
      return opened(mapProductColumns(q.header, q.map), (columns) =>
        createProductIntake({ ...q, columns }, from as ProductPlace | undefined),
      );
    case "customers":
      return openCustomers(q, from as CustomerPlace | undefined);
  }
};

const opened = <Field extends string>(
  mapped: Mapped<Field>,
  create: (columns: Columns<Field>) => Intake,
): OpenedIntake => (mapped.ok ? { ok: true, intake: create(mapped.columns), columns: mapped.columns } : mapped);

const openCustomers = (q: OpenQuestion, from: CustomerPlace | undefined): OpenedIntake => {
  const mapped = mapCustomerColumns(q.header, q.map);
  if (!mapped.ok) return mapped;
  const { attributes = [] } = q;
  const { ignored } = mapped.columns;
  const missing = attributes.find((name) => !ignored.includes(name));
  if (missing !== undefined) {
    const problem = "names no further column of the file";
    const allowed = ignored.join(", ") || "none";
    return { ok: false, problems: [{ where: "attributes", problem, received: missing, allowed }] };
  }
  const more = attributes.map((name) => [name, q.header.indexOf(name)] as const);
  const columns = { ...mapped.columns, ignored: ignored.filter((name) => !attributes.includes(name)) };
  return { ok: true, columns, intake: createCustomerIntake({ ...q, columns, more }, from) };
};

const fieldNames = { orders: orderFieldNames, customers: customerFieldNames, products: productFieldNames };

/** What a column of such a file may be. */
export const fieldsOf = (kind: IntakeKind): readonly string[] => Object.keys(fieldNames[kind]);

/** Without a column for each of these no row can be read. Of orders, an amount as well: a row's, a unit price, or the order's total. */
export const neededFields: Readonly<Record<IntakeKind, readonly string[]>> = {
  orders: ["customerId", "orderId", "orderedAt"],
  customers: ["customerId"],
  products: ["productId"],
};
