import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { compareSequence } from "../../lambdas/domain/sequence.ts";
import { createMappingRunner, type MappingContext, type MappingRunner } from "./mapping-runner.ts";
import { anyOf, settleAll } from "./settle-all.ts";
import type { ConsumedStreams } from "./stream-index.ts";
import { openStream, type StreamClients, type StreamReader } from "./stream-reader.ts";
import type { StreamMapping } from "./wiring.ts";
import type { WriteWatch } from "./write-watch.ts";

export interface Streams {
  /** Reads one page of each stream that may have something new. True when there was anything. */
  pump(): Promise<boolean>;
  /**
   * Until no function has anything to do, in rounds: the stream that comes first to its end and alone, then a page of each of
   * the others and a pump of whatever works beside them, side by side. A stream all of whose readers wait for full batches is
   * read when nothing else is left. No timers.
   */
  drain(beside?: readonly Pump[]): Promise<void>;
}

/** Works off a part of what waits; false when nothing did. */
export type Pump = () => Promise<boolean>;

export interface StreamsOptions extends Omit<MappingContext, "ensureEngine"> {
  readonly mappings: readonly StreamMapping[];
  readonly clients: StreamClients;
  readonly watch: WriteWatch;
  /** The table whose stream comes first. Absent: none does. */
  readonly first?: string | undefined;
}

interface TableStream {
  readonly table: string;
  readonly runners: readonly MappingRunner[];
  reader?: StreamReader;
  /** The count of writes up to which the stream was read. */
  readUpTo: number;
}

const neverRead = -1;
/** A page with less than both was not cut short: a stream answers with at most 1,000 records or 1 MB. */
const fullPage = { records: 1_000, bytes: 500_000 };

/** Whether more may follow the page that was read. */
export const isFull = (page: readonly { dynamodb: { SizeBytes: number } }[]): boolean =>
  page.length >= fullPage.records || page.reduce((sum, record) => sum + record.dynamodb.SizeBytes, 0) > fullPage.bytes;

/** Lets those go on who wait for what was just handled; they may bring the next thing at once. */
const othersTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const waits = ({ mapping }: MappingRunner): boolean => mapping.waitSeconds !== undefined;

const groupByTable = (mappings: readonly StreamMapping[]): ReadonlyMap<string, readonly StreamMapping[]> => {
  const groups = new Map<string, readonly StreamMapping[]>();
  for (const mapping of mappings) groups.set(mapping.table, [...(groups.get(mapping.table) ?? []), mapping]);
  return groups;
};

/** The position before which nobody has to read again; nothing when somebody has not read at all. */
const commonPosition = (positions: readonly (string | undefined)[]): string | undefined => {
  const [first, ...others] = positions;
  if (first === undefined || others.includes(undefined)) return undefined;
  return others.reduce<string>(
    (low, each) => (each !== undefined && compareSequence(each, low) < 0 ? each : low),
    first,
  );
};

/** Per table: what every mapping has read, by their checkpoints. The engine drops it at its next start. */
export const consumedBy = (
  mappings: readonly StreamMapping[],
  checkpoints: MappingContext["checkpoints"],
): ConsumedStreams => {
  const entries = [...groupByTable(mappings)].flatMap(([table, readers]): readonly [string, string][] => {
    const position = commonPosition(readers.map((reader) => checkpoints.read(reader.name)?.sequence));
    return position === undefined ? [] : [[table, position]];
  });
  return Object.fromEntries(entries);
};

/** Reads each stream once and hands every page to all mappings of its table. */
export const createStreams = (options: StreamsOptions): Streams => {
  const { clients, watch } = options;
  const ensureEngine = async () => {
    await clients.dynamo.send(new ListTablesCommand({ Limit: 1 }));
  };
  const context: MappingContext = { ...options, ensureEngine };
  const tables = [...groupByTable(options.mappings)].map(
    ([table, mappings]): TableStream => ({
      table,
      runners: mappings.map((mapping) => createMappingRunner(mapping, context)),
      readUpTo: neverRead,
    }),
  );

  const open = (stream: TableStream): Promise<StreamReader> => {
    const after = commonPosition(stream.runners.map((runner) => runner.position()));
    return openStream({ clients, table: stream.table, now: options.now, ...(after !== undefined && { after }) });
  };

  const pumpTable = async (stream: TableStream): Promise<boolean> => {
    const written = watch.written(stream.table);
    if (written === stream.readUpTo) return false;
    stream.reader ??= await open(stream);
    const { reader } = stream;
    try {
      const page = await reader.next();
      await settleAll(stream.runners.map((runner) => runner.handle(page, reader.shardId)));
      if (!isFull(page)) stream.readUpTo = written;
      return page.length > 0;
    } catch (error) {
      // The page was not handled to its end: read it again from the checkpoints.
      delete stream.reader;
      throw error;
    }
  };

  const pump = async (): Promise<boolean> => {
    let any = false;
    for (const stream of tables) any = (await pumpTable(stream)) || any;
    return any;
  };
  const first = tables.filter(({ table }) => table === options.first);
  const waiting = tables.filter((stream) => !first.includes(stream) && stream.runners.every(waits));
  const others = tables.filter((stream) => !first.includes(stream) && !waiting.includes(stream));
  const drain = async (beside: readonly Pump[] = []): Promise<void> => {
    let any = true;
    while (any) {
      for (const stream of first) while (await pumpTable(stream));
      any = await anyOf([...others.map(pumpTable), ...beside.map((work) => work())]);
      await othersTurn();
      if (!any) any = await anyOf(waiting.map(pumpTable));
    }
  };
  return { pump, drain };
};
