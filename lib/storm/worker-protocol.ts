import type { ProviderEndpoints } from "../local/runtime-parts.ts";

/** How a worker is started: one JSON argument. */
export interface WorkerConfig {
  /** From 1; a worker that is started again after a kill keeps its number and with it its checkpoints. */
  readonly worker: number;
  /** Of the whole storm: clock, link secret, and a folder per worker. */
  readonly directory: string;
  readonly tablesEndpoint: string;
  readonly providers: ProviderEndpoints;
  readonly queueEndpoint: string;
  readonly dueShards: number;
}

/** To a worker: tick now, and say how things stand when everything that is there now was seen. */
export interface RoundOrder {
  readonly round: number;
}

/** From a worker. */
export type WorkerWord =
  | { readonly kind: "ready" }
  | {
      readonly kind: "report";
      readonly round: number;
      /** Nothing was done since the worker's last report. */
      readonly quiet: boolean;
      /** Failures of this process so far that left its loops to try again. */
      readonly errors: number;
    };

export interface RemoveRequest {
  readonly receipts: readonly string[];
}
