import { hashOf } from "./hash.ts";

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
/** 130 bits: no two messages of any shop will share a key. */
const keyLength = 26;

const base32 = (bytes: Uint8Array, length: number): string => {
  let text = "";
  let bits = 0;
  let bitCount = 0;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    bitCount += 8;
    while (bitCount >= 5 && text.length < length) {
      bitCount -= 5;
      text += alphabet.charAt((bits >>> bitCount) & 31);
    }
    bits &= (1 << bitCount) - 1;
    if (text.length === length) break;
  }
  return text;
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
