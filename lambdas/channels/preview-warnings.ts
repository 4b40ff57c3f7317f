import type { Category, Language } from "../domain/channel.ts";
import type { Settings } from "../domain/settings.ts";
import { lettersOutsideGsm } from "../domain/sms-parts.ts";
import type { SmsQuote } from "../domain/sms-price.ts";
import { repliesArrive } from "../domain/sms-wording.ts";

/** Something to know before sending. It stops nothing: who previews decides. */
export interface PreviewWarning {
  readonly code: WarningCode;
  readonly text: Readonly<Record<Language, string>>;
}

export type WarningCode =
  | "many-parts"
  | "letter-outside-gsm"
  | "over-price-limit"
  | "price-unknown"
  | "nobody-can-answer"
  | "shop-not-named"
  | "audit-in-china"
  | "push-too-long"
  | "subject-too-long"
  | "image-without-alt"
  | "no-postal-address";

/** What reads well. Longer is possible: phones and mail programs cut it. Characters. */
const shownWhole = { subject: 70, title: 50, body: 150 } as const;
/** More parts than this are a letter, and are paid as one. */
const partsMax = 2;

const warning = (code: WarningCode, en: string, zh: string): PreviewWarning => ({ code, text: { en, zh } });

const when = (holds: boolean, one: () => PreviewWarning): readonly PreviewWarning[] => (holds ? [one()] : []);

export interface TextToJudge {
  readonly text: string;
  readonly quote: SmsQuote;
  readonly language: Language;
  readonly category: Category;
  readonly canReply: boolean;
  /** Set when the campaign has its own. */
  readonly ownOptOut: string | undefined;
  readonly settings: Pick<Settings, "shop" | "senders">;
}

/** Chinese is never in GSM-7, so there a letter is no news. */
const letterWarnings = ({ text, quote, language }: TextToJudge): readonly PreviewWarning[] => {
  if (language === "zh" || quote.country === "CN") return [];
  const letters = lettersOutsideGsm(text);
  const shown = letters.slice(0, 10).join(" ");
  return when(letters.length > 0, () =>
    warning(
      "letter-outside-gsm",
      `Outside the GSM-7 alphabet, so that a part holds 70 characters instead of 160: ${shown}`,
      `含 GSM-7 字母表之外的字符，每条只能容纳 70 而非 160 个字符：${shown}`,
    ),
  );
};

const priceWarnings = ({ quote, settings }: TextToJudge): readonly PreviewWarning[] => {
  const { smsMaxPriceUsd } = settings.senders;
  const { priceUsd, country } = quote;
  if (priceUsd === undefined)
    return [
      warning(
        "price-unknown",
        `The price in ${country ?? "an unknown country"} is not known; it can be written down in the settings, under Senders.`,
        `${country ?? "未知国家"} 的短信价格未知，可在“设置”的发件信息中填写。`,
      ),
    ];
  return when(priceUsd > smsMaxPriceUsd, () =>
    warning(
      "over-price-limit",
      `Costs $${priceUsd}, more than the highest price of $${smsMaxPriceUsd} in the settings: the provider will refuse it.`,
      `费用 $${priceUsd} 超过设置中的单条短信最高价格 $${smsMaxPriceUsd}，服务商会拒发。`,
    ),
  );
};

/** A wording of the shop's own stands as it is, also where nobody can follow it. */
const answerWarnings = (q: TextToJudge): readonly PreviewWarning[] => {
  const isLost = !repliesArrive({ country: q.quote.country, canReply: q.canReply });
  const asksForAnswer = q.ownOptOut !== undefined && !/https?:\/\//.test(q.ownOptOut);
  return when(isLost && asksForAnswer, () =>
    warning(
      "nobody-can-answer",
      `The sender is a name, which nobody can answer, but the text ends with "${q.ownOptOut}". Leave the wording empty and a link is put there.`,
      `发送方是名称，无法回复，但短信以“${q.ownOptOut}”结尾。将退订用语留空即改为退订链接。`,
    ),
  );
};

const chinaWarnings = ({ quote, category }: TextToJudge): readonly PreviewWarning[] =>
  when(quote.country === "CN" && (category === "promotion" || category === "care"), () =>
    warning(
      "audit-in-china",
      "Gateways in mainland China take registered templates only, and may refuse win-back, coupons and rebates: have another channel ready.",
      "中国大陆短信须使用已报备的模板，召回、优惠券、返利类内容可能被拒，请准备其他渠道。",
    ),
  );

export const textWarnings = (q: TextToJudge): readonly PreviewWarning[] => [
  ...when(q.quote.parts > partsMax, () =>
    warning(
      "many-parts",
      `Goes as ${q.quote.parts} parts, and each is paid for.`,
      `将拆分为 ${q.quote.parts} 条，按条计费。`,
    ),
  ),
  ...letterWarnings(q),
  ...priceWarnings(q),
  ...answerWarnings(q),
  ...when(!q.text.includes(q.settings.shop.name) && q.settings.senders.smsSignature === "written", () =>
    warning("shop-not-named", "The text does not say which shop writes.", "短信中没有店铺名称。"),
  ),
  ...chinaWarnings(q),
];

/** Code points, as a person counts letters. */
export const lengthOf = (text: string): number => [...text].length;

export const pushWarnings = ({
  title,
  body,
}: {
  readonly title: string;
  readonly body: string;
}): readonly PreviewWarning[] =>
  (["title", "body"] as const).flatMap((part) => {
    const [length, max] = [lengthOf(part === "title" ? title : body), shownWhole[part]];
    const partZh = part === "title" ? "标题" : "正文";
    return when(length > max, () =>
      warning(
        "push-too-long",
        `The ${part} has ${length} characters; phones cut it after about ${max}.`,
        `${partZh}有 ${length} 个字符，手机上约 ${max} 个之后会被截断。`,
      ),
    );
  });

const imagesWithoutAlt = (html: string): number =>
  [...html.matchAll(/<img\b[^>]*>/gi)].filter(([tag]) => !/\salt\s*=/i.test(tag)).length;

export interface EmailToJudge {
  readonly subject: string;
  readonly html: string;
  readonly settings: Pick<Settings, "shop">;
}

export const emailWarnings = ({ subject, html, settings }: EmailToJudge): readonly PreviewWarning[] => {
  const [length, images] = [lengthOf(subject), imagesWithoutAlt(html)];
  return [
    ...when(length > shownWhole.subject, () =>
      warning(
        "subject-too-long",
        `The subject has ${length} characters; mail programs cut it after about ${shownWhole.subject}.`,
        `主题有 ${length} 个字符，邮箱中约 ${shownWhole.subject} 个之后会被截断。`,
      ),
    ),
    ...when(images > 0, () =>
      warning(
        "image-without-alt",
        `${images} picture(s) without an alt text: who sees no pictures reads nothing there.`,
        `${images} 张图片缺少 alt 文字，看不到图片的人无从了解内容。`,
      ),
    ),
    ...when(settings.shop.postalAddress === "", () =>
      warning(
        "no-postal-address",
        "The footer has no postal address, which US law asks for: write it into the settings, under Shop.",
        "页脚没有邮政地址（美国法律要求），请在“设置”的店铺信息中填写。",
      ),
    ),
  ];
};
