import { allowedPhrases } from "./allowed-phrases.ts";
import { campaignSentences } from "./campaign-sentences.ts";
import { generalSentences } from "./general-sentences.ts";
import { fileSentences, otherSentences } from "./other-sentences.ts";
import { createTranslate, type FilledWords } from "./translate.ts";

const filled: FilledWords = {
  action: {
    ...{ save: "保存", "request-approval": "申请审批", approve: "审批", activate: "启动" },
    ...{ pause: "暂停", resume: "恢复", archive: "归档", restore: "恢复归档" },
  },
  state: { draft: "草稿", approved: "已审批", live: "进行中", paused: "已暂停", archived: "已归档" },
  noun: { campaign: "营销活动", coupon: "优惠券", segment: "人群" },
  channel: { email: "邮件", sms: "短信", push: "推送" },
  language: { en: "英文", zh: "中文" },
};

const phrase = createTranslate(allowedPhrases, filled, (text) => allowedInChinese(text));

/** Alternatives are joined with "or"; each one is a phrase, unless it stands for itself. */
export const allowedInChinese = (text: string): string => {
  const whole = phrase(text);
  if (whole !== undefined) return whole;
  const parts = text.split(" or ");
  return parts.length === 1 ? text : parts.map(allowedInChinese).join(" 或 ");
};

const sentences = [...generalSentences, ...campaignSentences, ...otherSentences, ...fileSentences];
// What only one pattern with a free end would catch stands last: "must be {*}".
const ordered = [
  ...sentences.filter(([english]) => !english.includes("{*}")),
  ...sentences.filter(([english]) => english.includes("{*}")),
];
const sentence = createTranslate(ordered, filled, (text) => sentence(text) ?? allowedInChinese(text));

/** A problem of the API in Chinese; undefined when nobody has translated it. */
export const problemInChinese = sentence;
