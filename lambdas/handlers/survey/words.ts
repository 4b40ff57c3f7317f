import type { Language } from "../../domain/channel.ts";
import type { ChurnReason } from "../../domain/event.ts";
import type { Measure } from "../../domain/survey.ts";

export interface SurveyWords {
  readonly questions: Readonly<Record<Measure, string>>;
  /** What the lowest and the highest score mean. */
  readonly ends: Readonly<Record<Measure, { readonly lowest: string; readonly highest: string }>>;
  readonly comment: string;
  readonly commentHint: string;
  readonly reasonQuestion: string;
  readonly reasons: Readonly<Record<ChurnReason, string>>;
  readonly intro: string;
  readonly refused: string;
  readonly send: string;
  readonly thanksTitle: string;
  readonly thanks: string;
}

const en: SurveyWords = {
  questions: { csat: "How satisfied are you?", nps: "Would you recommend us to a friend?" },
  ends: {
    csat: { lowest: "not at all satisfied", highest: "very satisfied" },
    nps: { lowest: "certainly not", highest: "certainly" },
  },
  comment: "Would you like to tell us why?",
  commentHint: "Only if you like. Please leave out card numbers and passwords.",
  reasonQuestion: "Why have we not seen you lately?",
  reasons: {
    forgot: "I simply did not think of it",
    dissatisfied: "Something went wrong, or was not good enough",
    variety: "I like to try other shops",
    price: "The prices",
    other: "Something else",
  },
  intro: "Nothing is sent until you press the button.",
  refused: "Please choose one of the answers. Nothing was sent yet.",
  send: "Send my answer",
  thanksTitle: "Thank you",
  thanks: "Your answer has reached us. You can close this page.",
};

const zh: SurveyWords = {
  questions: { csat: "您的满意程度如何？", nps: "您愿意把我们推荐给朋友吗？" },
  ends: {
    csat: { lowest: "非常不满意", highest: "非常满意" },
    nps: { lowest: "肯定不会", highest: "一定会" },
  },
  comment: "愿意告诉我们原因吗？",
  commentHint: "选填。请勿填写银行卡号和密码。",
  reasonQuestion: "最近为什么没有光顾？",
  reasons: {
    forgot: "只是没有想起来",
    dissatisfied: "有不满意的地方",
    variety: "喜欢尝试别的店",
    price: "价格原因",
    other: "其他原因",
  },
  intro: "在您点击按钮之前，不会提交任何内容。",
  refused: "请选择一个答案。尚未提交任何内容。",
  send: "提交",
  thanksTitle: "谢谢您",
  thanks: "我们已收到您的回答。现在可以关闭此页面。",
};

export const surveyWords: Readonly<Record<Language, SurveyWords>> = { en, zh };
