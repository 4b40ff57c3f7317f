import { hashOf } from "./hash.ts";

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
const letters = Array.from(alphabet, (letter) => letter.charCodeAt(0));
/** 130 bits: no two messages of any shop will share a key. */
const keyLength = 26;

/** Five bits a letter, from the front. */
const base32 = (bytes: Uint8Array, length: number): string => {
  const codes: number[] = [];
  for (let index = 0; index < length; index += 1) {
    const bit = index * 5;
    const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    codes.push(letters[(pair >> (11 - (bit & 7))) & 31] ?? 0);
  }
  return String.fromCharCode(...codes);
};

export interface MessageIdentity {
  readonly campaignId: string;
  readonly customerId: string;
  readonly stepId: string;
  /** What made the customer enter the campaign: an order, a birthday year, … */
  readonly occurrence: string;
}

/** The same message always gets the same key: 26 characters of a-z and 2-7, which SES allows in a tag. */
export const messageKey = ({ campaignId, customerId, stepId, occurrence }: MessageIdentity): string =>
  base32(hashOf(campaignId, customerId, stepId, occurrence), keyLength);
