import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readCall } from "../../lambdas/domain/intake/segment.ts";
import { type IdentifyMessage, type MovedPerson, messagesOf } from "./person.ts";
import type { MoveReport } from "./report.ts";

export interface PeopleWriter {
  /** `file` and `line`: where the customer stands in the export, for the report. */
  add(person: MovedPerson, place: { readonly file: string; readonly line: number }): Promise<void>;
  /** The files, once everything is written. */
  finish(): Promise<readonly string[]>;
}

/** Both stay well below what one call of the API takes: 2,500 messages and 500 KB. */
const messagesMax = 500;
const bytesMax = 400_000;

export interface PeopleWriterOptions {
  readonly folder: string;
  readonly report: MoveReport;
  /** Epoch milliseconds. */
  readonly now: number;
}

const where = /^batch\[0\]\.?(?:traits\.)?/;

/**
 * Writes `customers-0001.json` and on, each the body of one call of `/v1/batch`. Every message goes through the intake first,
 * so that what the API would refuse stands in the report instead, with the line of the export.
 */
export const createPeopleWriter = ({ folder, report, now }: PeopleWriterOptions): PeopleWriter => {
  const files: string[] = [];
  let held: string[] = [];
  let bytes = 0;

  const write = async (): Promise<void> => {
    if (held.length === 0) return;
    const path = join(folder, `customers-${String(files.length + 1).padStart(4, "0")}.json`);
    await writeFile(path, `{"batch":[\n${held.join(",\n")}\n]}\n`);
    files.push(path);
    held = [];
    bytes = 0;
  };
  const take = async (text: string): Promise<void> => {
    const size = Buffer.byteLength(text) + 2;
    if (held.length >= messagesMax || bytes + size > bytesMax) await write();
    held.push(text);
    bytes += size;
  };
  const isTaken = (message: IdentifyMessage, place: { readonly file: string; readonly line: number }): boolean => {
    const [outcome] = readCall("batch", { batch: [message] }, { receivedAt: now });
    if (outcome === undefined) return false;
    const told = outcome.accepted ? outcome.notes : outcome.problems;
    for (const { where: at, ...problem } of told) {
      const row = { file: place.file, line: place.line, field: at.replace(where, ""), ...problem };
      if (outcome.accepted) report.leaveOut(row);
      else report.refuse(row);
    }
    return outcome.accepted;
  };

  return {
    add: async (person, place) => {
      const messages = messagesOf(person).filter((message) => isTaken(message, place));
      for (const message of messages) await take(JSON.stringify(message));
      if (messages.length === 0) return;
      report.count("customers");
      for (const { channel, granted } of person.consents)
        report.count(granted ? `consents given for ${channel}` : `consents withdrawn for ${channel}`);
      report.count("devices", person.devices.length);
    },
    finish: async () => {
      await write();
      return files;
    },
  };
};
