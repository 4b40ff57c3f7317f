import { createHmac, timingSafeEqual } from "node:crypto";
import { RekindleError } from "./errors.ts";

/** One of the keys that sign links. Its id travels in the token, so that the one which signed it can be found. */
export interface LinkKey {
  readonly id: string;
  readonly secret: string;
  /** Epoch milliseconds; 0 for the key that was there before there were several. */
  readonly madeAt: number;
}

/** The newest first: it signs. Every one of them verifies. */
export type LinkKeys = readonly [LinkKey, ...LinkKey[]];

/** What a link may be used for. A token signed for one purpose is worthless for another. */
export type LinkPurpose = PagePurpose | `short-${PagePurpose}` | "click";
type PagePurpose = "unsubscribe" | "preferences" | "survey" | "reason";

/** The id of the key of a secret that is still a plain text, as it is made at the first deployment. */
export const firstKeyId = "0";

/** A key that no longer signs verifies for this long. US law asks for 30 days; a mailbox keeps a message for longer. */
export const keptDays = 400;
/** Messages already sent must keep a way out for so long (16 CFR 316.5), so a younger key goes only when it leaked. */
export const keptDaysMin = 30;
const dayMs = 86_400_000;

const idForm = /^[a-z0-9]{1,8}$/;
const broken = (problem: string): RekindleError =>
  new RekindleError("link-keys-invalid", `The secret that signs links cannot be read: ${problem}.`);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // The cause would quote the secret.
    throw broken("it is no JSON");
  }
};

/** Reads the secret: a JSON list of keys, the newest first, or a plain text, which is one key without an age. */
export const readLinkKeys = (text: string): LinkKeys => {
  if (text.trim() === "") throw new RekindleError("setting-empty", "The secret that signs links is empty.");
  if (!text.startsWith("[")) return [{ id: firstKeyId, secret: text, madeAt: 0 }];
  const keys = parsed(text);
  if (!Array.isArray(keys) || !keys.every(isKey)) throw broken("a key needs an id, a secret and when it was made");
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw broken("ids must be unique");
  const [first, ...rest] = keys;
  if (first === undefined) throw broken("it has no key");
  return [first, ...rest];
};

// By hand and not by a schema: every function that signs or checks a link loads this, and the library for schemas is large.
const isKey = (value: unknown): value is LinkKey => {
  if (typeof value !== "object" || value === null) return false;
  const { id, secret, madeAt } = value as Partial<Record<keyof LinkKey, unknown>>;
  return (
    typeof id === "string" &&
    idForm.test(id) &&
    typeof secret === "string" &&
    secret.length >= 16 &&
    typeof madeAt === "number" &&
    Number.isSafeInteger(madeAt) &&
    madeAt >= 0
  );
};

export const writtenLinkKeys = (keys: LinkKeys): string => JSON.stringify(keys);

/** When each key stopped to sign: at the birth of the next newer one. */
const retiredAt = (keys: LinkKeys, index: number): number | undefined => keys[index - 1]?.madeAt;

/** The keys with a new one in front, without those that have not signed for `keptDays`. */
export const rotated = (
  keys: LinkKeys,
  q: { readonly id: string; readonly secret: string; readonly now: number },
): LinkKeys => {
  const kept = keys.filter((_, index) => {
    const retired = retiredAt(keys, index);
    return retired === undefined || q.now - retired < keptDays * dayMs;
  });
  return [{ id: q.id, secret: q.secret, madeAt: q.now }, ...kept];
};

export type Dropped =
  | { readonly ok: true; readonly keys: LinkKeys }
  | { readonly ok: false; readonly problem: string; readonly allowed: string };

/** Takes a key away: every link that it signed stops working. `leaked` says that this is the point. */
export const dropped = (
  keys: LinkKeys,
  q: { readonly id: string; readonly now: number; readonly leaked: boolean },
): Dropped => {
  const index = keys.findIndex(({ id }) => id === q.id);
  if (index < 0) return { ok: false, problem: "there is no such key", allowed: keys.map(({ id }) => id).join(", ") };
  const retired = retiredAt(keys, index);
  if (retired === undefined)
    return { ok: false, problem: "it signs the links of now", allowed: "rotate first, then drop it" };
  if (!q.leaked && q.now - retired < keptDaysMin * dayMs)
    return {
      ok: false,
      problem: `it signed links less than ${keptDaysMin} days ago, and they must go on working`,
      allowed: "--leaked, when somebody else knows it",
    };
  const [first, ...rest] = keys.filter(({ id }) => id !== q.id);
  return first === undefined
    ? { ok: false, problem: "it is the only key", allowed: "rotate first" }
    : { ok: true, keys: [first, ...rest] };
};

/** HMAC-SHA256 of purpose and payload, cut to so many bytes. */
export const signatureOf = (
  { secret }: Pick<LinkKey, "secret">,
  q: { readonly purpose: LinkPurpose; readonly payload: string; readonly bytes?: number },
): Buffer =>
  createHmac("sha256", secret)
    .update(`${q.purpose}.${q.payload}`)
    .digest()
    .subarray(0, q.bytes ?? 32);

/** The time it takes does not tell how close a forged signature was. */
export const isSignature = (given: string, expected: Buffer): boolean => {
  const bytes = Buffer.from(given, "base64url");
  const sameLength = bytes.length === expected.length;
  const same = timingSafeEqual(sameLength ? bytes : expected, expected);
  // Base64url has several spellings of the same bytes; only ours is a signature.
  return sameLength && same && given === expected.toString("base64url");
};

/** A token longer than this is none of ours, and is not even hashed. */
const tokenLengthMax = 2_000;

export interface TokenParts {
  readonly keyId: string;
  readonly payload: string;
  readonly signature: string;
}

/** `key.payload.signature`; a token from before there were several keys has no key id. */
export const partsOf = (token: string): TokenParts | undefined => {
  const parts = token.length > tokenLengthMax ? [] : token.split(".");
  const [keyId, payload, signature] = parts.length === 2 ? [firstKeyId, ...parts] : parts;
  if (parts.length > 3 || !keyId || !payload || !signature || !idForm.test(keyId)) return undefined;
  return { keyId, payload, signature };
};

export const keyOf = (keys: LinkKeys, keyId: string): LinkKey | undefined => keys.find(({ id }) => id === keyId);
