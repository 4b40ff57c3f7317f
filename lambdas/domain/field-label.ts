/** A name in both languages. */
export interface Label {
  readonly en: string;
  readonly zh: string;
}

/** The places of a campaign as people call them. A name that is not here stands as it is written. */
const names: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  trigger: ["trigger", "触发"],
  audience: ["audience", "目标人群"],
  exclusion: ["exclusion", "排除人群"],
  steps: ["steps", "步骤"],
  policy: ["rules", "规则"],
  goal: ["goal", "目标"],
  words: ["words", "文案"],
  kind: ["kind", "类型"],
  days: ["days", "天数"],
  hours: ["hours", "小时"],
  minutes: ["minutes", "分钟"],
  workingMinutes: ["working minutes", "工作分钟"],
  at: ["time", "时间"],
  on: ["event", "事件"],
  until: ["until the event", "直到事件"],
  if: ["condition", "条件"],
  next: ["next step", "下一步"],
  onYes: ["if yes", "若是"],
  onNo: ["if no", "若否"],
  onEvent: ["on the event", "事件发生时"],
  ways: ["ways", "分流"],
  adapts: ["shares adapt", "比例自动调整"],
  channels: ["channels", "渠道"],
  category: ["category", "类别"],
  obeysCaps: ["obeys the caps", "遵守频次上限"],
  countsTowardCaps: ["counts toward the caps", "计入频次上限"],
  whenCapped: ["when capped", "达到上限时"],
  whenClosed: ["in quiet hours", "免打扰时段内"],
  sendWithinHours: ["send within hours", "发送时限（小时）"],
  coupon: ["coupon", "优惠券"],
  task: ["task", "任务"],
  role: ["role", "角色"],
  dueMinutes: ["due within minutes", "截止（分钟）"],
  dueWorkingMinutes: ["due within working minutes", "截止（工作分钟）"],
  url: ["address", "网址"],
  subject: ["subject", "主题"],
  priority: ["priority", "优先级"],
  expectedValue: ["expected value", "预期价值"],
  holdOutPercent: ["hold-out in percent", "对照组比例"],
  messagesPerHourMax: ["messages in an hour at most", "每小时最多消息数"],
  leaveOnOrder: ["leaves on order", "下单即退出"],
  leaveOn: ["leaves on", "退出条件"],
  reentry: ["re-entry", "重复进入"],
  max: ["at most", "最多"],
  afterDays: ["after days", "间隔天数"],
  windowDays: ["window in days", "统计天数"],
  dormantDays: ["days without an order", "未下单天数"],
  leadDays: ["days ahead", "提前天数"],
  en: ["English", "英文"],
  zh: ["Chinese", "中文"],
  email: ["email", "邮件"],
  sms: ["text message", "短信"],
  push: ["push", "推送"],
  preheader: ["preheader", "预览文字"],
  html: ["body", "正文"],
  text: ["text", "文字"],
  title: ["title", "标题"],
  body: ["body", "内容"],
  link: ["link", "链接"],
  links: ["links", "链接"],
  parameters: ["parameters", "参数"],
  friendlyName: ["name of an unknown person", "未知称呼"],
  smsOptOut: ["opt-out words", "退订用语"],
};

const named = (part: string): Label => {
  const known = Object.hasOwn(names, part) ? names[part] : undefined;
  return known === undefined ? { en: part, zh: part } : { en: known[0], zh: known[1] };
};

/** `steps.gift.channels` → "steps › gift › channels", "步骤 › gift › 渠道". A step's own id is never translated. */
export const fieldLabel = (path: string): Label => {
  const parts = path.split(".");
  const labels = parts.map((part, index) => (parts[index - 1] === "steps" ? { en: part, zh: part } : named(part)));
  return { en: labels.map(({ en }) => en).join(" › "), zh: labels.map(({ zh }) => zh).join(" › ") };
};
