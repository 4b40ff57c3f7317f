import { defineWords } from "../../words/define-words.ts";

export const valueWords = defineWords("value", {
  en: {
    title: "Value",
    lead: "What your customers are worth, who is still one, what to expect of them, and what they buy together.",
    tabs: {
      overview: "At a glance",
      tiers: "Tiers",
      forecast: "Next orders",
      products: "Products",
      affinity: "Bought together",
      customers: "Customers",
    },
    around: "{{value}} ({{low}} to {{high}})",
    range: "{{low}} to {{high}}",
    between: "Between {{low}} and {{high}}.",
    from: {
      whole: "From all {{customers}} customers, {{buyers}} of whom have ordered, as of {{at}}.",
      sample:
        "From {{customers}} of about {{of}} customers, drawn at random, {{buyers}} of whom have ordered, as of {{at}}.",
      wholeNote: "The ranges say how much of what is seen may be chance.",
      sampleNote: "The ranges say where the truth of all customers lies, nineteen times in twenty.",
    },
    learnNow: "Learn now",
    learning: "Learning…",
    asked: "It is being learned. The page shows it in a few minutes.",
    thinTitle: "There is little to learn from so far",
    thinText:
      "{{buyers}} customers of the sample have ordered. With fewer than {{least}}, take the numbers as a hint. They get better by themselves as orders come in.",
    emptyTitle: "Nothing has been learned yet",
    emptyText:
      "Once a day Rekindle looks at your customers' orders and learns from them: who is still a customer, when the next orders come, what sells together. Bring in your customers and orders; the rest happens by itself.",
    emptyAction: "Bring in customers and orders",
    nobodyTitle: "Nobody has ordered yet",
    nobodyText: "Everything on this page is learned from orders. It fills by itself once the first ones have come.",
    showAll: "Show all {{count}}",
    none: "–",
  },
  zh: {
    title: "客户价值",
    lead: "客户值多少、谁还是客户、接下来会带来什么，以及他们会一起买什么。",
    tabs: {
      overview: "概况",
      tiers: "层级",
      forecast: "未来订单",
      products: "商品",
      affinity: "连带购买",
      customers: "客户构成",
    },
    around: "{{value}}（{{low}} 至 {{high}}）",
    range: "{{low}} 至 {{high}}",
    between: "介于 {{low}} 与 {{high}} 之间。",
    from: {
      whole: "根据全部 {{customers}} 位客户计算，其中 {{buyers}} 位下过单；截至 {{at}}。",
      sample: "根据约 {{of}} 位客户中随机抽取的 {{customers}} 位计算，其中 {{buyers}} 位下过单；截至 {{at}}。",
      wholeNote: "范围表示所见结果有多少可能出于偶然。",
      sampleNote: "范围是全体客户真实数值所在，二十次中有十九次落在其中。",
    },
    learnNow: "立即学习",
    learning: "学习中…",
    asked: "正在学习，几分钟后会显示在本页。",
    thinTitle: "目前可供学习的数据还很少",
    thinText: "样本中下过单的客户只有 {{buyers}} 位。不足 {{least}} 位时，数字仅供参考；随着订单增加会自动变准。",
    emptyTitle: "还没有学到任何东西",
    emptyText:
      "Rekindle 每天查看一次客户的订单并从中学习：谁还是客户、下次订单何时到来、哪些商品会一起卖出。只需导入客户和订单，其余会自动完成。",
    emptyAction: "导入客户和订单",
    nobodyTitle: "还没有人下单",
    nobodyText: "本页的一切都从订单中学来。有了第一批订单后会自动显示。",
    showAll: "显示全部 {{count}} 项",
    none: "–",
  },
});
