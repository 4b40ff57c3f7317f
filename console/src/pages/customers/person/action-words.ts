import { defineWords } from "../../../words/define-words.ts";

export const actionWords = defineWords("person-actions", {
  en: {
    optOut: {
      label: "Opt out",
      question: "Opt this customer out?",
      what: "For a customer who told you that they want no more messages. It holds at once, also for messages that are on their way, and only the customer can undo it.",
      channels: "No more",
      note: "How they told you",
      noteHint: "Kept as evidence, for example: by phone.",
      confirm: "Opt out",
      done: "The opt-out is recorded.",
    },
    erase: {
      label: "Erase",
      question: "Erase this customer for good?",
      what: "Everything stored of them is removed: profile, events, messages, tasks. It cannot be undone. Their addresses stay suppressed.",
      reason: "Why",
      reasons: {
        requested: "They asked for it",
        "retention-over": "The retention period is over",
        "wrong-person": "A wrong person's data",
        "test-data": "Made up, for a test",
      },
      type: "Type {{id}} to confirm",
      confirm: "Erase for good",
      done: "The customer is erased.",
    },
  },
  zh: {
    optOut: {
      label: "登记退订",
      question: "登记此客户的退订？",
      what: "适用于客户告知不想再收到消息的情况。立即生效，也包括正在发送途中的消息；只有客户本人可以恢复。",
      channels: "不再接收",
      note: "客户如何告知",
      noteHint: "作为凭证保存，例如：电话告知。",
      confirm: "确认退订",
      done: "退订已登记。",
    },
    erase: {
      label: "删除",
      question: "永久删除此客户？",
      what: "将删除保存的全部内容：档案、事件、消息、任务，且无法恢复。其联系方式将继续屏蔽。",
      reason: "原因",
      reasons: {
        requested: "客户要求",
        "retention-over": "保留期已满",
        "wrong-person": "数据属于他人",
        "test-data": "测试数据",
      },
      type: "输入 {{id}} 以确认",
      confirm: "永久删除",
      done: "客户已删除。",
    },
  },
});
