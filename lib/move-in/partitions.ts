// Rows of one customer, or of one order, stand anywhere in an export, and an export may be larger than memory. So rows are
// first spread over files by a hash of their key; then one file after the other is read and its rows are put together.
import { createReadStream, mkdtempSync } from "node:fs";
import { appendFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { hashOf, numberOf } from "../../lambdas/domain/hash.ts";

export interface Partitions<Row> {
  add(key: string, row: Row): Promise<void>;
  /** Rows by key, each key once: the same keys and rows come in the same order, in whatever order keys were met. */
  groups(): AsyncIterable<readonly [key: string, rows: readonly Row[]]>;
  remove(): Promise<void>;
}

/** With ten million rows of half a kilobyte, one file is 20 MB. */
const files = 256;
/** Characters held before they go to a file; 256 of these at most. */
const heldMax = 64_000;

export const createPartitions = <Row>(folder: string): Partitions<Row> => {
  const directory = mkdtempSync(join(folder, ".sorting-"));
  const held = new Map<number, string>();
  const pathOf = (at: number): string => join(directory, String(at));

  const write = async (at: number): Promise<void> => {
    const text = held.get(at);
    held.delete(at);
    if (text !== undefined) await appendFile(pathOf(at), text);
  };
  const rowsOf = async (at: number): Promise<ReadonlyMap<string, Row[]>> => {
    const rows = new Map<string, Row[]>();
    const exists = await stat(pathOf(at)).then(
      () => true,
      () => false,
    );
    if (!exists) return rows;
    for await (const line of createInterface({
      input: createReadStream(pathOf(at)),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      const [key, row] = JSON.parse(line) as [string, Row];
      const known = rows.get(key);
      if (known === undefined) rows.set(key, [row]);
      else known.push(row);
    }
    return rows;
  };

  async function* groups(): AsyncGenerator<readonly [string, readonly Row[]]> {
    for (const at of [...held.keys()]) await write(at);
    for (let at = 0; at < files; at += 1) {
      const rows = await rowsOf(at);
      yield* [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
    }
  }

  return {
    add: async (key, row) => {
      const at = numberOf(hashOf("partition", key)) % files;
      const text = `${held.get(at) ?? ""}${JSON.stringify([key, row])}\n`;
      held.set(at, text);
      if (text.length > heldMax) await write(at);
    },
    groups,
    remove: () => rm(directory, { recursive: true, force: true }),
  };
};
