import type { ActivationCheck } from "./activation-checks.ts";
import type { Channel, Language } from "./channel.ts";
import { fieldLabel } from "./field-label.ts";
import { grouped } from "./sentence/phrase.ts";

export type Sentence = Readonly<Record<Language, string>>;

const channelNames: Readonly<Record<Channel, Sentence>> = {
  email: { en: "email", zh: "邮件" },
  sms: { en: "SMS", zh: "短信" },
  push: { en: "push", zh: "推送" },
};
const languageNames: Readonly<Record<Language, Sentence>> = {
  en: { en: "English", zh: "英文" },
  zh: { en: "Chinese", zh: "中文" },
};

const listed = (channels: readonly Channel[], language: Language): string =>
  channels.map((channel) => channelNames[channel][language]).join(language === "zh" ? "、" : " or ");

/** Two digits behind the point, as prices are written; a tenth of a cent is nothing to think about. */
const dollars = (usd: number): string => `$${grouped(Math.floor(usd))}.${(usd % 1).toFixed(2).slice(2)}`;

type Of<Code extends ActivationCheck["code"]> = Extract<ActivationCheck, { readonly code: Code }>;
type Sayings = { readonly [Code in ActivationCheck["code"]]: (check: Of<Code>) => Sentence };

const place = ({ stepId, channel, language }: Omit<Of<"words-missing">, "code">, to: Language): string =>
  to === "zh"
    ? `步骤“${stepId}”的${languageNames[language].zh}${channelNames[channel].zh}`
    : `the ${languageNames[language].en} ${channelNames[channel].en} of step "${stepId}"`;

const wordsSayings: Pick<Sayings, "words-missing" | "no-way-out" | "words-broken"> = {
  "words-missing": (check) => ({
    en: `There are no words for ${place(check, "en")}, though customers read that language. They get the shop's language, or no message.`,
    zh: `${place(check, "zh")}没有文案，而受众中有人使用该语言。他们将收到店铺默认语言的文案，或收不到消息。`,
  }),
  "no-way-out": (check) => ({
    en: `Nobody can opt out of ${place(check, "en")}: put the unsubscribe link or wording in.`,
    zh: `${place(check, "zh")}中没有退订方式：请加入退订链接或退订用语。`,
  }),
  "words-broken": (check) => ({
    en: `${place(check, "en").replace(/^t/, "T")} cannot be written for some customers: look at its preview and mend it.`,
    zh: `${place(check, "zh")}对部分客户无法生成：请查看预览并修正。`,
  }),
};

const audienceSayings: Pick<
  Sayings,
  "audience-empty" | "nobody-reachable" | "few-reachable" | "pool-empty" | "pool-too-small"
> = {
  "audience-empty": () => ({
    en: "Nobody is in the audience now: nothing would be sent.",
    zh: "受众中目前没有任何人，不会发送任何消息。",
  }),
  "nobody-reachable": ({ channels, audience }) => ({
    en: `None of the about ${grouped(audience)} customers in the audience may be written to by ${listed(channels, "en")}: consent or an address is missing.`,
    zh: `受众约 ${grouped(audience)} 人，但没有人可通过${listed(channels, "zh")}联系：缺少同意或联系方式。`,
  }),
  "few-reachable": ({ channels, reachable, audience }) => ({
    en: `Only about ${grouped(reachable)} of ${grouped(audience)} customers in the audience may be written to by ${listed(channels, "en")}. Add a channel, or ask for consent first.`,
    zh: `受众约 ${grouped(audience)} 人，其中仅约 ${grouped(reachable)} 人可通过${listed(channels, "zh")}联系。请增加渠道，或先征得同意。`,
  }),
  "pool-empty": ({ couponId }) => ({
    en: `The coupon "${couponId}" has no codes left: its messages would wait. Upload codes first.`,
    zh: `优惠券“${couponId}”的券码已用完，消息将一直等待。请先上传券码。`,
  }),
  "pool-too-small": ({ couponId, left, needed }) => ({
    en: `The coupon "${couponId}" has ${grouped(left)} codes left for about ${grouped(needed)} customers: later ones would wait for more.`,
    zh: `优惠券“${couponId}”剩余 ${grouped(left)} 个券码，而约有 ${grouped(needed)} 位客户需要，后到者需等待补充。`,
  }),
};

const effectSayings: Pick<Sayings, "caps-conflict" | "hold-out-large" | "hold-out-none" | "no-goal"> = {
  "caps-conflict": ({ capId, max, messages }) => ({
    en:
      max === 0
        ? `The cap "${capId}" allows no such message at all: nothing would be sent.`
        : `One customer may be due ${messages} messages within a window in which the cap "${capId}" allows ${max}: the others wait, go another way or are left out.`,
    zh:
      max === 0
        ? `频次上限“${capId}”完全不允许此类消息，不会发送任何消息。`
        : `同一客户在一个周期内可能应收到 ${messages} 条消息，而频次上限“${capId}”只允许 ${max} 条，其余将延后、改走其他渠道或不发。`,
  }),
  "hold-out-large": ({ percent }) => ({
    en: `${percent}% of customers are kept out to measure the effect. That is a lot: 10% usually tells enough.`,
    zh: `有 ${percent}% 的客户被留作对照组，比例偏高：通常 10% 已足够。`,
  }),
  "hold-out-none": () => ({
    en: "Nobody is kept out, so nobody will know what the campaign itself brought. 10% is a good share.",
    zh: "没有设置对照组，因此无法得知活动本身带来的效果。建议设为 10%。",
  }),
  "no-goal": () => ({
    en: "The campaign has no goal, so its effect page counts orders only.",
    zh: "活动没有设置目标，效果页面将只统计订单。",
  }),
};

const costSayings: Pick<Sayings, "cost" | "over-budget" | "price-unknown"> = {
  cost: ({ usd, monthUsd, days }) => ({
    en: `Costs about ${dollars(usd)} in the next ${days === 1 ? "day" : `${days} days`}, and about ${dollars(monthUsd)} a month if it goes on like this.`,
    zh: `未来 ${days} 天约花费 ${dollars(usd)}；照此下去每月约 ${dollars(monthUsd)}。`,
  }),
  "over-budget": ({ monthUsd, budgetUsd }) => ({
    en: `At about ${dollars(monthUsd)} a month this alone is over the shop's monthly budget of ${dollars(budgetUsd)}.`,
    zh: `每月约 ${dollars(monthUsd)}，仅此一项就超出店铺每月预算 ${dollars(budgetUsd)}。`,
  }),
  "price-unknown": ({ country, texts }) => ({
    en: `Nobody knows what about ${grouped(texts)} texts to ${country === "unknown" ? "numbers of unknown countries" : country} cost: give their price in the settings, under Senders, to count them in.`,
    zh: `约 ${grouped(texts)} 条发往${country === "unknown" ? "未知国家" : ` ${country} `}的短信价格未知：在“设置”的发件信息中填写价格后才会计入费用。`,
  }),
};

const sayings: Sayings = {
  ...wordsSayings,
  ...audienceSayings,
  ...effectSayings,
  ...costSayings,
  "missing-reference": ({ where, received }) => ({
    en: `Something that is not there is named at ${fieldLabel(where).en}: ${received}.`,
    zh: `“${fieldLabel(where).zh}”引用了不存在的内容：${received}。`,
  }),
  "sender-unset": ({ received }) => ({
    en: `Emails would come from ${received}, which is only an example: write an address that SES has verified into the settings, under Senders.`,
    zh: `邮件将以示例地址 ${received} 发出：请在“设置”的发件信息中填写已在 SES 验证的地址。`,
  }),
  "account-paused": () => ({
    en: "Everything is paused: nothing is sent before somebody resumes sending.",
    zh: "整个账户已暂停：恢复发送之前不会发出任何消息。",
  }),
  "breaker-open": () => ({
    en: "The breaker is open: marketing waits until somebody lets sending go on.",
    zh: "熔断已开启：营销消息将等待，直到有人恢复发送。",
  }),
};

/** A check in plain words. */
export const activationCheckSentence = (check: ActivationCheck): Sentence =>
  (sayings[check.code] as (one: ActivationCheck) => Sentence)(check);
