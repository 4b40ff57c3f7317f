import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";

/** What the templates say has to run, in the words of this runtime. lib/local/template.ts reads it; nobody writes it. */
export interface Wiring {
  readonly tables: readonly LocalTable[];
  readonly functions: readonly LocalFunction[];
  readonly streams: readonly StreamMapping[];
  readonly queues: readonly QueueMapping[];
  readonly schedules: readonly LocalSchedule[];
  readonly routes: readonly LocalRoute[];
}

export interface LocalTable {
  readonly name: string;
  readonly input: CreateTableCommandInput;
  /** The attribute that says when an item expires, epoch seconds. */
  readonly timeToLive?: string;
}

export interface LocalFunction {
  /** The logical id of the function in its template. */
  readonly name: string;
  /** The file with the code, from the project's directory. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A stream of one table that goes to one function. Figures are those of the event source mapping. */
export interface StreamMapping {
  /** Names the mapping in checkpoints and dead letters: unique, and the same at every start. */
  readonly name: string;
  readonly functionName: string;
  readonly table: string;
  /** The attribute whose values are kept in order. */
  readonly partitionKey: string;
  /** Filter patterns as JSON; a record passes when one of them matches, or when there are none. */
  readonly filters: readonly string[];
  readonly batchSize: number;
  /** Batches in work at once; the order per item key holds all the same. */
  readonly parallel: number;
  /** -1: until the record is too old, which never happens here; a local limit applies instead. */
  readonly retries: number;
  readonly bisects: boolean;
  readonly reportsItemFailures: boolean;
  /** Present when the function is given a window, and with it the shard, by `TumblingWindowInSeconds`. */
  readonly windowSeconds?: number;
  /** Present when the function would rather wait so long for a full batch, by `MaximumBatchingWindowInSeconds`. */
  readonly waitSeconds?: number;
  /** Where given-up records go in AWS; shown, and kept in a file here. Absent: they are dropped there. */
  readonly failureDestination?: string;
}

/** A queue that a function reads; with `topics`, the notifications of these reach the queue. */
export interface QueueMapping {
  readonly name: string;
  readonly functionName: string;
  readonly queue: string;
  readonly batchSize: number;
  readonly reportsItemFailures: boolean;
  /** How often a message is received before it goes to the dead-letter queue. */
  readonly receivesMax: number;
  readonly topics: readonly string[];
  /** The message is the notification itself, without the envelope of the topic. */
  readonly rawDelivery: boolean;
}

export interface LocalSchedule {
  readonly name: string;
  readonly functionName: string;
  /** For example `rate(1 minute)`. */
  readonly expression: string;
  readonly everyMs: number;
  readonly input?: string;
}

export interface LocalRoute {
  /** Upper case, or `ANY`. */
  readonly method: string;
  /** For example `/unsubscribe/{token}`; `{proxy+}` at the end stands for any number of parts, at least one. */
  readonly path: string;
  /** Present when the gateway asks for the signed token of a person and tells the function whose it is. */
  readonly signed?: true;
  readonly functionName: string;
}
