import type { Channel, Language } from "../../domain/channel.ts";
import type { ChosenTopic } from "../../domain/preferences.ts";

export interface PreferencesWords {
  readonly title: string;
  readonly intro: string;
  readonly saved: string;
  readonly refused: string;
  readonly channels: Readonly<Record<Channel, string>>;
  readonly topics: Readonly<Record<ChosenTopic, string>>;
  readonly closed: Readonly<Record<Channel, string>>;
  readonly noChannels: string;
  readonly frequency: string;
  readonly frequencyHint: string;
  readonly asShopLikes: string;
  readonly perWeek: (count: number) => string;
  readonly none: string;
  readonly save: string;
  readonly stopTitle: string;
  readonly stopText: string;
  readonly stop: string;
}

const en: PreferencesWords = {
  title: "What would you like to get?",
  intro: "Choose what we may write to you about, where, and how often. Nothing changes until you press a button.",
  saved: "Your choice is saved.",
  refused: "Your choice could not be read, and nothing was changed. Please try again.",
  channels: { email: "Email", sms: "Text messages", push: "Notifications of the app" },
  topics: {
    promotion: "Offers and new things",
    care: "Advice on what you bought",
    service: "Answers and help with your concerns",
  },
  closed: {
    email: "Your address cannot take our emails at the moment. Please write to the shop if you want them again.",
    sms: "You stopped our text messages. Please write to the shop if you want them again.",
    push: "The app cannot take our notifications at the moment. Please write to the shop if you want them again.",
  },
  noChannels: "We have no address to write to you.",
  frequency: "How often at most?",
  frequencyHint: "All messages together, except those an order of yours needs.",
  asShopLikes: "As often as the shop finds right",
  perWeek: (count) => (count === 1 ? "One message a week" : `${count} messages a week`),
  none: "None, except those an order of mine needs",
  save: "Save my choice",
  stopTitle: "Nothing at all",
  stopText: "Stops every message of this kind, on every channel, at once.",
  stop: "Stop all messages",
};

const zh: PreferencesWords = {
  title: "您希望收到哪些消息？",
  intro: "请选择我们可以联系您的内容、渠道和频率。在您点击按钮之前，不会有任何改变。",
  saved: "您的选择已保存。",
  refused: "无法读取您的选择，未作任何更改。请重试。",
  channels: { email: "邮件", sms: "短信", push: "应用通知" },
  topics: { promotion: "优惠与新品", care: "所购商品的使用建议", service: "对您问题的答复与帮助" },
  closed: {
    email: "您的邮箱目前无法接收我们的邮件。如需恢复，请联系商家。",
    sms: "您已退订我们的短信。如需恢复，请联系商家。",
    push: "您的应用目前无法接收我们的通知。如需恢复，请联系商家。",
  },
  noChannels: "我们没有您的联系方式。",
  frequency: "最多多久一次？",
  frequencyHint: "所有消息合计，订单所必需的消息除外。",
  asShopLikes: "由商家适当安排",
  perWeek: (count) => `每周最多 ${count} 条`,
  none: "除订单所必需的消息外，都不接收",
  save: "保存我的选择",
  stopTitle: "全部停止",
  stopText: "立即停止所有渠道的全部此类消息。",
  stop: "停止全部消息",
};

export const preferencesWords: Readonly<Record<Language, PreferencesWords>> = { en, zh };
