import { basename } from "node:path";
import type { ConsumedCapacity } from "@aws-sdk/client-dynamodb";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import { type LoadFunction, loadFunction } from "../local/function-host.ts";

export interface Units {
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** `capacity.json`: what the run cost, by table for the work that follows messages, and apart for what follows events. */
export interface CapacityReport {
  readonly tables: Readonly<Record<string, Units>>;
  readonly acceptedMessages: number;
  readonly writeUnitsPerAcceptedMessage: number;
  readonly readUnitsPerAcceptedMessage: number;
  /** The same units by function and table, ingestion and feedback included. */
  readonly functions: Readonly<Record<string, Readonly<Record<string, Units>>>>;
}

/** Deciding, sending and counting. Ingestion (`refresh-profile`) and provider events (`feedback`) are listed apart. */
const messageWork: ReadonlySet<string> = new Set(["tick", "send", "act", "report"]);

export interface CapacityLedger {
  /** Loads functions so that what they use is booked under their name. */
  readonly load: LoadFunction;
  report(acceptedMessages: number): CapacityReport;
}

type Books = Map<string, Map<string, { readUnits: number; writeUnits: number }>>;

export const createCapacityLedger = (): CapacityLedger => {
  const books: Books = new Map();
  return {
    load: async (entry) => {
      const create = await loadFunction(entry);
      const name = basename(entry, ".ts");
      return (runtime) => create({ ...runtime, dynamo: metered(runtime.dynamo, name, books) });
    },
    report: (acceptedMessages) => reportOf(books, acceptedMessages),
  };
};

type Dynamo = Runtime["dynamo"];
interface Call {
  readonly input: object;
}

/** The same client, told apart by who calls: every call asks for its capacity, and the answer goes into the books. */
const metered = (dynamo: Dynamo, name: string, books: Books): Dynamo => {
  const send = async (call: Call, ...rest: unknown[]) => {
    Object.assign(call.input, { ReturnConsumedCapacity: "TOTAL" });
    const answer: { readonly ConsumedCapacity?: ConsumedCapacity | readonly ConsumedCapacity[] } = await Reflect.apply(
      dynamo.send,
      dynamo,
      [call, ...rest],
    );
    const isRead = /^(Get|BatchGet|Query|Scan)/.test(call.constructor.name);
    for (const used of [answer.ConsumedCapacity ?? []].flat()) book(books, name, used, isRead);
    return answer;
  };
  return Object.create(dynamo, { send: { value: send } });
};

const book = (books: Books, name: string, used: ConsumedCapacity, isRead: boolean): void => {
  const tables = books.get(name) ?? new Map<string, { readUnits: number; writeUnits: number }>();
  const table = used.TableName ?? "";
  const sum = tables.get(table) ?? { readUnits: 0, writeUnits: 0 };
  const units = used.CapacityUnits ?? 0;
  if (isRead) sum.readUnits += units;
  else sum.writeUnits += units;
  tables.set(table, sum);
  books.set(name, tables);
};

const reportOf = (books: Books, acceptedMessages: number): CapacityReport => {
  const tables: Record<string, Units> = {};
  for (const [name, used] of [...books].sort()) {
    if (messageWork.has(name)) for (const [table, units] of [...used].sort()) tables[table] = add(tables[table], units);
  }
  const total = Object.values(tables).reduce(add, { readUnits: 0, writeUnits: 0 });
  const perMessage = (units: number) =>
    acceptedMessages === 0 ? 0 : Math.round((units / acceptedMessages) * 100) / 100;
  return {
    tables,
    acceptedMessages,
    writeUnitsPerAcceptedMessage: perMessage(total.writeUnits),
    readUnitsPerAcceptedMessage: perMessage(total.readUnits),
    functions: Object.fromEntries(
      [...books].sort().map(([name, used]) => [name, Object.fromEntries([...used].sort())]),
    ),
  };
};

const add = (a: Units | undefined, b: Units): Units => ({
  readUnits: (a?.readUnits ?? 0) + b.readUnits,
  writeUnits: (a?.writeUnits ?? 0) + b.writeUnits,
});
