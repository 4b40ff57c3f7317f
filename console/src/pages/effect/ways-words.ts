import { defineWords } from "../../words/define-words.ts";

export const waysWords = defineWords("ways", {
  en: {
    title: "Which way works better?",
    titleOf: "Which way works better? (split “{{step}}”)",
    lead: "Customers whom chance sent one way of the split or another, with their days over since the campaign began, whatever days are chosen above.",
    adapts:
      "The shares of this split adapt: from each Monday on, a way gets the share that its chance of being the best calls for, and one customer in five is divided evenly all the same. So ways are compared within each week, in which the shares stand still, and the weeks put together afterwards: a good season that most went one way in is no merit of the way.",
    next: "From next Monday on, by what is known today: {{shares}}.",
    notYet:
      "The shares are still those of the campaign: every way needs 50 customers and all together 20 who reached the goal, with their days over.",
    share: "{{share}} {{way}}",
    comma: ", ",
    against: "Each way against customers held out",
    each: "Ways against each other",
    way: "Way",
    customers: "Customers",
    reached: "Reached the goal",
    difference: "Difference to held out",
    money: "Revenue per customer, difference",
    pair: "Ways",
    versus: "{{one}} less {{other}}",
    points: "{{value}} points",
    range: "{{value}} ({{low}} to {{high}})",
    verdict: "So",
    better: "“{{way}}” is better, and that is more than chance",
    open: "may still be chance",
    more: "more than chance",
    nobody: "nobody to compare with",
    notEnough: "not enough data",
    toGo_one: "about one week to go",
    toGo_other: "about {{count}} weeks to go",
    joined: "{{first}}, {{second}}",
    basis:
      "You may look every day. All ranges of one column in these tables hold together nineteen times in twenty, so each is wider than if it stood alone; the more ways, the wider. Weeks to go are until a difference of two points would show.",
    unlike: {
      "message-before":
        "A message comes before this split, so a customer counts from there on and not from the split. Ways cannot be told apart here.",
      "other-start":
        "The ways do not begin alike: some wait first, or write on another channel or about something else, and so reach other people. Each way is compared only with its own held-out customers, not with other ways.",
      "name-twice":
        "Two ways of this campaign have the same name, so their customers are counted as one. Rename one of them.",
    },
    weeks: {
      title: "How customers were divided",
      titleOf: "How customers were divided (split “{{step}}”)",
      lead: "Treated customers of each week, by the way that they went.",
      week: "Week of",
    },
  },
  zh: {
    title: "哪条路径效果更好？",
    titleOf: "哪条路径效果更好？（分流“{{step}}”）",
    lead: "比较随机分到各条路径的客户。统计活动开始以来观察期已满的客户，与上方所选日期无关。",
    adapts:
      "此分流的比例会自动调整：每周一起，各路径的比例按其“效果最好”的概率分配，同时始终有五分之一的客户平均分配。因此先在比例固定的每一周内比较，再把各周合并：旺季里恰好大多数人走了某条路径，并不说明这条路径更好。",
    next: "根据目前的数据，下周一起的比例：{{shares}}。",
    notYet: "目前仍按活动中设定的比例分配：每条路径需有 50 位观察期已满的客户，且合计至少 20 位达成目标。",
    share: "{{way}} {{share}}",
    comma: "，",
    against: "各路径与对照组比较",
    each: "路径之间比较",
    way: "路径",
    customers: "客户数",
    reached: "达成目标",
    difference: "与对照组之差",
    money: "每位客户销售额之差",
    pair: "路径",
    versus: "{{one}} 减 {{other}}",
    points: "{{value}} 个百分点",
    range: "{{value}}（{{low}} 至 {{high}}）",
    verdict: "结论",
    better: "“{{way}}”更好，且不是偶然",
    open: "仍可能只是偶然",
    more: "不是偶然",
    nobody: "没有可比较的客户",
    notEnough: "数据还不够",
    toGo_other: "大约还需 {{count}} 周",
    joined: "{{first}}，{{second}}",
    basis:
      "您可以每天查看。表中同一列的所有范围，二十次中有十九次同时成立，因此每个范围都比单独计算时更宽；路径越多，范围越宽。所需周数指看出两个百分点的差异还要多久。",
    unlike: {
      "message-before": "此分流之前已有消息，客户从那条消息起计算，而不是从分流起，因此无法区分各条路径的效果。",
      "other-start":
        "各条路径的开头不同：有的先等待，有的使用其他渠道或内容类别，因此触达的人群不同。每条路径只与自己的对照组比较，路径之间不作比较。",
      "name-twice": "此活动中有两条路径同名，其客户被合并统计。请为其中一条改名。",
    },
    weeks: {
      title: "客户如何分配",
      titleOf: "客户如何分配（分流“{{step}}”）",
      lead: "每周触达组客户，按所走的路径划分。",
      week: "周（起始日）",
    },
  },
});
