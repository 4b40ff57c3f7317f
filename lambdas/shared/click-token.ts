import { type Language, languages } from "../domain/channel.ts";
import { isSignature, keyOf, type LinkKeys, partsOf, signatureOf } from "./link-keys.ts";
import { keyLetters } from "./link-packing.ts";
import { publicAddress } from "./link-token.ts";

/**
 * Which link of which message was clicked. The campaign and its version stand on the message, and the address among the
 * words of that version, so neither is part of the link: a text message pays for every character.
 */
export interface ClickClaims {
  readonly customerId: string;
  readonly messageKey: string;
  /** The language whose words held the link. */
  readonly language: Language;
  /** Place of the address among those words' links. */
  readonly link: number;
}

/** 96 bits: what a guess over the network cannot hit, at half the length. */
const signatureBytes = 12;
const purpose = "click";

/** A message key: 26 letters of five bits each. */
export const keyForm = /^[a-z2-7]{26}$/;
const keyBytes = 17;
const linksMax = 255;

const packedKey = (messageKey: string): Buffer => {
  let bits = 0n;
  for (const letter of messageKey) bits = (bits << 5n) | BigInt(keyLetters.indexOf(letter));
  return Buffer.from(bits.toString(16).padStart(2 * keyBytes, "0"), "hex");
};

const unpackedKey = (bytes: Buffer): string => {
  let bits = BigInt(`0x${bytes.toString("hex")}`);
  let key = "";
  for (let index = 0; index < 26; index += 1) {
    key = `${keyLetters[Number(bits & 31n)]}${key}`;
    bits >>= 5n;
  }
  return key;
};

/** Undefined when the message cannot be named this way; its link is then left as it stands. */
export const signClick = (keys: LinkKeys, claims: ClickClaims): string | undefined => {
  if (!keyForm.test(claims.messageKey) || claims.link < 0 || claims.link > linksMax) return undefined;
  const head = Buffer.from([languages.indexOf(claims.language), claims.link]);
  const customer = Buffer.from(claims.customerId, "utf8");
  const payload = Buffer.concat([head, packedKey(claims.messageKey), customer]).toString("base64url");
  const [newest] = keys;
  const signature = signatureOf(newest, { purpose, payload, bytes: signatureBytes });
  return `${newest.id}.${payload}.${signature.toString("base64url")}`;
};

const claimsOf = (payload: string): ClickClaims | undefined => {
  const bytes = Buffer.from(payload, "base64url");
  const language = languages[bytes[0] ?? languages.length];
  const customerId = bytes.subarray(2 + keyBytes).toString("utf8");
  if (language === undefined || customerId === "") return undefined;
  return { customerId, messageKey: unpackedKey(bytes.subarray(2, 2 + keyBytes)), language, link: bytes[1] ?? 0 };
};

/** Undefined for every token that we did not sign as a click. */
export const readClick = (keys: LinkKeys, token: string): ClickClaims | undefined => {
  const parts = partsOf(token);
  const key = parts === undefined ? undefined : keyOf(keys, parts.keyId);
  if (parts === undefined || key === undefined) return undefined;
  const expected = signatureOf(key, { purpose, payload: parts.payload, bytes: signatureBytes });
  return isSignature(parts.signature, expected) ? claimsOf(parts.payload) : undefined;
};

export const clickUrl = (q: {
  readonly publicUrl: string;
  readonly keys: LinkKeys;
  readonly claims: ClickClaims;
}): string | undefined => {
  const token = signClick(q.keys, q.claims);
  return token === undefined ? undefined : publicAddress(q.publicUrl, `c/${token}`);
};
