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

/** What was done, by its action. */
export const auditSentences: Readonly<Record<string, Sentence>> = {
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
  "save-settings": ({ details }) => ({
    en: `changed the settings: ${of(details, "changed")}`,
    zh: `修改了设置：${of(details, "changed")}`,
  }),
  "learn-now": () => ({ en: "asked to learn from the customers anew", zh: "请求重新学习客户数据" }),
  "add-person": ({ subject, details }) => ({
    en: `put ${subject} on the list of people (${of(details, "roles")})`,
    zh: `将 ${subject} 加入成员（${of(details, "roles")}）`,
  }),
  "change-person": ({ subject, details }) => ({
    en: `changed ${subject} from ${of(details, "before")} to ${of(details, "roles")}`,
    zh: `将 ${subject} 从 ${of(details, "before")} 改为 ${of(details, "roles")}`,
  }),
  "remove-person": ({ subject }) => ({
    en: `took ${subject} off the list of people`,
    zh: `将 ${subject} 移出成员`,
  }),
  "opt-out-customer": ({ details }) => ({
    en: `recorded that a customer opted out (${of(details, "channels")}, ${of(details, "topic")})`,
    zh: `登记了一位客户的退订（${of(details, "channels")}，${of(details, "topic")}）`,
  }),
  "delete-segment": ({ subject }) => ({ en: `deleted segment ${subject}`, zh: `删除了人群 ${subject}` }),
  "send-trial": ({ subject, details }) => ({
    en: `sent a trial of ${subject} by ${of(details, "channel")}`,
    zh: `发送了 ${subject} 的测试消息（${of(details, "channel")}）`,
  }),
  "decide-message": ({ details }) => ({
    en: `decided about a message in doubt: ${of(details, "decision")}`,
    zh: `对存疑消息作出决定：${of(details, "decision")}`,
  }),
  "close-task": ({ details }) => ({
    en: `closed a task (${of(details, "task")}): ${of(details, "status")}, ${of(details, "outcome")}`,
    zh: `关闭了任务（${of(details, "task")}）：${of(details, "status")}，${of(details, "outcome")}`,
  }),
  "assign-task": ({ details }) => ({
    en: `gave a task (${of(details, "task")}) to ${of(details, "assignee")}`,
    zh: `将任务（${of(details, "task")}）分配给 ${of(details, "assignee")}`,
  }),
  "case-opened": () => ({ en: "opened a case", zh: "新建了工单" }),
  "case-acknowledged": () => ({ en: "answered a case", zh: "答复了工单" }),
  "case-result-told": () => ({ en: "told a customer what came of a case", zh: "告知了客户工单的处理结果" }),
  "case-closed": () => ({ en: "closed a case", zh: "关闭了工单" }),
  "erase-customer": ({ details }) => ({
    en: `erased a customer (${of(details, "reason")})`,
    zh: `删除了一位客户的资料（${of(details, "reason")}）`,
  }),
  "save-coupon": ({ subject }) => ({ en: `saved coupon ${subject}`, zh: `保存了优惠券 ${subject}` }),
  "upload-codes": ({ subject, details }) => ({
    en: `uploaded ${of(details, "accepted")} codes of ${subject}`,
    zh: `上传了 ${subject} 的 ${of(details, "accepted")} 个券码`,
  }),
  "start-import": ({ details }) => ({
    en: `started an import of ${of(details, "holds")}`,
    zh: `开始导入 ${of(details, "holds")}`,
  }),
  "cancel-import": ({ details }) => ({
    en: `cancelled an import of ${of(details, "holds")}`,
    zh: `取消了 ${of(details, "holds")} 的导入`,
  }),
  "create-write-key": ({ details }) => ({
    en: `made the write key ${of(details, "name")}`,
    zh: `创建了写入密钥 ${of(details, "name")}`,
  }),
  "revoke-write-key": ({ details }) => ({
    en: `revoked the write key ${of(details, "name")}`,
    zh: `吊销了写入密钥 ${of(details, "name")}`,
  }),
};
