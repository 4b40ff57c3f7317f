import { RekindleError } from "../../shared/errors.ts";

/** Which part of the work a tick has, of those that run side by side. */
export interface TickPart {
  /** From 0. The first one does what is not divided: doubts, coupon pools, overdue cases, the figures of the breaker. */
  readonly part: number;
  readonly parts: number;
}

const isWhole = (value: unknown): value is number => typeof value === "number" && Number.isInteger(value);

/** A call that names no part does everything. Throws where it names one that cannot be, before anything is done twice or left out. */
export const tickPartOf = (event: unknown): TickPart => {
  const { part = 0, parts = 1 } = (event ?? {}) as { readonly part?: unknown; readonly parts?: unknown };
  if (!isWhole(part) || !isWhole(parts) || parts < 1 || part < 0 || part >= parts) {
    throw new RekindleError("tick-part-unknown", `The tick was called with part ${part} of ${parts}.`);
  }
  return { part, parts };
};

/** The shards of a part: together the parts have every shard once. */
export const shardsOf = ({ part, parts }: TickPart, shards: number): readonly number[] =>
  Array.from({ length: shards }, (_, shard) => shard).filter((shard) => shard % parts === part);
