import { utf8ToBytes } from "@noble/hashes/utils.js";

/** The limits of the Segment spec, in bytes. */
export const maxBatchBytes = 500 * 1024;
export const maxMessageBytes = 32 * 1024;

/** Messages of a batch. Client libraries send 15 to 250; each bad one costs a part of the answer. */
export const maxBatchMessages = 2500;

/** Levels of nesting. A browser's event has about five. */
export const maxDepth = 32;

/** Letters of the name of an event. */
export const maxEventNameLength = 200;

export const jsonBytes = (value: unknown): number => utf8ToBytes(JSON.stringify(value) ?? "").length;

/** Goes level by level instead of calling itself, so that hostile nesting cannot exhaust the stack. */
export const isDeeperThan = (value: unknown, levels: number): boolean => {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= levels; depth += 1) {
    level = level.flatMap((part) => (typeof part === "object" && part !== null ? Object.values(part) : []));
    if (level.length === 0) return false;
  }
  return true;
};

/** Bytes of a webhook. An order of some hundred lines has about one megabyte; a function is handed at most six, as base64. */
export const maxWebhookBytes = 4 * 1024 * 1024;
