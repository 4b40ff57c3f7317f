import { defineWords } from "../../../words/define-words.ts";

export const forecastWords = defineWords("forecast", {
  en: {
    title: "What to expect",
    noOrders: "Nothing can be said of somebody who never ordered.",
    never: "not foreseeable",
    alive: "Still a customer, probably",
    aliveWhy: "From how often and how evenly they ordered, and how long ago the last order was.",
    nextOrder: "Next order, if still a customer",
    nextOrderWhy: "Half come before this day. One in ten before {{early}}, one in ten after {{late}}.",
    within: "Orders within {{days}} days",
    withinWhy: "The chance of at least one; {{orders}} to be expected.",
    yearValue: "Spends in twelve months",
    yearValueWhy: "In four cases of five between {{low}} and {{high}}.",
    fitted: "From {{customers}} of your customers, drawn at random, as of {{day}}.",
    mixed:
      "From {{customers}} of your customers, as of {{day}}, and what other shops are like: you have too few repeat orders so far to go by them alone.",
    prior: "From what other shops are like: you have too few repeat orders so far. It gets better by itself.",
  },
  zh: {
    title: "预期",
    noOrders: "此人从未下单，无法预测。",
    never: "无法预见",
    alive: "仍是客户的可能性",
    aliveWhy: "根据下单频率、规律以及距上次下单的时间推算。",
    nextOrder: "下次下单（若仍是客户）",
    nextOrderWhy: "一半的情况在此日之前；十分之一早于 {{early}}，十分之一晚于 {{late}}。",
    within: "{{days}} 天内下单",
    withinWhy: "至少下单一次的概率；预计 {{orders}} 单。",
    yearValue: "未来十二个月消费",
    yearValueWhy: "五次中有四次在 {{low}} 至 {{high}} 之间。",
    fitted: "根据随机抽取的 {{customers}} 位本店客户推算，截至 {{day}}。",
    mixed: "根据截至 {{day}} 的 {{customers}} 位本店客户和其他店铺的一般情况推算：目前复购订单太少，还不能只看本店。",
    prior: "根据其他店铺的一般情况推算：目前复购订单太少。以后会自动变准。",
  },
});
