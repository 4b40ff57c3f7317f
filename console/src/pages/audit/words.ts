import { defineWords } from "../../words/define-words.ts";

export const auditWords = defineWords("audit", {
  en: {
    title: "Audit",
    lead: "Who did what in this shop. Nothing here can be changed or deleted.",
    day: "Day",
    dayHint: "From midnight to midnight in UTC",
    before: "Day before",
    after: "Day after",
    by: "Person",
    byHint: "The whole address, as it stands in the list",
    when: "When",
    what: "What happened",
    list: "What people did on this day",
    emptyTitle: "Nobody did anything on this day",
    empty:
      "Changes of campaigns, segments, settings and people are listed here, with who made them. Choose another day.",
    emptyBy: "This person did nothing on this day. Empty the field to see what others did.",
  },
  zh: {
    title: "操作记录",
    lead: "谁在店铺里做了什么。这里的记录不能修改或删除。",
    day: "日期",
    dayHint: "按 UTC 时间从零点到零点",
    before: "前一天",
    after: "后一天",
    by: "操作人",
    byHint: "完整的邮箱地址，与列表中一致",
    when: "时间",
    what: "操作",
    list: "当天的操作",
    emptyTitle: "当天没有任何操作",
    empty: "对营销活动、人群、设置和成员的修改会记录在这里，并注明操作人。请选择其他日期。",
    emptyBy: "此人当天没有操作。清空该栏可查看其他人的操作。",
  },
});
