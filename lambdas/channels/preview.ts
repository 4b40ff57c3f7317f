import type { Campaign, SendStep } from "../domain/campaign.ts";
import { type Channel, type Language, languages } from "../domain/channel.ts";
import type { Coupon } from "../domain/coupon.ts";
import { stepsWithCoupon } from "../domain/coupon-way.ts";
import type { Product } from "../domain/product.ts";
import type { Details } from "../domain/profile.ts";
import type { Settings } from "../domain/settings.ts";
import { smsCountryOf } from "../domain/sms-country.ts";
import { type SmsQuote, smsQuote } from "../domain/sms-price.ts";
import { isTimeZone } from "../domain/zone-calendar.ts";
import { type ShortPage, shortPaths } from "../shared/short-link.ts";
import { campaignVariables } from "./campaign-variables.ts";
import type { MessageCoupon } from "./coupon-variables.ts";
import { emailWarnings, lengthOf, type PreviewWarning, pushWarnings, textWarnings } from "./preview-warnings.ts";
import { offersChoice, ownOptOut, type RenderedMessage, renderMessage, type TextPlace } from "./render.ts";
import type { SampleCustomer } from "./sample-customers.ts";
import { engineFor, faultOf } from "./template.ts";
import { type MessageVariables, messageVariables } from "./variables.ts";
import { channelsOf, type Words } from "./words.ts";

/** What a customer would get, whole, with what its sender should know. */
export type PreviewedMessage =
  | {
      readonly channel: "email";
      readonly subject: string;
      readonly preheader: string;
      readonly html: string;
      readonly text: string;
      /** Of the html, in UTF-8. Gmail cuts at about 102 KB. */
      readonly bytes: number;
    }
  | { readonly channel: "sms"; readonly text: string; readonly quote: SmsQuote }
  | {
      readonly channel: "push";
      readonly title: string;
      readonly body: string;
      readonly link?: string;
      readonly titleLength: number;
      readonly bodyLength: number;
    };

export interface Preview {
  readonly campaignId: string;
  readonly stepId: string;
  readonly channel: Channel;
  readonly language: Language;
  readonly sample: string;
  readonly result:
    | { readonly ok: true; readonly message: PreviewedMessage; readonly warnings: readonly PreviewWarning[] }
    /** The same trouble would have kept the message from a real customer. */
    | { readonly ok: false; readonly problem: string };
}

export interface PreviewQuery {
  readonly words: Words;
  readonly campaign: Pick<Campaign, "id" | "trigger" | "steps">;
  readonly step: SendStep;
  readonly channel: Channel;
  readonly sample: SampleCustomer;
  readonly settings: Pick<Settings, "shop" | "senders">;
  /** Whose value a message with a code shows; one that is not here is made up. */
  readonly coupons?: readonly Coupon[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The length of a token in a text, for a customer's id of a dozen letters. Figures of a number or a UUID take 36 and 50. */
const shortToken = "sample".padEnd(44, "A");

/** In a text as long as real ones, so that it has as many parts as it will have; elsewhere short, to be read past. */
const linksFor = (channel: Channel) => {
  const addressOf = (page: ShortPage) =>
    channel === "sms"
      ? `https://links.shop.example/${shortPaths[page]}/${shortToken}`
      : `https://shop.example/${page}/sample`;
  return {
    unsubscribeUrl: addressOf("unsubscribe"),
    preferencesUrl: addressOf("preferences"),
    surveyUrl: addressOf("survey"),
    reasonUrl: addressOf("reason"),
  };
};

const madeUpCoupon: Pick<Coupon, "value" | "minimumSpend"> = { value: { amount: 20, unit: "money" }, minimumSpend: 0 };

const couponFor = ({ campaign, step, coupons = [] }: PreviewQuery): MessageCoupon | undefined => {
  if (!stepsWithCoupon(campaign).has(step.id)) return undefined;
  const ids = campaign.steps.flatMap((one) => (one.kind === "coupon" ? [one.coupon] : []));
  const { value, minimumSpend } = coupons.find(({ id }) => ids.includes(id)) ?? madeUpCoupon;
  return { value, minimumSpend, code: "SAMPLE-7K2M" };
};

/** Plausible values for fields that triggers often keep of their event; any other shows its own name. */
const sampleFields: Details = {
  ...{ orderId: "1042", productId: "P-17", cartId: "C-9", caseId: "K-3", couponId: "WELCOME" },
  ...{ category: "Coffee", carrier: "Parcel Post", status: "out for delivery", page: "/new", code: "SAMPLE-7K2M" },
  ...{ amount: 48, value: 48, items: 2, rating: 2, score: 2 },
};

const sampleProduct: Product = {
  ...{ productId: "P-17", name: "House Blend 250 g", price: 12 },
  url: "https://shop.example/products/p-17",
};

const detailsFor = ({ campaign, words }: PreviewQuery): Details => {
  const { details } = campaignVariables(campaign, Object.keys(words.parameters));
  return Object.fromEntries(details.map((name) => [name, sampleFields[name] ?? name]));
};

const variablesFor = (q: PreviewQuery): MessageVariables => {
  const { sample, settings, words, now } = q;
  const { timeZone } = sample.profile.traits;
  const details = detailsFor(q);
  return messageVariables({
    ...{ profile: sample.profile, words, shop: settings.shop, now, coupon: couponFor(q), ...linksFor(q.channel) },
    timeZone: timeZone !== undefined && isTimeZone(timeZone) ? timeZone : settings.shop.timeZone,
    ...(Object.keys(details).length > 0 && { details }),
    ...(details.productId !== undefined && { product: sampleProduct }),
  });
};

const placeFor = ({ sample, step, settings, words }: PreviewQuery): TextPlace => ({
  country: smsCountryOf(sample.profile.traits),
  category: step.category,
  canReply: settings.senders.smsSenderId === undefined,
  signsAtGateway: settings.senders.smsSignature === "gateway",
  offersChoice: offersChoice(settings.senders, words),
});

type Judged = { readonly message: PreviewedMessage; readonly warnings: readonly PreviewWarning[] };

/** A signature that the gateway adds is paid for like the rest of the text. */
const countedText = (text: string, place: TextPlace, settings: PreviewQuery["settings"]): string =>
  place.country === "CN" && place.signsAtGateway ? `【${settings.shop.name}】${text}` : text;

const judgedText = (q: PreviewQuery, place: TextPlace, text: string): Judged => {
  const { settings, words, step } = q;
  const quote = smsQuote(countedText(text, place, settings), place.country, settings.senders.smsPricesUsd);
  const about = { text, quote, settings, language: words.language, category: step.category };
  const warnings = textWarnings({ ...about, canReply: place.canReply, ownOptOut: ownOptOut(words) });
  return { message: { channel: "sms", text, quote }, warnings };
};

/** The html holds it already, where a mail program finds it and a person does not. */
const preheaderOf = ({ words, step }: PreviewQuery, variables: MessageVariables): string =>
  engineFor("plain", words.language).parseAndRenderSync(words.steps[step.id]?.email?.preheader ?? "", variables);

const judged = (q: PreviewQuery, rendered: RenderedMessage, variables: MessageVariables, place: TextPlace): Judged => {
  switch (rendered.channel) {
    case "email": {
      const bytes = new TextEncoder().encode(rendered.html).length;
      const message = { ...rendered, preheader: preheaderOf(q, variables), bytes };
      return { message, warnings: emailWarnings({ ...rendered, settings: q.settings }) };
    }
    case "sms":
      return judgedText(q, place, rendered.text);
    case "push": {
      const { title, body } = rendered;
      const message = { ...rendered, titleLength: lengthOf(title), bodyLength: lengthOf(body) };
      return { message, warnings: pushWarnings({ title, body }) };
    }
  }
};

/** One message for one sample customer, rendered by what renders the real ones. Never throws; sends and stores nothing. */
export const previewOf = (q: PreviewQuery): Preview => {
  const { words, campaign, step, channel, sample } = q;
  const about = { campaignId: campaign.id, stepId: step.id, channel, language: words.language, sample: sample.id };
  try {
    const [variables, place] = [variablesFor(q), placeFor(q)];
    const rendering = renderMessage({ words, stepId: step.id, channel, variables, place });
    if (!rendering.ok) return { ...about, result: { ok: false, problem: rendering.detail } };
    return { ...about, result: { ok: true, ...judged(q, rendering.message, variables, place) } };
  } catch (error) {
    // The preheader alone is rendered here and not with the message.
    return { ...about, result: { ok: false, problem: `step ${step.id}, preheader: ${faultOf(error).problem}` } };
  }
};

export interface PreviewsQuery extends Omit<PreviewQuery, "words" | "step" | "channel" | "sample"> {
  /** What the version says, by language. */
  readonly words: Readonly<Partial<Record<Language, Words>>>;
  readonly samples: readonly SampleCustomer[];
  /** Only this one. */
  readonly stepId?: string | undefined;
  /** Everybody reads this language instead of their own. */
  readonly language?: Language | undefined;
  readonly channel?: Channel | undefined;
}

/** As for a real customer: their own language, the shop's, English. */
const wordsFor = ({ words, language, settings }: PreviewsQuery, sample: SampleCustomer): Words | undefined => {
  if (language !== undefined) return words[language];
  const wanted = [sample.profile.traits.language, settings.shop.locale, ...languages];
  return wanted.flatMap((one) => (one === undefined ? [] : [words[one]])).find((one) => one !== undefined);
};

/** Every message of the campaign, step after step, for each of the samples. */
export const previewsOf = (q: PreviewsQuery): readonly Preview[] => {
  const steps = q.campaign.steps.flatMap((step) => (step.kind === "send" ? [step] : []));
  return steps
    .filter(({ id }) => q.stepId === undefined || q.stepId === id)
    .flatMap((step) =>
      q.samples.flatMap((sample) => {
        const words = wordsFor(q, sample);
        if (words === undefined) return [];
        return channelsOf(words.steps[step.id] ?? {})
          .filter((channel) => step.channels.includes(channel) && (q.channel ?? channel) === channel)
          .map((channel) => previewOf({ ...q, words, step, channel, sample }));
      }),
    );
};
