import { type Category, categories, type Language, languages } from "../domain/channel.ts";
import { keyForm } from "./click-token.ts";
import { isSignature, keyOf, type LinkKeys, type LinkPurpose, partsOf, signatureOf } from "./link-keys.ts";
import { packedId, packedStart, startBytes, unpackedId, unpackedStart } from "./link-packing.ts";
import { type LinkClaims, type MessageLinks, publicAddress, readLink } from "./link-token.ts";

/**
 * Links of texts, where every character is paid for. A token names the customer and the beginning of the message's key in
 * a few bytes; the rest is looked up on the message by the pages that need it. Nothing is stored for a link, so it costs no
 * write, works as long as the customer is there, and is erased with them.
 */
export type ShortPage = "unsubscribe" | "preferences" | "survey" | "reason";

/** Where each page is found under one letter. */
export const shortPaths = { unsubscribe: "u", preferences: "p", survey: "s", reason: "r" } as const satisfies Readonly<
  Record<ShortPage, string>
>;

/** Another purpose than the page's long links have: the two kinds are signed and read differently. */
const purposeOf = (page: ShortPage): LinkPurpose => `short-${page}`;

/** 96 bits: what a guess over the network cannot hit, at half the length. */
const signatureBytes = 12;

const topics: readonly (Category | "all")[] = [...categories, "all"];

/** Bits of the first byte: language in 2, topic in 3, form of the id in 3. */
const headOf = (claims: Pick<LinkClaims, "topic">, language: Language, idForm: number): number =>
  languages.indexOf(language) | (topics.indexOf(claims.topic) << 2) | (idForm << 5);

/** What a short link tells by itself. It was in a text. */
export interface ShortClaims {
  readonly customerId: string;
  readonly topic: Category | "all";
  readonly language: Language;
  /** The first eight letters of the message's key: 40 bits, which tell the messages of one customer apart. */
  readonly messageKeyStart: string;
}

/** Undefined when the message cannot be named this way; its links are then long. */
export const signShort = (q: {
  readonly keys: LinkKeys;
  readonly page: ShortPage;
  readonly claims: LinkClaims;
}): string | undefined => {
  const { customerId, messageKey, language = "en" } = q.claims;
  if (!keyForm.test(messageKey)) return undefined;
  const { form, bytes } = packedId(customerId);
  const head = Buffer.from([headOf(q.claims, language, form)]);
  const payload = Buffer.concat([head, packedStart(messageKey), bytes]).toString("base64url");
  const [newest] = q.keys;
  const signature = signatureOf(newest, { purpose: purposeOf(q.page), payload, bytes: signatureBytes });
  return `${newest.id}.${payload}.${signature.toString("base64url")}`;
};

const claimsOf = (payload: string): ShortClaims | undefined => {
  const bytes = Buffer.from(payload, "base64url");
  const head = bytes[0] ?? 0;
  const [language, topic] = [languages[head & 3], topics[(head >> 2) & 7]];
  const customerId = unpackedId(head >> 5, bytes.subarray(1 + startBytes));
  if (language === undefined || topic === undefined || customerId === "") return undefined;
  return { customerId, topic, language, messageKeyStart: unpackedStart(bytes.subarray(1, 1 + startBytes)) };
};

/** Undefined for every token that we did not sign for this page. */
export const readShort = (q: {
  readonly keys: LinkKeys;
  readonly page: ShortPage;
  readonly token: string;
}): ShortClaims | undefined => {
  const parts = partsOf(q.token);
  const key = parts === undefined ? undefined : keyOf(q.keys, parts.keyId);
  if (parts === undefined || key === undefined) return undefined;
  const expected = signatureOf(key, { purpose: purposeOf(q.page), payload: parts.payload, bytes: signatureBytes });
  return isSignature(parts.signature, expected) ? claimsOf(parts.payload) : undefined;
};

/**
 * The claims of either kind of token of a page. In a short one's the beginning of the message's key stands for the whole:
 * that is evidence enough of an opt-out, which must not wait for a look-up.
 */
export const readPageLink = (q: {
  readonly keys: LinkKeys;
  readonly page: ShortPage;
  readonly token: string;
}): LinkClaims | undefined => {
  const long = readLink({ ...q, purpose: q.page });
  const short = long === undefined ? readShort(q) : undefined;
  if (short === undefined) return long;
  const { messageKeyStart, ...claims } = short;
  return { ...claims, channel: "sms", messageKey: messageKeyStart };
};

/** The links of one text; undefined when its message cannot be named in short. */
export const shortLinksOf = (q: {
  readonly publicUrl: string;
  readonly keys: LinkKeys;
  readonly claims: LinkClaims;
}): MessageLinks | undefined => {
  const urlOf = (page: ShortPage): string | undefined => {
    const token = signShort({ ...q, page });
    return token === undefined ? undefined : publicAddress(q.publicUrl, `${shortPaths[page]}/${token}`);
  };
  const [unsubscribeUrl, preferencesUrl, surveyUrl, reasonUrl] = [
    urlOf("unsubscribe"),
    urlOf("preferences"),
    urlOf("survey"),
    urlOf("reason"),
  ];
  if (!unsubscribeUrl || !preferencesUrl || !surveyUrl || !reasonUrl) return undefined;
  return { unsubscribeUrl, preferencesUrl, surveyUrl, reasonUrl };
};

/** Routes of a page: `/preferences/:token` and `/p/:token`. Either takes both kinds of token. */
export const pathsOf = (page: ShortPage): readonly string[] => [`/${page}/:token`, `/${shortPaths[page]}/:token`];
