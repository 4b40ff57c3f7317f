import { defineWords } from "../../words/define-words.ts";

export const liftWords = defineWords("lift", {
  en: {
    points: "{{value}} points",
    between: "between {{low}} and {{high}}",
    conversion: "More customers reach the goal",
    revenue: "More revenue per customer",
    extra: "More revenue in all",
    extraNote: "That difference times {{customers}} treated customers.",
    surely: "More than chance.",
    harm: "Fewer than without it, and more than chance.",
    unsure: "It may still be chance.",
    toGo_one: "About one more week like these until a difference of two points would show.",
    toGo_other: "About {{count}} more weeks like these until a difference of two points would show.",
    notEnough:
      "Not enough data yet: at least 50 customers in each group and 20 who reached the goal are needed, with their days over.",
    notEnoughNow: "So far: {{treated}} treated and {{heldOut}} held out.",
    basis:
      "Told from {{treated}} treated and {{heldOut}} held-out customers since {{since}}, whatever days are chosen. You may look at it every day: over all looks together, the range leaves the truth out once in twenty times at most.",
    explained: "What customers had spent before explains {{share}} of the spread of revenue; that is taken out.",
    chart: {
      title: "The difference as it became clear",
      lead: "Points of customers who reach the goal, treated less held out: the estimate, and the range around it. A range that leaves out zero is more than chance.",
      day: "Day",
      estimate: "Estimate",
      low: "At least",
      high: "At most",
    },
  },
  zh: {
    points: "{{value}} 个百分点",
    between: "介于 {{low}} 与 {{high}} 之间",
    conversion: "达成目标的客户增加",
    revenue: "每位客户销售额增加",
    extra: "销售额合计增加",
    extraNote: "该差异乘以 {{customers}} 位触达组客户。",
    surely: "不是偶然。",
    harm: "比没有活动时更少，且不是偶然。",
    unsure: "仍可能只是偶然。",
    toGo_other: "按目前的速度，大约还需 {{count}} 周才能看出两个百分点的差异。",
    notEnough: "数据还不够：每组至少需要 50 位观察期已满的客户，且至少 20 位达成目标。",
    notEnoughNow: "目前：触达组 {{treated}} 位，对照组 {{heldOut}} 位。",
    basis:
      "依据 {{since}} 以来的 {{treated}} 位触达组客户和 {{heldOut}} 位对照组客户得出，与所选日期无关。您可以每天查看：所有查看合在一起，该范围最多二十次中有一次不包含真实值。",
    explained: "客户以往的消费可以解释销售额差异的 {{share}}，这部分已扣除。",
    chart: {
      title: "差异如何逐渐明朗",
      lead: "达成目标的客户比例之差（触达组减对照组，百分点）：估计值及其范围。范围不包含零，即不是偶然。",
      day: "日期",
      estimate: "估计值",
      low: "至少",
      high: "至多",
    },
  },
});
