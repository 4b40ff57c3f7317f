import { type Category, type Channel, categories, channels, type Language, languages } from "../domain/channel.ts";
import { isSignature, keyOf, type LinkKeys, type LinkPurpose, partsOf, signatureOf } from "./link-keys.ts";

export type { LinkPurpose } from "./link-keys.ts";

export interface LinkClaims {
  readonly customerId: string;
  readonly channel: Channel;
  readonly topic: Category | "all";
  /** The message that carried the link. */
  readonly messageKey: string;
  /** The language of that message, for the page behind the link. Absent: the browser's. */
  readonly language?: Language;
  /** Whose message it was, where the page behind the link must know. */
  readonly campaignId?: string;
}

/** What stands last and is absent is left out. */
const trailing = ([language, campaignId]: readonly [string | undefined, string | undefined]): readonly unknown[] =>
  campaignId === undefined ? (language === undefined ? [] : [language]) : [language ?? null, campaignId];

/** Key id, base64url of the claims, and the signature, with dots between. A list and not an object keeps the link short. */
export const signLink = (q: {
  readonly keys: LinkKeys;
  readonly purpose: LinkPurpose;
  readonly claims: LinkClaims;
}): string => {
  const { customerId, channel, topic, messageKey, language, campaignId } = q.claims;
  const list = [customerId, channel, topic, messageKey, ...trailing([language, campaignId])];
  const payload = Buffer.from(JSON.stringify(list)).toString("base64url");
  const [newest] = q.keys;
  return `${newest.id}.${payload}.${signatureOf(newest, { purpose: q.purpose, payload }).toString("base64url")}`;
};

const one = <Name extends string>(names: readonly Name[], value: unknown): Name | undefined =>
  names.find((name) => name === value);

const claimsOf = (payload: string): LinkClaims | undefined => {
  const list: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  if (!Array.isArray(list)) return undefined;
  const [customerId, channelName, topicName, messageKey, languageName, campaignId] = list;
  const channel = one(channels, channelName);
  const topic = one([...categories, "all"], topicName);
  const language = one(languages, languageName);
  if (typeof customerId !== "string" || typeof messageKey !== "string") return undefined;
  if (customerId === "" || channel === undefined || topic === undefined) return undefined;
  return {
    ...{ customerId, channel, topic, messageKey },
    ...(language !== undefined && { language }),
    ...(typeof campaignId === "string" && { campaignId }),
  };
};

/** Undefined for every token that we did not sign for this purpose; the time it takes does not tell how close it was. */
export const readLink = (q: {
  readonly keys: LinkKeys;
  readonly purpose: LinkPurpose;
  readonly token: string;
}): LinkClaims | undefined => {
  const parts = partsOf(q.token);
  const key = parts === undefined ? undefined : keyOf(q.keys, parts.keyId);
  if (parts === undefined || key === undefined) return undefined;
  const { payload, signature } = parts;
  return isSignature(signature, signatureOf(key, { purpose: q.purpose, payload })) ? claimsOf(payload) : undefined;
};

/** The public address with something behind it; it may be written with or without a slash at its end. */
export const publicAddress = (publicUrl: string, path: string): string => `${publicUrl.replace(/\/+$/, "")}/${path}`;

interface PageLink {
  readonly publicUrl: string;
  readonly keys: LinkKeys;
  readonly claims: LinkClaims;
}

/** Where the customer chooses what to get. */
export const preferencesUrl = (q: PageLink): string =>
  publicAddress(q.publicUrl, `preferences/${signLink({ ...q, purpose: "preferences" })}`);

/** Where the customer says how it was. The words may add `?measure=nps` and `&score=9`, which the page shows as chosen. */
export const surveyUrl = (q: PageLink & { readonly campaignId: string }): string => {
  const claims = { ...q.claims, campaignId: q.campaignId };
  return publicAddress(q.publicUrl, `survey/${signLink({ ...q, claims, purpose: "survey" })}`);
};

/** Where the customer says why they stayed away. */
export const reasonUrl = (q: PageLink): string =>
  publicAddress(q.publicUrl, `reason/${signLink({ ...q, purpose: "reason" })}`);

/** The links of one message, by the names that its words use. */
export const linksOf = (q: PageLink & { readonly campaignId: string }): MessageLinks => ({
  unsubscribeUrl: unsubscribeUrl(q),
  preferencesUrl: preferencesUrl(q),
  surveyUrl: surveyUrl(q),
  reasonUrl: reasonUrl(q),
});

export interface MessageLinks {
  readonly unsubscribeUrl: string;
  readonly preferencesUrl: string;
  readonly surveyUrl: string;
  readonly reasonUrl: string;
}

/** Where one click takes the person off the list. */
export const unsubscribeUrl = (q: PageLink): string =>
  publicAddress(q.publicUrl, `unsubscribe/${signLink({ ...q, purpose: "unsubscribe" })}`);
