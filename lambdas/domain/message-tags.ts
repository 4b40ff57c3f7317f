import type { Channel } from "./channel.ts";
import type { MessageReference } from "./event.ts";
import { isId } from "./intake/values.ts";

/** What a message says about itself to its provider, so that a feedback event finds its way back. */
export interface TaggedMessage {
  readonly customerId: string;
  readonly messageKey: string;
  readonly campaignId: string;
  readonly stepId: string;
  readonly occurrence: string;
}

export interface MessageTag {
  readonly name: string;
  readonly value: string;
}

/** Longer than every id of a customer and every occurrence, and in UTF-8 within the 2 KB of a key. */
const textLengthMax = 650;

/** SES allows 256 characters of `[A-Za-z0-9_-]` in a tag's value. */
const tagLengthMax = 256;

/** Tag names; a text that does not fit one tag goes on in `customer_2`, `customer_3`, … */
const names = {
  messageKey: "message_key",
  customer: "customer",
  campaign: "campaign",
  step: "step",
  occurrence: "occurrence",
} as const;

/** Base64url without padding of the UTF-8 text: the only alphabet that a tag allows and that loses nothing. */
const encodeText = (text: string): string => {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
};

/** Undefined when the text was not written by `encodeText`. */
const decodeText = (encoded: string): string | undefined => {
  try {
    const bytes = atob(encoded.replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
  } catch {
    return undefined;
  }
};

const partName = (name: string, index: number): string => (index === 0 ? name : `${name}_${index + 1}`);

const textTags = (name: string, text: string): readonly MessageTag[] => {
  const parts = encodeText(text).match(new RegExp(`.{1,${tagLengthMax}}`, "g")) ?? [];
  return parts.map((value, index) => ({ name: partName(name, index), value }));
};

export const tagsOf = (message: TaggedMessage): readonly MessageTag[] => [
  { name: names.messageKey, value: message.messageKey },
  { name: names.campaign, value: message.campaignId },
  { name: names.step, value: message.stepId },
  ...textTags(names.customer, message.customerId),
  ...textTags(names.occurrence, message.occurrence),
];

/**
 * The same as a context of End User Messaging. It takes five entries of 800 characters; ids have at most 128, which is 684
 * in base64, so nothing has to be split.
 */
export const contextOf = (message: TaggedMessage): Readonly<Record<string, string>> => ({
  [names.messageKey]: message.messageKey,
  [names.campaign]: message.campaignId,
  [names.step]: message.stepId,
  [names.customer]: encodeText(message.customerId),
  // An entry may not be empty.
  ...(message.occurrence !== "" && { [names.occurrence]: encodeText(message.occurrence) }),
});

/** Tags as SES events carry them: each name with the list of its values. */
export type TagValues = Readonly<Record<string, readonly string[] | undefined>>;

const readText = (tags: TagValues, name: string): string | undefined => {
  let encoded = "";
  for (let index = 0; ; index += 1) {
    const part = tags[partName(name, index)]?.[0];
    if (part === undefined) return decodeText(encoded);
    encoded += part;
  }
};

const isOwnId = (text: string | undefined): text is string => text !== undefined && isId(text);
const isOwnText = (text: string | undefined): text is string => text !== undefined && text.length <= textLengthMax;

/** Undefined when the tags are not ours: somebody else sends through the same account. What is no id of ours never went into a tag. */
export const referenceOf = (
  tags: TagValues,
  channel: Channel = "email",
): { readonly customerId: string; readonly message: MessageReference } | undefined => {
  const messageKey = tags[names.messageKey]?.[0];
  const campaignId = tags[names.campaign]?.[0];
  const stepId = tags[names.step]?.[0];
  const customerId = readText(tags, names.customer);
  const occurrence = readText(tags, names.occurrence);
  if (!isOwnId(messageKey) || !isOwnId(campaignId) || !isOwnId(stepId)) return undefined;
  if (!isOwnText(customerId) || customerId === "" || !isOwnText(occurrence)) return undefined;
  return { customerId, message: { messageKey, campaignId, stepId, occurrence, channel } };
};
