import { ProvisionedThroughputExceededException } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Chances } from "./chances.ts";
import type { TableCommand } from "./memory-tables.ts";
import type { Answer, Operations } from "./operations.ts";
import type { StoryTables } from "./story-tables.ts";

/** How long the client of the tables tries, milliseconds; in AWS it is a little longer, with its retries. */
const tablePatienceMs = 10_000;

/** What a function did to a table, as the laws want to know it. */
export interface TableCall {
  readonly instance: number;
  readonly command: string;
  readonly table: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly answer: Answer;
}

export interface TableGate {
  readonly tables: StoryTables;
  readonly operations: Operations;
  readonly chances: Chances;
  readonly onCall: (call: TableCall) => void;
}

const throttled = () =>
  new ProvisionedThroughputExceededException({ message: "Too fast, also after all retries.", $metadata: {} });
const broken = (message: string): Error => Object.assign(new Error(message), { name: "TimeoutError" });

/** The parts of a transaction, each with what it asks. */
export const partsOf = (input: object): readonly TransactPart[] =>
  "TransactItems" in input
    ? (input.TransactItems as readonly object[]).flatMap((part) => Object.values(part) as TransactPart[])
    : [];

interface TransactPart extends Readonly<Record<string, unknown>> {
  readonly TableName: string;
}

const namesOf = (input: TableCommand["input"]): readonly string[] => {
  if ("TableName" in input) return [String(input.TableName)];
  if ("TransactItems" in input) return [...new Set(partsOf(input).map(({ TableName: table }) => table))];
  return "RequestItems" in input && typeof input.RequestItems === "object" && input.RequestItems !== null
    ? Object.keys(input.RequestItems)
    : [];
};

interface Shown {
  readonly customerId?: string;
  readonly messageKey?: string;
  readonly status?: string;
  readonly version?: number;
  readonly eventId?: string;
}

const shownIn = (input: TableCommand["input"]): readonly Shown[] => {
  if ("Item" in input) return [input.Item as Shown];
  if ("Key" in input) return [input.Key as Shown];
  if ("TransactItems" in input) return partsOf(input).flatMap(shownIn);
  const requests = "RequestItems" in input ? Object.values(input.RequestItems as object) : [];
  return requests.flatMap((request: unknown) => {
    if (Array.isArray(request)) return request.map((each) => (each as { PutRequest: { Item: Shown } }).PutRequest.Item);
    return [...((request as { readonly Keys?: readonly Shown[] }).Keys ?? [])];
  });
};

/** Such as `Put MessagesTable c3 q7x submitting`: what a reader of the history looks for. */
const labelOf = (command: TableCommand): string => {
  const shown = shownIn(command.input).map(({ customerId, messageKey, status, version, eventId }) =>
    [customerId, messageKey, status, version === undefined ? undefined : `v${version}`, eventId]
      .filter(Boolean)
      .join(" "),
  );
  const name = command.constructor.name.replace("Command", "");
  return [name, namesOf(command.input).join("+"), shown.join(", ")].filter((part) => part !== "").join(" ");
};

const attempted = async (run: () => unknown): Promise<Answer> => {
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    return { ok: false, error };
  }
};

/** A document client whose calls wait for the simulation, which may refuse them, repeat them or lose their answers. */
export const gatedTables = (gate: TableGate, instance: number): DynamoDBDocumentClient => {
  const { tables, operations, chances } = gate;
  const carryOut = async (command: TableCommand): Promise<Answer> => {
    const answer = await attempted(() => tables.execute(command));
    for (const table of namesOf(command.input)) {
      const input = command.input as TableCall["input"];
      gate.onCall({ instance, command: command.constructor.name, table, input, answer });
    }
    return answer;
  };
  const perform = async (command: TableCommand): Promise<Answer> => {
    if (chances.strikes("table-throttled")) return { ok: false, error: throttled() };
    if (chances.strikes("table-error")) return { ok: false, error: broken("The table did not answer.") };
    const answer = await carryOut(command);
    if (chances.strikes("table-answer-lost")) return { ok: false, error: broken("The answer was lost.") };
    return chances.strikes("table-repeated") ? carryOut(command) : answer;
  };
  const send = (command: TableCommand): Promise<unknown> =>
    operations.ask({
      owner: instance,
      label: labelOf(command),
      patienceMs: tablePatienceMs,
      perform: () => perform(command),
    });
  return Object.create(tables.dynamo, { send: { value: send } });
};
