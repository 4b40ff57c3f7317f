import type { Category, Language } from "./channel.ts";
import { smsParts } from "./sms-parts.ts";

/** What the law and the carriers of some countries make of a text. */
export interface SmsWording {
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  /** `brackets`: 【shop】 begins the text. `name`: the shop's name stands somewhere in it. `free`: nobody told us. */
  readonly signature: "brackets" | "name" | "free";
  /** Ends a marketing text. `stop-words.ts` must understand the answer that it asks for. */
  readonly optOut: Readonly<Record<Language, string>>;
  /** Whether a name of letters may be the sender there. Nobody can answer such a sender. */
  readonly hasSenderIds: boolean;
  readonly source: string;
}

const replyStop = { en: "Reply STOP to opt out", zh: "回复STOP退订" } as const;
const refuse = "拒收请回复R";

export const generalWording: SmsWording = {
  countries: [],
  signature: "free",
  optOut: { en: replyStop.en, zh: refuse },
  hasSenderIds: true,
  source: "No country is known: the wording of the language.",
};

const europe = "AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split(
  " ",
);

/** Data, with where it comes from. Which word a gateway in China wants depends on the vendor: a playbook's `smsOptOut` wins. */
export const smsWordings: readonly SmsWording[] = [
  {
    countries: ["US", "CA"],
    signature: "name",
    optOut: replyStop,
    hasSenderIds: false,
    source:
      "47 CFR 64.1200 (revocation by STOP and other words); opt-out words of docs.aws.amazon.com/sns/latest/dg/sms_manage.html; " +
      "no sender ids: docs.aws.amazon.com/sms-voice/latest/userguide/sender-id.html",
  },
  {
    countries: ["GB", ...europe],
    signature: "name",
    optOut: replyStop,
    hasSenderIds: true,
    source:
      "ePrivacy directive, article 13 (CELEX 02002L0058-20091219): a free way to refuse in every message, and the sender's " +
      "identity not concealed. National law varies.",
  },
  {
    countries: ["AU"],
    signature: "name",
    optOut: replyStop,
    hasSenderIds: true,
    source: "Spam Act 2003 (sender named, a working way to unsubscribe). Common knowledge, not read again.",
  },
  {
    countries: ["CN"],
    signature: "brackets",
    optOut: { en: refuse, zh: refuse },
    hasSenderIds: false,
    source:
      "通信短信息服务管理规定 (in force 1 May 2026): the sender's real identity and convenient refusal. Template rules of gateways: " +
      "cloud.tencent.com/document/product/382/39023; no sender ids: docs.aws.amazon.com/sms-voice/latest/userguide/sender-id.html",
  },
];

const byCountry = new Map(smsWordings.flatMap((wording) => wording.countries.map((country) => [country, wording])));

export const smsWordingOf = (country: string | undefined): SmsWording =>
  (country === undefined ? undefined : byCountry.get(country)) ?? generalWording;

/**
 * Categories whose texts carry a way out: the laws above ask for one in marketing. A parcel's delay or the answer to a
 * complaint is none, and a STOP to any text is understood all the same.
 */
const withWayOut: readonly Category[] = ["promotion", "care"];

export interface WayOutQuery {
  readonly country: string | undefined;
  readonly language: Language;
  readonly category: Category;
  /** False for a sender that is a name: nobody can answer it. */
  readonly canReply: boolean;
  /** The campaign's own wording, which wins everywhere. */
  readonly own: string | undefined;
  /** Where nobody can answer, this is the way out. */
  readonly unsubscribeUrl: string;
}

/** Whether somebody who gets the text can answer it. */
export const repliesArrive = ({ country, canReply }: Pick<WayOutQuery, "country" | "canReply">): boolean =>
  canReply || !smsWordingOf(country).hasSenderIds;

/** What ends the text; empty when nothing has to. */
export const wayOut = (q: WayOutQuery): string => {
  if (q.own !== undefined) return q.own;
  if (!withWayOut.includes(q.category)) return "";
  if (repliesArrive(q)) return smsWordingOf(q.country).optOut[q.language];
  return q.language === "zh" ? `退订：${q.unsubscribeUrl}` : `Opt out: ${q.unsubscribeUrl}`;
};

export interface ChoiceQuery extends Pick<WayOutQuery, "country" | "language" | "category"> {
  /** Signed, without its way out. */
  readonly text: string;
  readonly wayOut: string;
  readonly preferencesUrl: string;
  readonly offersChoice: "always" | "when-free" | "never";
}

/**
 * The text with the way to choose less instead of nothing, where the shop wants it and it is not said already. A text whose
 * way out is a link has one that leads there. Gateways in mainland China take registered words with constant links only, so
 * a link that knows its customer cannot be in them.
 */
export const withChoice = (q: ChoiceQuery): string => {
  const { text, wayOut: end, preferencesUrl, offersChoice } = q;
  const isSaid = text.includes(preferencesUrl) || end.includes("://");
  if (offersChoice === "never" || isSaid || smsWordingOf(q.country).signature === "brackets") return text;
  const longer = `${text} ${q.language === "zh" ? "偏好设置：" : "Your choice: "}${preferencesUrl}`;
  if (offersChoice === "always") return longer;
  const isFree = smsParts(`${longer} ${end}`).parts <= smsParts(`${text} ${end}`).parts;
  return isFree ? longer : text;
};

const afterName = /^\s*[:：,，\-–—]?\s*/;

export interface SignedQuery {
  /** One line, without 【】. */
  readonly body: string;
  /** In the same spelling as the body. */
  readonly shopName: string;
  readonly country: string | undefined;
  readonly language: Language;
  /** The gateway puts the brackets in front itself, and refuses a text that brings its own. */
  readonly signsAtGateway: boolean;
}

/** The body with the shop's name where the country wants it. A name that begins the body already is not said twice. */
export const signed = (q: SignedQuery): string => {
  const { signature } = smsWordingOf(q.country);
  if (signature === "brackets") {
    const rest = q.body.startsWith(q.shopName) ? q.body.slice(q.shopName.length).replace(afterName, "") : q.body;
    return q.signsAtGateway ? rest : `【${q.shopName}】${rest}`;
  }
  if (signature === "free" || q.body.includes(q.shopName)) return q.body;
  return `${q.shopName}${q.language === "zh" ? "：" : ": "}${q.body}`;
};
