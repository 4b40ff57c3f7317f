import { defineWords } from "../../words/define-words.ts";

export const togetherWords = defineWords("together", {
  en: {
    title: "Everything together",
    lead: "Did all of it bring anything? Customers whom campaigns may write to, against customers whom the shop’s hold-out keeps out of every campaign by chance. Each customer counts once: an order within {{days}} days of the first time a campaign wanted to write to them.",
    nobody:
      "Nobody is kept out of every campaign, so nobody can say what all messages together bring. A hold-out of 5 to 10 % in the settings would tell.",
    notBegun:
      "No campaign has wanted to write to anybody since {{percent}} of the customers are held out. As soon as one does, the customer’s {{days}} days begin.",
    waiting: "Not enough data yet: nobody’s {{days}} days are over. The first customers can be compared on {{day}}.",
    open: "{{treated}} treated and {{heldOut}} held-out customers are still within their {{days}} days.",
    each: "Campaign by campaign",
  },
  zh: {
    title: "整体效果",
    lead: "所有营销活动合在一起，究竟有没有带来增长？将活动可以触达的客户，与店铺对照组中随机排除在所有活动之外的客户进行比较。每位客户只计一次：以活动首次打算联系该客户起 {{days}} 天内是否下单为准。",
    nobody:
      "目前没有客户被排除在所有活动之外，因此无法得知全部消息合在一起带来了什么。在设置中留出 5% 至 10% 的对照组即可知道。",
    notBegun:
      "自 {{percent}} 的客户被设为对照组以来，还没有活动打算联系任何客户。一旦有活动开始联系，客户的 {{days}} 天观察期即开始。",
    waiting: "数据还不够：还没有客户的 {{days}} 天观察期已满。{{day}} 起可以比较第一批客户。",
    open: "目前有 {{treated}} 位触达组客户和 {{heldOut}} 位对照组客户仍在 {{days}} 天的观察期内。",
    each: "各活动的效果",
  },
});
