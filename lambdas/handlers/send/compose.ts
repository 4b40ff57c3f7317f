import type { OutgoingMessage } from "../../channels/channel-sender.ts";
import type { MessageCoupon } from "../../channels/coupon-variables.ts";
import { withClickLinks } from "../../channels/links.ts";
import { speaksOfPicks } from "../../channels/pick-variables.ts";
import { speaksOfProduct } from "../../channels/product-variables.ts";
import {
  longestParts,
  offersChoice,
  type RenderedMessage,
  renderMessage,
  type TextPlace,
} from "../../channels/render.ts";
import { messageVariables } from "../../channels/variables.ts";
import type { Words } from "../../channels/words.ts";
import type { Language } from "../../domain/channel.ts";
import { pushEndpoints } from "../../domain/consent.ts";
import { companionsAsked, picksShown } from "../../domain/limits.ts";
import type { Reservation } from "../../domain/message.ts";
import { type ProductPick, picksFor } from "../../domain/picks.ts";
import type { Profile } from "../../domain/profile.ts";
import type { Rules } from "../../domain/rules.ts";
import { smsCountryOf } from "../../domain/sms-country.ts";
import type { ClickClaims } from "../../shared/click-token.ts";
import type { LinkClaims, MessageLinks } from "../../shared/link-token.ts";
import type { LoadCompanions, LoadPicks } from "../../store/picks-loader.ts";
import type { LoadProduct } from "../../store/product-loader.ts";
import type { LoadWords } from "../../store/words-store.ts";

export type Composition =
  | { readonly ok: true; readonly message: OutgoingMessage }
  /** Nothing that could be sent whole. It does not mend itself, so the message fails. */
  | { readonly ok: false; readonly problem: string };

export interface Composer {
  /** Kept in memory by the store: the words of a campaign version never change. */
  readonly loadWords: LoadWords;
  readonly loadPicks: LoadPicks;
  readonly loadCompanions: LoadCompanions;
  readonly loadProduct: LoadProduct;
  readonly configurationSet: string;
  /** ARN of what texts come from, where End User Messaging sends them. */
  readonly smsOrigination?: string | undefined;
  readonly links: (q: { readonly claims: LinkClaims; readonly campaignId: string }) => Promise<MessageLinks>;
  /** For signing links in texts. */
  readonly clickUrl: (claims: ClickClaims) => Promise<string | undefined>;
}

export interface ComposeQuery {
  readonly profile: Profile;
  readonly reservation: Reservation;
  readonly rules: Rules;
  /** The address that the re-check cleared. */
  readonly address: string;
  /** The one that the message must carry. */
  readonly coupon?: MessageCoupon | undefined;
  readonly now: number;
}

/** The customer's own language, then the shop's, then English. */
const languagesFor = ({ profile, rules }: ComposeQuery): readonly Language[] => [
  ...(profile.traits.language === undefined ? [] : [profile.traits.language]),
  rules.settings.shop.locale,
  "en",
];

/** The words in the first of the languages that was written. */
const wordsFor = async (composer: Composer, q: ComposeQuery): Promise<Words | undefined> => {
  const { campaignId, campaignVersion: version } = q.reservation;
  for (const language of new Set(languagesFor(q))) {
    const words = await composer.loadWords({ campaignId, version, language });
    if (words !== undefined) return words;
  }
  return undefined;
};

/** Opting out by the link of a message means its kind of message on its channel. */
const claimsOf = ({ profile, reservation }: ComposeQuery, language: Language): LinkClaims => ({
  customerId: profile.customerId,
  channel: reservation.channel,
  topic: reservation.category,
  messageKey: reservation.messageKey,
  language,
});

/** A text whose links count clicks, unless that would make it longer than a text may be. */
const withClicks = async (q: ComposeQuery, composer: Composer, words: Words, text: string): Promise<string> => {
  const { links = [], language } = words;
  if (q.rules.settings.senders.smsLinks === "plain" || links.length === 0) return text;
  const { customerId } = q.profile;
  const { messageKey } = q.reservation;
  const urls = await Promise.all(links.map((_, link) => composer.clickUrl({ customerId, messageKey, language, link })));
  const tracked = withClickLinks(text, links, (link) => urls[link]);
  return tracked.length > longestParts.sms ? text : tracked;
};

/** Products for the customer, where the words speak of any. Best sellers are read only where what goes with the latest says too little. */
const picksOf = async (
  { loadPicks, loadCompanions }: Composer,
  { profile, reservation }: ComposeQuery,
  words: Words,
): Promise<readonly ProductPick[]> => {
  if (!speaksOfPicks(words.steps[reservation.stepId])) return [];
  const latest = profile.products.slice(0, companionsAsked);
  const companions = await Promise.all(latest.map(({ productId }) => loadCompanions(productId)));
  const matching = picksFor(profile, [], [], companions);
  if (matching.length === picksShown) return matching;
  const loaded = (profile.categories ?? []).map(({ category }) => loadPicks(category));
  const [shop, ...lists] = await Promise.all([loadPicks(), ...loaded]);
  return picksFor(profile, lists, shop ?? [], companions);
};

/** The product that the journey is about, where the words speak of it. */
const productOf = async ({ loadProduct }: Composer, { reservation }: ComposeQuery, words: Words) => {
  const productId = reservation.details?.productId;
  if (productId === undefined || !speaksOfProduct(words.steps[reservation.stepId])) return undefined;
  return loadProduct(String(productId));
};

const outgoing = (
  q: ComposeQuery,
  composer: Composer,
  rendered: RenderedMessage,
  { unsubscribeUrl, preferencesUrl }: MessageLinks,
): OutgoingMessage => {
  const { senders } = q.rules.settings;
  const { messageKey, campaignId, stepId, occurrence, category, sendBy } = q.reservation;
  const tagged = { messageKey, customerId: q.profile.customerId, campaignId, stepId, occurrence };
  if (rendered.channel === "email") {
    const { subject, html, text } = rendered;
    return {
      channel: "email" as const,
      ...tagged,
      ...{ to: q.address, from: senders.emailFrom, subject, html, text, unsubscribeUrl },
      ...(senders.emailReplyTo !== undefined && { replyTo: senders.emailReplyTo }),
      configurationSet: composer.configurationSet,
    };
  }
  if (rendered.channel === "sms") {
    return {
      channel: "sms" as const,
      ...tagged,
      ...{ category, sendBy, to: q.address, text: rendered.text, maxPriceUsd: senders.smsMaxPriceUsd },
      ...(senders.smsSenderId !== undefined && { senderId: senders.smsSenderId }),
    };
  }
  const { channel: _, ...push } = rendered;
  const others = pushEndpoints(q.profile).filter((endpoint) => endpoint !== q.address);
  return { channel: "push" as const, ...tagged, ...push, sendBy, to: q.address, others, preferencesUrl };
};

/** A name of letters cannot be answered. End User Messaging sends from what its ARN names, SNS from the settings' sender id. */
const canReply = ({ smsOrigination }: Composer, { senders }: Rules["settings"]): boolean =>
  smsOrigination === undefined ? senders.smsSenderId === undefined : !smsOrigination.includes(":sender-id/");

const placeOf = (
  composer: Composer,
  { profile, reservation, rules, address }: ComposeQuery,
  words: Words,
): TextPlace => ({
  country: smsCountryOf({ ...profile.traits, phone: address }),
  category: reservation.category,
  canReply: canReply(composer, rules.settings),
  signsAtGateway: rules.settings.senders.smsSignature === "gateway",
  offersChoice: offersChoice(rules.settings.senders, words),
});

/** The finished message, or why there is none: never half of one. */
export const compose = async (composer: Composer, q: ComposeQuery): Promise<Composition> => {
  const { profile, reservation, rules, coupon, now } = q;
  const words = await wordsFor(composer, q);
  if (words === undefined) return { ok: false, problem: "the campaign version has no words" };

  const { campaignId } = reservation;
  const links = await composer.links({ claims: claimsOf(q, words.language), campaignId });
  const timeZone = rules.zoneOf(profile.traits);
  const { shop } = rules.settings;
  const { details } = reservation;
  const picks = await picksOf(composer, q, words);
  const product = await productOf(composer, q, words);
  const about = { coupon, details, picks, product };
  const variables = messageVariables({ profile, words, shop, timeZone, now, ...about, ...links });
  const { stepId, channel } = reservation;
  const place = channel === "sms" ? { place: placeOf(composer, q, words) } : {};
  const rendering = renderMessage({ words, stepId, channel, variables, ...place });
  if (!rendering.ok) return { ok: false, problem: `${rendering.reason}: ${rendering.detail}` };
  const { message } = rendering;
  const linked =
    message.channel === "sms" ? { ...message, text: await withClicks(q, composer, words, message.text) } : message;
  return { ok: true, message: outgoing(q, composer, linked, links) };
};
