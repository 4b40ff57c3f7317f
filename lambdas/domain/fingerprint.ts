import { bytesToHex } from "@noble/hashes/utils.js";
import { hashOf } from "./hash.ts";

/** JSON with the names of every object in one order, so that equal values read equal. */
const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** A short text that is the same for equal values, and else is not. */
export const fingerprint = (value: unknown): string => bytesToHex(hashOf(canonicalJson(value))).slice(0, 32);
