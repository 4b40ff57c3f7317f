// A log of events, sorted by customer in bounded memory. An export is sorted by time or by nothing, and a backtest plays one customer
// after the other: so each event goes to one of a few dozen parts by its customer's id, and a part at a time is read back.
// What a small log holds never touches the disk.
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { hash53 } from "../../lambdas/domain/intake/fingerprints.ts";
import { scratchDirectory } from "../local/scratch-directory.ts";

export interface LoggedCustomer {
  readonly customerId: string;
  /** By `occurredAt`; who somebody is goes before what they did at that instant, ties by the id of the event. */
  readonly events: readonly CustomerEvent[];
}

export interface EventLog {
  add(event: CustomerEvent): void;
  events(): number;
  /** Of the orders alone, epoch milliseconds; nothing when there are none. */
  orderSpan(): { readonly first: number; readonly last: number } | undefined;
  /** Each customer once, always in the same order, whatever the order of the events was. May be read again. */
  customers(): Generator<LoggedCustomer>;
  /** Removes what was written to the disk. */
  close(): void;
}

/** A million orders make parts of some ten megabytes. */
const parts = 64;
/** Characters of all parts kept in memory before they are written out. */
const heldMax = 32_000_000;

export const createEventLog = (options: { readonly heldMax?: number } = {}): EventLog => {
  const held: string[][] = Array.from({ length: parts }, () => []);
  let [heldSize, events, first, last] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let folder: string | undefined;

  const fileOf = (directory: string, part: number): string => join(directory, `${part}.jsonl`);
  const writeOut = (): void => {
    folder ??= mkdtempSync(join(scratchDirectory(), "backtest-"));
    for (const [part, lines] of held.entries())
      if (lines.length > 0) appendFileSync(fileOf(folder, part), asText(lines));
    for (const lines of held) lines.length = 0;
    heldSize = 0;
  };
  const eventsOf = (part: number): readonly CustomerEvent[] => {
    const written = folder === undefined ? "" : readPart(fileOf(folder, part));
    return parsed(`${written}${asText(held[part] ?? [])}`);
  };

  return {
    add: (event) => {
      events += 1;
      if (isOrder(event)) {
        first = Math.min(first, event.occurredAt);
        last = Math.max(last, event.occurredAt);
      }
      const line = JSON.stringify(event);
      held[hash53(event.customerId) % parts]?.push(line);
      heldSize += line.length;
      if (heldSize > (options.heldMax ?? heldMax)) writeOut();
    },
    events: () => events,
    orderSpan: () => (first > last ? undefined : { first, last }),
    *customers() {
      for (let part = 0; part < parts; part += 1) yield* customersOf(eventsOf(part));
    },
    close: () => {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
};

const isOrder = ({ kind }: CustomerEvent): boolean => kind === "order-placed" || kind === "order-cancelled";

const separator = ",\n";
const asText = (lines: readonly string[]): string => lines.map((line) => `${line}${separator}`).join("");

/** All at once: one array of objects that are alike is read much faster than the same objects one by one. */
const parsed = (text: string): readonly CustomerEvent[] => JSON.parse(`[${text.slice(0, -separator.length)}]`);

const readPart = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    // A part that no customer fell into was never written.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  }
};

function* customersOf(events: readonly CustomerEvent[]): Generator<LoggedCustomer> {
  const found = new Map<string, CustomerEvent[]>();
  for (const event of events) {
    const known = found.get(event.customerId);
    if (known === undefined) found.set(event.customerId, [event]);
    else known.push(event);
  }
  for (const customerId of [...found.keys()].sort()) {
    const own = found.get(customerId) ?? [];
    if (own.length > 1) own.sort(byTime);
    yield { customerId, events: own };
  }
}

const byTime = (a: CustomerEvent, b: CustomerEvent): number =>
  a.occurredAt - b.occurredAt ||
  Number(isOrder(a)) - Number(isOrder(b)) ||
  (a.eventId === b.eventId ? 0 : a.eventId < b.eventId ? -1 : 1);
