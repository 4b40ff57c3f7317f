import { createHmac, timingSafeEqual } from "node:crypto";

const base64OfSha256 = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Whether one of the secrets signed exactly these bytes (HMAC-SHA256 in base64). Each secret is tried whatever the one before
 * said, and bytes are compared in constant time: how long it takes tells nothing but how many secrets there are.
 */
export const isSigned = (q: {
  readonly bytes: Uint8Array;
  readonly signature: string | undefined;
  readonly secrets: readonly string[];
}): boolean => {
  const isWellFormed = q.signature !== undefined && base64OfSha256.test(q.signature);
  const given = Buffer.from(isWellFormed ? q.signature : "", "base64");
  let signed = false;
  for (const secret of q.secrets) {
    const expected = createHmac("sha256", secret).update(q.bytes).digest();
    const same = timingSafeEqual(given.length === expected.length ? given : Buffer.alloc(expected.length), expected);
    signed = signed || (isWellFormed && given.length === expected.length && same);
  }
  return signed;
};
