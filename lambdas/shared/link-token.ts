import { createHmac, timingSafeEqual } from "node:crypto";
import { type Category, type Channel, categories, channels, type Language, languages } from "../domain/channel.ts";

/** What a link may be used for. A token signed for one purpose is worthless for another. */
export type LinkPurpose = "unsubscribe";

export interface LinkClaims {
  readonly customerId: string;
  readonly channel: Channel;
  readonly topic: Category | "all";
  /** The message that carried the link. */
  readonly messageKey: string;
  /** The language of that message, for the page behind the link. Absent: the browser's. */
  readonly language?: Language;
}

const signatureOf = (secret: string, purpose: LinkPurpose, payload: string): Buffer =>
  createHmac("sha256", secret).update(`${purpose}.${payload}`).digest();

/** Base64url of the claims, a dot, and the signature. A list and not an object keeps the link short. */
export const signLink = (q: {
  readonly secret: string;
  readonly purpose: LinkPurpose;
  readonly claims: LinkClaims;
}): string => {
  const { customerId, channel, topic, messageKey, language } = q.claims;
  const list = [customerId, channel, topic, messageKey, ...(language === undefined ? [] : [language])];
  const payload = Buffer.from(JSON.stringify(list)).toString("base64url");
  return `${payload}.${signatureOf(q.secret, q.purpose, payload).toString("base64url")}`;
};

const one = <Name extends string>(names: readonly Name[], value: unknown): Name | undefined =>
  names.find((name) => name === value);

const claimsOf = (payload: string): LinkClaims | undefined => {
  const list: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  if (!Array.isArray(list)) return undefined;
  const [customerId, channelName, topicName, messageKey, languageName] = list;
  const channel = one(channels, channelName);
  const topic = one([...categories, "all"], topicName);
  const language = one(languages, languageName);
  if (typeof customerId !== "string" || typeof messageKey !== "string") return undefined;
  if (customerId === "" || channel === undefined || topic === undefined) return undefined;
  return { customerId, channel, topic, messageKey, ...(language === undefined ? {} : { language }) };
};

/** Undefined for every token that we did not sign for this purpose; the time it takes does not tell how close it was. */
export const readLink = (q: {
  readonly secret: string;
  readonly purpose: LinkPurpose;
  readonly token: string;
}): LinkClaims | undefined => {
  const [payload = "", signature = "", ...more] = q.token.split(".");
  const expected = signatureOf(q.secret, q.purpose, payload);
  const given = Buffer.from(signature, "base64url");
  // Base64 can be written in many ways that read the same; a token has one.
  const sameLength = given.length === expected.length && given.toString("base64url") === signature;
  const same = timingSafeEqual(sameLength ? given : expected, expected);
  return sameLength && same && more.length === 0 ? claimsOf(payload) : undefined;
};

/** Where one click takes the person off the list. `publicUrl` with or without a slash at its end. */
export const unsubscribeUrl = (q: {
  readonly publicUrl: string;
  readonly secret: string;
  readonly claims: LinkClaims;
}): string => `${q.publicUrl.replace(/\/+$/, "")}/unsubscribe/${signLink({ ...q, purpose: "unsubscribe" })}`;
