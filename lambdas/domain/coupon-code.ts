import type { Coupon } from "./coupon.ts";
import { hashOf, numberOf } from "./hash.ts";
import { dayMs } from "./limits.ts";

/** The journey that a code belongs to: all its messages carry the same one. */
export interface CouponOwner {
  readonly customerId: string;
  readonly campaignId: string;
  readonly occurrence: string;
}

/** No 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B: people read codes aloud and type them. 25 letters. */
const letters = "ACDEFGHJKMNPQRTUVWXY34679";
/** 25^10, about 46 bits: among 100,000 codes of one coupon two are the same once in 20,000 shops. */
export const generatedLetters = 10;

/** Bytes from here on would make the first letters a little more frequent. */
const fairBytes = 256 - (256 % letters.length);

/** Letters drawn evenly; a hash has three times as many bytes as are needed, so that hardly ever a second one is asked. */
const lettersOf = (...parts: readonly string[]): string => {
  let text = "";
  for (let round = 0; text.length < generatedLetters; round += 1) {
    for (const byte of hashOf("coupon", ...parts, String(round))) {
      if (byte < fairBytes && text.length < generatedLetters) text += letters[byte % letters.length];
    }
  }
  return text;
};

/** The code that the rules can tell by themselves; nothing for a coupon whose codes lie in a pool. */
export const codeOf = (coupon: Coupon, { customerId, campaignId, occurrence }: CouponOwner): string | undefined => {
  switch (coupon.kind) {
    case "shared":
      return coupon.code;
    case "generated":
      return `${coupon.prefix}${lettersOf(coupon.salt, coupon.id, customerId, campaignId, occurrence)}`;
    case "pool":
      return undefined;
  }
};

/** Names the one code of a pool that a journey is given: the same for all its messages, whoever asks and however often. */
export const claimIdOf = (couponId: string, { customerId, campaignId, occurrence }: CouponOwner): string =>
  numberOf(hashOf("claim", couponId, customerId, campaignId, occurrence)).toString(36);

/** When a code given at an instant runs out, epoch milliseconds; nothing when the shop set no end. */
export const expiryOf = ({ validDays }: Coupon, givenAt: number): number | undefined =>
  validDays === undefined ? undefined : givenAt + validDays * dayMs;

/** As a till compares codes: people type them in any case, with a space too many. */
export const comparableCode = (code: string): string => code.trim().toUpperCase();
