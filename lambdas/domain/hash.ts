import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** One hash, one text and one digest, used again and again: a decision hashes, and should not leave garbage behind. */
const untouched = sha256.create();
const working = sha256.create();
const digest = new Uint8Array(32);
const written = new Uint8Array(512);

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;

/** Puts a text in quotes and returns where it ends; nothing when JSON would have to escape it or UTF-8 to encode it. */
const writeText = (text: string, start: number): number | undefined => {
  const end = start + text.length + 2;
  if (end >= written.length) return undefined; // One byte is left for the bracket at the end.
  written[start] = quote;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || code > 0x7f || code === quote || code === backslash) return undefined;
    written[start + 1 + index] = code;
  }
  written[end - 1] = quote;
  return end;
};

/** The bytes of `JSON.stringify(parts)`. Nearly every part is plain ASCII, and that is written as it stands. */
const bytesOf = (parts: readonly string[]): Uint8Array => {
  let end = 0;
  for (const part of parts) {
    written[end] = end === 0 ? 0x5b : comma;
    const next = writeText(part, end + 1);
    if (next === undefined) return utf8ToBytes(JSON.stringify(parts));
    end = next;
  }
  written[end] = 0x5d;
  return written.subarray(0, end + 1);
};

/**
 * SHA-256 over several texts. Written as a JSON array, so that ("ab", "c") and ("a", "bc") never hash the same. The bytes
 * are those of the latest hash: whoever needs them longer copies them.
 */
export const hashOf = (...parts: readonly string[]): Uint8Array => {
  untouched._cloneInto(working).update(bytesOf(parts)).digestInto(digest);
  return digest;
};

/** The first 48 bits of a hash: the most whole bytes that a number holds exactly. */
export const numberOf = (hash: Uint8Array): number => {
  let value = 0;
  for (let index = 0; index < 6; index += 1) value = value * 256 + (hash[index] ?? 0);
  return value;
};
