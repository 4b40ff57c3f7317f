import { rmSync } from "node:fs";
import sqlite from "node-sqlite3-wasm";

/*
 * The engine numbers a stream record by MAX(CAST(sequence_number AS INTEGER)) over the table's records, and reads a
 * shard by the same expression, without an index, and it never trims. So each write costs as much as the stream is
 * long: after 12,000 records writes fall from 1,300 to 70 a second. An index on the expression makes both a look-up: a
 * table has one shard here, so its records in order are the shard's. Each index more is a page more at every write.
 * It can only be made while the engine is not running: two processes may not share a write-ahead log here.
 */
const streamIndexes = [
  `CREATE INDEX IF NOT EXISTS rekindle_stream_sequence
     ON _stream_records(table_name, CAST(sequence_number AS INTEGER))`,
  // Databases of earlier versions have a second one.
  "DROP INDEX IF EXISTS rekindle_stream_shard",
] as const;

/** The newest record of a table stays whatever was read: the next sequence number is the largest one plus one. */
const trimStatement = `DELETE FROM _stream_records WHERE table_name = ?1
  AND CAST(sequence_number AS INTEGER) <= CAST(?2 AS INTEGER)
  AND CAST(sequence_number AS INTEGER) <
    (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = ?1)`;

/** Per table: the sequence number up to which every reader of its stream has read. */
export type ConsumedStreams = Readonly<Record<string, string>>;

/** Opens the engine's file. Only while the engine is not running, and only by the one who owns the directory. */
export const withDatabase = <Result>(file: string, use: (database: sqlite.Database) => Result): Result => {
  // A process that was killed leaves its lock directory behind; the caller has made sure that nobody else is alive.
  rmSync(`${file}.lock`, { recursive: true, force: true });
  const database = new sqlite.Database(file);
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE");
    return use(database);
  } finally {
    database.close();
  }
};

/** Adds the index where it is missing and drops the stream records that everybody has read. */
export const maintainStreams = (file: string, consumed: ConsumedStreams = {}): void =>
  withDatabase(file, (database) => {
    for (const statement of streamIndexes) database.exec(statement);
    for (const [table, sequence] of Object.entries(consumed)) database.run(trimStatement, [table, sequence]);
  });
