import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** UTF-8. Nearly every text here is ASCII, and copying that by hand takes a fifth of the encoder's time. */
const bytesOf = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 127) return utf8ToBytes(text);
    bytes[index] = code;
  }
  return bytes;
};

/** SHA-256 over several texts. Written as a JSON array, so that ("ab", "c") and ("a", "bc") never hash the same. */
export const hashOf = (...parts: readonly string[]): Uint8Array => sha256(bytesOf(JSON.stringify(parts)));

/** The first 48 bits of a hash: the most whole bytes that a number holds exactly. */
export const numberOf = (hash: Uint8Array): number => {
  let value = 0;
  for (let index = 0; index < 6; index += 1) value = value * 256 + (hash[index] ?? 0);
  return value;
};
