import type { Label } from "./field-label.ts";

/** What was done, as far as a sentence tells it. */
export interface Told {
  readonly by: string;
  readonly action: string;
  readonly subject: string;
  readonly details: Readonly<Record<string, string | number>>;
}

type Sentence = (told: Told) => Label;

const of = (details: Told["details"], name: string): string => String(details[name] ?? "?");

const sentences: Readonly<Record<string, Sentence>> = {
  "save-version": ({ subject, details }) => ({
    en: `saved version ${of(details, "version")} of ${subject}`,
    zh: `保存了 ${subject} 的版本 ${of(details, "version")}`,
  }),
  "roll-back-campaign": ({ subject, details }) => ({
    en: `rolled ${subject} back to version ${of(details, "copyOf")}, as version ${of(details, "version")}`,
    zh: `将 ${subject} 回退到版本 ${of(details, "copyOf")}，存为版本 ${of(details, "version")}`,
  }),
  "request-approval": ({ subject, details }) => ({
    en: `asked for approval of version ${of(details, "version")} of ${subject}`,
    zh: `请求审批 ${subject} 的版本 ${of(details, "version")}`,
  }),
  "approve-version": ({ subject, details }) => ({
    en: `approved version ${of(details, "version")} of ${subject}`,
    zh: `批准了 ${subject} 的版本 ${of(details, "version")}`,
  }),
  "activate-campaign": ({ subject, details }) => ({
    en: `put version ${of(details, "version")} of ${subject} live`,
    zh: `上线了 ${subject} 的版本 ${of(details, "version")}`,
  }),
  "pause-campaign": ({ subject }) => ({ en: `paused ${subject}`, zh: `暂停了 ${subject}` }),
  "resume-campaign": ({ subject }) => ({ en: `resumed ${subject}`, zh: `恢复了 ${subject}` }),
  "archive-campaign": ({ subject }) => ({ en: `archived ${subject}`, zh: `归档了 ${subject}` }),
  "restore-campaign": ({ subject }) => ({ en: `restored ${subject} as a draft`, zh: `将 ${subject} 恢复为草稿` }),
  "pause-account": () => ({ en: "paused all sending", zh: "暂停了全部发送" }),
  "resume-account": () => ({ en: "resumed all sending", zh: "恢复了全部发送" }),
  "close-breaker": () => ({ en: "closed the breaker", zh: "关闭了熔断" }),
  "save-segment": ({ subject }) => ({ en: `saved segment ${subject}`, zh: `保存了人群 ${subject}` }),
  "send-trial": ({ subject, details }) => ({
    en: `sent step ${of(details, "stepId")} of ${subject} on trial`,
    zh: `试发了 ${subject} 的步骤 ${of(details, "stepId")}`,
  }),
  "opt-out-customer": ({ details }) => ({
    en: `recorded that a customer opted out (${of(details, "channels")}, ${of(details, "topic")})`,
    zh: `登记了一位客户的退订（${of(details, "channels")}，${of(details, "topic")}）`,
  }),
  "delete-segment": ({ subject }) => ({ en: `deleted segment ${subject}`, zh: `删除了人群 ${subject}` }),
};

/** Who did what, in both languages; an action without a sentence of its own stands by its name. */
export const auditSentence = (told: Told): Label => {
  const sentence = Object.hasOwn(sentences, told.action) ? sentences[told.action] : undefined;
  const { en, zh } = sentence?.(told) ?? { en: `${told.action} ${told.subject}`, zh: `${told.action} ${told.subject}` };
  const note = told.details.note === undefined ? undefined : String(told.details.note);
  return {
    en: `${told.by} ${en}${note === undefined ? "" : `: ${note}`}`,
    zh: `${told.by} ${zh}${note === undefined ? "" : `：${note}`}`,
  };
};
