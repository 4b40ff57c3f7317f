import type { Invoke } from "./mapping-runner.ts";
import type { StreamRecord } from "./stream-reader.ts";
import type { StreamMapping } from "./wiring.ts";

/*
 * Tumbling windows. A function of such a mapping is given the window, the shard and the state it returned last, and
 * once more, without records, when the window is over. Here a window ends when a record of a later one arrives; the
 * state is not kept over a restart, which a function has to bear in AWS too.
 */
interface OpenWindow {
  readonly start: number;
  readonly end: number;
  readonly state: unknown;
}

export interface Windows {
  invoke(records: readonly StreamRecord[], shardId: string): Promise<unknown>;
}

const instant = (epochSeconds: number): string => new Date(epochSeconds * 1000).toISOString();

const stateOf = (response: unknown): unknown =>
  typeof response === "object" && response !== null && "state" in response ? response.state : {};

export const createWindows = (
  mapping: Pick<StreamMapping, "functionName" | "windowSeconds">,
  invoke: Invoke,
): Windows => {
  const length = mapping.windowSeconds ?? 0;
  let open: OpenWindow | undefined;

  const call = (window: OpenWindow, records: readonly StreamRecord[], where: { shardId: string; arn: string }) =>
    invoke(mapping.functionName, {
      Records: records,
      window: { start: instant(window.start), end: instant(window.end) },
      state: window.state,
      shardId: where.shardId,
      eventSourceARN: where.arn,
      isFinalInvokeForWindow: records.length === 0,
      isWindowTerminatedEarly: false,
    });

  return {
    invoke: async (records, shardId) => {
      const first = records[0];
      if (first === undefined) return {};
      const where = { shardId, arn: first.eventSourceARN };
      const at = first.dynamodb.ApproximateCreationDateTime;
      if (open !== undefined && at >= open.end) {
        await call(open, [], where);
        open = undefined;
      }
      const start = at - (at % length);
      const window = open ?? { start, end: start + length, state: {} };
      const response = await call(window, records, where);
      open = { ...window, state: stateOf(response) };
      return response;
    },
  };
};
