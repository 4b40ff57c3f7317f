import { defineWords } from "../../words/define-words.ts";

export const clockWords = defineWords("clock", {
  en: {
    title: "Clock",
    lead: "Here the shop's time can be moved ahead, to see in a minute what campaigns do in a month.",
    now: "It is now",
    zone: "Time zone of the shop: {{zone}}",
    move: "Move ahead by",
    step: { hour: "An hour", day: "A day", week: "A week", month: "A month" },
    moving: "Moving to {{until}}: {{percent}}",
    filling: "The shop is being filled: {{percent}}. The clock can be moved once that is done.",
    stop: "Stop here",
    failed: "The last move failed",
    failedHint:
      "The clock stands where it came to. Try again; if it fails again, the reason is in the terminal where Rekindle runs.",
    progress: "Progress of the clock",
    sent: "Received by customers so far",
    toInbox: "To the inbox",
    how: "The clock jumps from one moment at which something is due to the next, so nothing is left out. It cannot be moved back.",
  },
  zh: {
    title: "时钟",
    lead: "在这里可以向前拨动店铺时间，用一分钟看完营销活动一个月的效果。",
    now: "现在是",
    zone: "店铺时区：{{zone}}",
    move: "向前拨动",
    step: { hour: "一小时", day: "一天", week: "一周", month: "一个月" },
    moving: "正在前往 {{until}}：{{percent}}",
    filling: "正在填充店铺数据：{{percent}}。完成后才能拨动时钟。",
    stop: "停在这里",
    failed: "上次拨动失败",
    failedHint: "时钟停在已到达的时刻。请重试；如果再次失败，原因显示在运行 Rekindle 的终端里。",
    progress: "时钟进度",
    sent: "客户至今收到的消息",
    toInbox: "前往收件箱",
    how: "时钟会从一个到期时刻跳到下一个，因此不会漏掉任何事情。时钟不能往回拨。",
  },
});
