import { attributeInChinese } from "./chinese-attribute.ts";
import { boundsInChinese, lastingInChinese } from "./chinese-bounds.ts";
import { figureInChinese } from "./chinese-figure.ts";
import { type Grammar, isNone, type NamesInSentence, type Phrase, type Test, type TestOf } from "./phrase.ts";

const quoted = (names: readonly string[]): readonly string[] => names.map((name) => `“${name}”`);
const within = (days: number | undefined): string => (days === undefined ? "" : `${lastingInChinese(days)}内`);

/** 7 天内浏览过“瑜伽”至少 3 次. */
const happened = (when: string, verb: string, what: string, often: string): Phrase => ({
  yes: `${when}${verb}过${what}${often}`,
  no: `${when}没有${verb}过${what}${often}`,
});

const messages: Readonly<Record<string, string>> = { email: "邮件", sms: "短信", push: "推送" };

const deedOf = ({ event, key }: TestOf<"event">): readonly [verb: string, what: string] => {
  const thing = key === undefined ? "商品" : `“${key}”`;
  switch (event) {
    case "product-viewed":
      return ["浏览", thing];
    case "product-favourited":
      return ["收藏", thing];
    case "cart-updated":
      return ["更改", "购物车"];
    case "review-posted":
      return ["发表", "评价"];
    case "survey-answered":
      return ["回答", "问卷"];
    case "message-clicked":
      return ["点击", key === undefined ? "消息" : (messages[key] ?? key)];
    default:
      return ["有", `“${event}”${key === undefined ? "" : `（${key}）`}`];
  }
};

const activity = (test: TestOf<"event">): Phrase => {
  const { atLeast, atMost, withinDays } = test;
  const [verb, what] = deedOf(test);
  const hasBounds = atLeast !== undefined || atMost !== undefined;
  const isOnce = !hasBounds || (atLeast === 1 && atMost === undefined);
  const often = boundsInChinese(test, (count) => `${count} 次`);
  const { yes, no } = happened(within(withinDays), verb, what, isOnce || isNone(test) ? "" : often);
  return hasBounds && isNone(test) ? { yes: no, no: yes } : { yes, no };
};

const goodsOf = ({ products = [], categories = [] }: TestOf<"favourite">["favourite"]): string => {
  const goods = [...quoted(products), ...quoted(categories).map((category) => `${category}类商品`)];
  if (goods.length === 0) return "商品";
  return goods.length === 1 ? goods.join("") : `（${goods.join("、")}）之一`;
};

const couponPhrase = ({ coupon }: TestOf<"coupon">, names: NamesInSentence): Phrase => {
  const { ids = [], expiresWithinDays } = coupon;
  const called = quoted(ids.map(names.coupon));
  const when = expiresWithinDays === undefined ? "" : ` ${lastingInChinese(expiresWithinDays)}内到期的`;
  const which = called.length > 1 ? `（${called.join("、")}）之一` : called.join("");
  return { yes: `持有${when}优惠券${which}`, no: `未持有${when}优惠券${which}` };
};

const tierNames = {
  core: "核心",
  potential: "潜力",
  new: "新客",
  "at-risk": "有流失风险",
  dormant: "沉睡",
  lost: "已流失",
  none: "未下单",
} as const;
const tier = ({ tier: tiers }: TestOf<"tier">): Phrase => {
  const names = tiers.map((one) => tierNames[one]);
  const which = names.length === 1 ? `“${names.join("")}”层级` : `（${names.join("、")}）层级之一`;
  return { yes: `属于${which}`, no: `不属于${which}` };
};

const ways = { email: "邮件", sms: "短信", push: "推送" } as const;
const abouts = { promotion: "促销", care: "关怀", service: "服务", transactional: "订单" } as const;
const addresses = { email: "邮箱地址", sms: "手机号码", push: "可推送的设备" } as const;

const test = (asked: Test, names: NamesInSentence): readonly Phrase[] => {
  if ("figure" in asked) return [figureInChinese(asked, names.currency)];
  if ("attribute" in asked) return attributeInChinese(asked);
  if ("event" in asked) return [activity(asked)];
  if ("bought" in asked) return [happened(within(asked.bought.withinDays), "买", goodsOf(asked.bought), "")];
  if ("favourite" in asked) return [happened("", "收藏", goodsOf(asked.favourite), "")];
  if ("tier" in asked) return [tier(asked)];
  if ("entered" in asked)
    return [happened(within(asked.withinDays), "进入", `活动“${names.campaign(asked.entered)}”`, "")];
  if ("coupon" in asked) return [couponPhrase(asked, names)];
  if ("hasAddress" in asked) {
    const what = addresses[asked.hasAddress];
    return [{ yes: `有${what}`, no: `没有${what}` }];
  }
  if ("consent" in asked) {
    const what = `同意接收${abouts[asked.about]}${ways[asked.consent]}`;
    return [{ yes: `已${what}`, no: `未${what}` }];
  }
  const what = `向其发送${abouts[asked.about]}${ways[asked.reachable]}`;
  return [{ yes: `可以${what}`, no: `不可以${what}` }];
};

export const chineseGrammar: Grammar = {
  all: (asserted, denied) => {
    if (asserted.length === 0 || denied.length === 0) return [...asserted, ...denied].join("，并且");
    return `${asserted.join("，并且")}，但${denied.join("，并且")}`;
  },
  any: (parts) => parts.join("，或者"),
  bracketed: (sentence) => `（${sentence}）`,
  segment: (name) => ({ yes: `属于分群“${name}”`, no: `不属于分群“${name}”` }),
  test,
};
