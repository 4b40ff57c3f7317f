import type { DeadLetter } from "../../local/dead-letters.ts";
import { readItemFailures } from "../../local/delivery.ts";
import type { LocalRuntime } from "../../local/runtime.ts";
import type { StreamRecord } from "../../local/stream-reader.ts";
import type { Handed, Letter, Reading } from "./letter.ts";

type Directory = Pick<LocalRuntime, "deadLetters" | "wiring" | "invoke">;

/** The dead letters of a directory. They hold the records themselves, so these are never too old. */
export async function* localLetters(directory: Directory): AsyncGenerator<Letter> {
  for (const letter of directory.deadLetters.all()) {
    yield {
      title: `${letter.functionName} from ${letter.source}, ${new Date(letter.at).toISOString()}`,
      read: async () => readingOf(letter, directory),
      remove: async () => directory.deadLetters.remove(letter),
    };
  }
}

const readingOf = (letter: DeadLetter, { wiring, invoke }: Directory): Reading => {
  const mapping = wiring.streams.find(({ name }) => name === letter.source);
  if (mapping !== undefined) {
    const records = letter.records as readonly StreamRecord[];
    return { kind: "stream", batch: { mapping, shardId: letter.shardId ?? mapping.table, records } };
  }
  if (!wiring.queues.some(({ name }) => name === letter.source))
    return { kind: "unreadable", why: `Nothing is wired as ${letter.source} any more.` };
  const hand = async (): Promise<Handed> => {
    const ids = letter.records.map((record) => (record as { readonly messageId: string }).messageId);
    try {
      const failures = readItemFailures(await invoke(letter.functionName, { Records: letter.records }), ids);
      return failures.length === 0 ? { ok: true } : { ok: false, why: "The function reported it as failed again." };
    } catch (error) {
      return { ok: false, why: `The function failed again: ${String(error)}` };
    }
  };
  return { kind: "queue", count: letter.records.length, handOn: hand };
};
