import type { CheckedItem } from "./check-item.ts";
import { compareSort, type Key } from "./keys.ts";
import { compareKeys, type KeyType } from "./order.ts";

/** A stored item. Never changed: a write puts another row in its place. */
export interface Row extends CheckedItem {
  readonly key: Key;
}

/** A row at its place in a table or an index. */
export interface Entry {
  readonly key: Key;
  readonly row: Row;
}

/** Rows of a table or an index, by partition and ordered within. */
export interface OrderedRows {
  find(key: Key): Row | undefined;
  /** Puts the row at the key, in the place of the one that is there. */
  place(entry: Entry): void;
  remove(key: Key): void;
  partition(text: string): readonly Entry[];
  /** All rows as a scan meets them. */
  scanned(): readonly Entry[];
  /** Within a partition. */
  compare(a: Key, b: Key): number;
  /** As a scan goes. */
  compareScan(a: Key, b: Key): number;
}

export const createOrderedRows = (types: { readonly partition: KeyType; readonly sort: readonly KeyType[] }) => {
  const partitions = new Map<string, Entry[]>();
  let kept: readonly Entry[] | undefined;

  const compare = (a: Key, b: Key) => compareSort(types.sort, a.sort, b.sort);
  /** Not the order of keys: nobody may rely on it, and AWS shuffles partitions too. */
  const compareScan = (a: Key, b: Key) =>
    scanHash(a.partition) - scanHash(b.partition) ||
    compareKeys(types.partition, a.partition, b.partition) ||
    compare(a, b);

  const rows: OrderedRows = {
    find: (key) => {
      const entries = partitions.get(key.partition) ?? [];
      const found = entries[firstNotBefore(entries, key, compare)];
      return found !== undefined && compare(found.key, key) === 0 ? found.row : undefined;
    },
    place: (entry) => {
      kept = undefined;
      const entries = partitions.get(entry.key.partition);
      if (entries === undefined) {
        partitions.set(entry.key.partition, [entry]);
        return;
      }
      const at = firstNotBefore(entries, entry.key, compare);
      const there = entries[at];
      entries.splice(at, there !== undefined && compare(there.key, entry.key) === 0 ? 1 : 0, entry);
    },
    remove: (key) => {
      kept = undefined;
      const entries = partitions.get(key.partition) ?? [];
      const at = firstNotBefore(entries, key, compare);
      const there = entries[at];
      if (there !== undefined && compare(there.key, key) === 0) entries.splice(at, 1);
      if (entries.length === 0) partitions.delete(key.partition);
    },
    partition: (text) => partitions.get(text) ?? [],
    scanned: () => {
      kept ??= [...partitions.values()].flat().sort((a, b) => compareScan(a.key, b.key));
      return kept;
    },
    compare,
    compareScan,
  };
  return rows;
};

/** The position of the first entry that is not before the key. */
const firstNotBefore = (entries: readonly Entry[], key: Key, compare: (a: Key, b: Key) => number): number => {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = entries[middle];
    if (entry !== undefined && compare(entry.key, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

const hashRange = 2 ** 32;

/** FNV-1a with a last stir, so that keys that differ only at their end are far apart. */
const scanHash = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
};

/** The segment of a parallel scan that meets a partition; segments follow each other in scan order. */
export const segmentOf = (partition: string, segments: number): number =>
  Math.floor((scanHash(partition) / hashRange) * segments);
