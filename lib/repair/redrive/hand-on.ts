import { readItemFailures } from "../../local/delivery.ts";
import { compileFilter } from "../../local/filter.ts";
import type { Invoke } from "../../local/mapping-runner.ts";
import type { StreamRecord } from "../../local/stream-reader.ts";
import type { Handed, StreamBatch } from "./letter.ts";

/** Hands records to the function as their mapping would: through its filter, in batches, with the shard of a window. */
export const handOn = async (batch: StreamBatch, invoke: Invoke): Promise<Handed> => {
  const { mapping } = batch;
  const records = passing(batch);
  for (let from = 0; from < records.length; from += mapping.batchSize) {
    const part = records.slice(from, from + mapping.batchSize);
    const handed = await handPart({ ...batch, records: part }, invoke);
    if (!handed.ok) return handed;
  }
  return { ok: true };
};

/** What the function is given of them: the range of a failed batch holds records of other batches, too. */
export const passing = ({ mapping, records }: StreamBatch): readonly StreamRecord[] =>
  records.filter(compileFilter(mapping.filters));

const handPart = async ({ mapping, shardId, records }: StreamBatch, invoke: Invoke): Promise<Handed> => {
  const ids = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  try {
    const response = await invoke(mapping.functionName, {
      Records: records,
      ...windowOf(mapping.windowSeconds, shardId),
    });
    const failures = readItemFailures(response, ids);
    const count = failures === "all" ? ids.length : failures.length;
    return count === 0 ? { ok: true } : { ok: false, why: `${mapping.functionName} reported ${count} as failed again` };
  } catch (error) {
    return { ok: false, why: `${mapping.functionName} failed again: ${String(error)}` };
  }
};

const windowOf = (windowSeconds: number | undefined, shardId: string) =>
  windowSeconds === undefined
    ? {}
    : { shardId, state: {}, isFinalInvokeForWindow: false, isWindowTerminatedEarly: false };
