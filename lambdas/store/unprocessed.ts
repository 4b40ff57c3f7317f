import { setTimeout as pause } from "node:timers/promises";
import { RekindleError } from "../shared/errors.ts";
import { unprocessedPauseMs, unprocessedTriesMax } from "./limits.ts";

/**
 * Sends requests in chunks. What the table left unprocessed is sent again after a pause that doubles; when it is still
 * there after a bounded number of tries the error is thrown, because half a batch must not look like a whole one.
 */
export const sendInChunks = async <Request>(q: {
  readonly requests: readonly Request[];
  readonly chunkMax: number;
  /** Returns what was left unprocessed. */
  readonly send: (chunk: readonly Request[]) => Promise<readonly Request[]>;
  /** Milliseconds before the first repeat. Default: see limits. */
  readonly pauseMs?: number;
}): Promise<void> => {
  for (let start = 0; start < q.requests.length; start += q.chunkMax)
    await sendChunk(q.requests.slice(start, start + q.chunkMax), q.send, q.pauseMs ?? unprocessedPauseMs);
};

const sendChunk = async <Request>(
  chunk: readonly Request[],
  send: (chunk: readonly Request[]) => Promise<readonly Request[]>,
  pauseMs: number,
): Promise<void> => {
  let left = await send(chunk);
  for (let tries = 1; left.length > 0; tries += 1) {
    if (tries === unprocessedTriesMax)
      throw new RekindleError("batch-unprocessed", `The table left ${left.length} requests unprocessed.`, {
        data: { left: left.length, tries },
      });
    await pause(pauseMs * 2 ** (tries - 1));
    left = await send(left);
  }
};
