import { hashOf, numberOf } from "./hash.ts";

/** Which partition of the `due` index holds a customer: 0 to shards - 1, always the same. */
export const dueShardOf = (customerId: string, shards: number): number => numberOf(hashOf(customerId, "due")) % shards;
