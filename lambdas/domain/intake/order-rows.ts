// Rows become orders. A file of any size is read in bounded memory, so an order is closed once none of its rows came for a
// while, and orders leave in the order in which they began.
//
// What a repeated row means depends on what it repeats:
// - Two equal lines of one order are two lines: tills write the same article twice (UCI: 6,771 such rows).
// - Where a row is a whole order (no product column), an equal row with the same order id is a duplicate.
// - An order whose rows all come again, equal and after rows of other orders, is a duplicate: the file holds it twice.
// - Other rows of an order that was closed long ago are late lines. They are reported and not added: the order was given away.
import { createFingerprints, hash53 } from "./fingerprints.ts";
import type { OrderRow } from "./order-line.ts";
import type { Tally } from "./tally.ts";

/** All the rows of one order that were found together. */
export interface AssembledOrder {
  readonly customerId: string;
  readonly orderId: string;
  readonly rows: readonly OrderRow[];
}

export interface OrderAssembler {
  add(row: OrderRow): readonly AssembledOrder[];
  finish(): readonly AssembledOrder[];
  /** For an assembler that goes on with the rows after these. Plain values. */
  place(): AssemblerPlace;
}

/** What an assembler knows of the rows it was given. */
export interface AssemblerPlace {
  readonly open: readonly OpenOrder[];
  /** The key of the order that the last row belongs to. */
  readonly latest?: string;
  readonly seen: number;
  /** As `Fingerprints` packs them. */
  readonly closed: Float64Array;
}

export interface AssemblerOptions {
  readonly tally: Tally;
  /** True when each row of the file is a whole order. */
  readonly rowIsOrder: boolean;
  /** Rows without one of the order's own after which it is closed. Default 5,000: real files stay below 400. */
  readonly quietRows?: number;
  /** Rows of open orders that may be held. Default 50,000. */
  readonly maxHeldRows?: number;
  /** Where another assembler stopped. */
  readonly from?: AssemblerPlace;
}

interface OpenOrder {
  readonly key: string;
  readonly rows: OrderRow[];
  /** Where the latest uninterrupted run of rows began. */
  runStart: number;
  lastSeen: number;
}

export const createOrderAssembler = (options: AssemblerOptions): OrderAssembler => {
  const { tally, rowIsOrder, quietRows = 5000, maxHeldRows = 50_000, from } = options;
  const open = new Map((from?.open ?? []).map((order) => [order.key, { ...order, rows: [...order.rows] }]));
  const closed = createFingerprints(from?.closed);
  let seen = from?.seen ?? 0;
  let held = [...open.values()].reduce((sum, { rows }) => sum + rows.length, 0);
  let latest: OpenOrder | undefined = open.get(from?.latest ?? "");

  const dropRepeatedRun = (order: OpenOrder): void => {
    const repeated = takeRepeatedRun(order);
    held -= repeated.length;
    rejectDuplicates(tally, repeated);
  };

  const place = (row: OrderRow): void => {
    const key = keyOf(row);
    const order = open.get(key) ?? { key, rows: [], runStart: 0, lastSeen: seen };
    open.set(key, order);
    if (order !== latest && order.rows.length > 0) {
      dropRepeatedRun(order);
      order.runStart = order.rows.length;
    }
    latest = order;
    order.lastSeen = seen;
    if (rowIsOrder && order.rows.some((other) => isSameRow(row, other))) rejectDuplicates(tally, [row]);
    else {
      order.rows.push(row);
      held += 1;
    }
  };

  const close = (order: OpenOrder): AssembledOrder | undefined => {
    dropRepeatedRun(order);
    open.delete(order.key);
    held -= order.rows.length;
    if (latest === order) latest = undefined;
    const content = contentOf(order.rows);
    const before = closed.get(order.key);
    if (before !== undefined) {
      rejectAgain(tally, order.rows, { same: before === content });
      return undefined;
    }
    closed.set(order.key, content);
    tally.accept(order.rows.length);
    const { customerId, orderId } = order.rows[0] ?? { customerId: "", orderId: "" };
    return { customerId, orderId, rows: order.rows };
  };

  const closeWhile = (isReady: (order: OpenOrder) => boolean): readonly AssembledOrder[] => {
    const ready: AssembledOrder[] = [];
    for (const order of open.values()) {
      if (!isReady(order)) break;
      const assembled = close(order);
      if (assembled !== undefined) ready.push(assembled);
    }
    return ready;
  };

  return {
    add: (row) => {
      seen += 1;
      place(row);
      return closeWhile((order) => seen - order.lastSeen >= quietRows || held > maxHeldRows);
    },
    finish: () => closeWhile(() => true),
    place: () => ({ open: copiesOf(open), ...(latest && { latest: latest.key }), seen, closed: closed.packed() }),
  };
};

const copiesOf = (open: ReadonlyMap<string, OpenOrder>): readonly OpenOrder[] =>
  [...open.values()].map((order) => ({ ...order, rows: [...order.rows] }));

/** Of an order that was given away: the same once more, or lines that came too late. */
const rejectAgain = (tally: Tally, rows: readonly OrderRow[], { same }: { readonly same: boolean }): void =>
  same ? rejectDuplicates(tally, rows) : rejectLateLines(tally, rows);

/** Takes out the latest run of rows when it repeats everything before it. */
const takeRepeatedRun = ({ rows, runStart }: OpenOrder): readonly OrderRow[] => {
  const isRepeat =
    runStart > 0 && rows.length === runStart * 2 && rows.slice(runStart).every((row, at) => isSameRow(row, rows[at]));
  return isRepeat ? rows.splice(runStart) : [];
};

const keyOf = ({ customerId, orderId }: OrderRow): string => `${customerId}\n${orderId}`;

const rejectDuplicates = (tally: Tally, rows: readonly OrderRow[]): void => {
  for (const { line, orderId } of rows)
    tally.reject("duplicate", line, { problem: "repeats an order that the file already holds", received: orderId });
};

const rejectLateLines = (tally: Tally, rows: readonly OrderRow[]): void => {
  for (const { line, orderId } of rows)
    tally.reject("late-line", line, {
      problem: "belongs to an order that ended thousands of rows ago",
      received: orderId,
      allowed: "the rows of an order together; sort the file by order",
    });
};

const isSameRow = (a: OrderRow, b: OrderRow | undefined): boolean =>
  b !== undefined &&
  a.at === b.at &&
  a.amount === b.amount &&
  a.quantity === b.quantity &&
  a.orderTotal === b.orderTotal &&
  a.product?.productId === b.product?.productId &&
  a.product?.unitPrice === b.product?.unitPrice;

/** The same for the same rows in any order. */
const contentOf = (rows: readonly OrderRow[]): number => {
  let sum = rows.length;
  for (const { at, amount, quantity, product } of rows)
    sum = (sum + hash53(`${at} ${amount} ${quantity} ${product?.productId}`)) % Number.MAX_SAFE_INTEGER;
  return sum;
};
