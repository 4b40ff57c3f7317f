import type { StreamRecord } from "../../local/stream-reader.ts";
import type { StreamMapping } from "../../local/wiring.ts";

/** What a failure queue holds of one batch that could not be handled. */
export interface Letter {
  /** For a person: which function, what it was given, since when. */
  readonly title: string;
  /** Finds the records again. In a dry run, too: only then can it say what would be done. */
  read(): Promise<Reading>;
  /** Takes the letter out of its queue, after what it tells of was handled. */
  remove(): Promise<void>;
}

export type Reading =
  | { readonly kind: "stream"; readonly batch: StreamBatch }
  /** Events of a queue, to be handed to its function or put back into it. */
  | { readonly kind: "queue"; readonly count: number; readonly handOn: () => Promise<Handed> }
  /** The records are no longer in the stream. */
  | { readonly kind: "gone"; readonly why: string }
  | { readonly kind: "unreadable"; readonly why: string };

export interface StreamBatch {
  readonly mapping: StreamMapping;
  readonly shardId: string;
  readonly records: readonly StreamRecord[];
}

export type Handed = { readonly ok: true; readonly note?: string } | { readonly ok: false; readonly why: string };
