import type { FigureId } from "../predicate.ts";
import { boundsInChinese, lastingInChinese, stated } from "./chinese-bounds.ts";
import { type Bounds, grouped, isNone, type Phrase, percent, type TestOf } from "./phrase.ts";

/** 下单至少 4 次; none of it: 从未下单. */
const done = (bounds: Bounds, verb: string): Phrase =>
  isNone(bounds)
    ? { yes: `从未${verb}`, no: `曾${verb}` }
    : stated(`${verb}${boundsInChinese(bounds, (count) => `${count} 次`)}`);

/** 距最近一次下单至少 180 天. */
const since = (what: string, bounds: Bounds): Phrase => stated(`距${what}${boundsInChinese(bounds, lastingInChinese)}`);

/** A figure within bounds. Amounts carry the shop's currency where it is known. */
export const figureInChinese = (test: TestOf<"figure">, currency: string | undefined): Phrase => {
  const money = (value: number): string => grouped(value) + (currency === undefined ? "" : ` ${currency}`);
  const of = (say: (value: number) => string): string => boundsInChinese(test, say);
  const phrases: Readonly<Record<FigureId, () => Phrase>> = {
    age: () => stated(`年龄${of((value) => `${value} 岁`)}`),
    "orders.count": () => done(test, "下单"),
    "orders.revenue": () => stated(`累计消费${of(money)}`),
    "orders.averageValue": () => stated(`平均每单${of(money)}`),
    "orders.discountedShare": () => stated(`使用优惠的订单占${of(percent)}`),
    "orders.daysSinceFirst": () => since("首次下单", test),
    "orders.daysSinceLast": () => since("最近一次下单", test),
    "orders.gapDays": () => stated(`平时下单间隔${boundsInChinese(test, lastingInChinese)}`),
    "orders.silentGaps": () => stated(`未下单时长为平时间隔的${of((value) => `${value} 倍`)}`),
    "orders.aliveProbability": () => stated(`仍是客户的概率${of(percent)}`),
    "visits.count": () => done(test, "访问"),
    "visits.daysSinceLast": () => since("最近一次访问", test),
    "cart.items": () =>
      isNone(test)
        ? { yes: "购物车为空", no: "购物车不为空" }
        : stated(`购物车中有${of((value) => `${value} 件商品`)}`),
    "cart.value": () => stated(`购物车金额${of(money)}`),
    "email.delivered": () =>
      isNone(test) ? { yes: "从未收到邮件", no: "曾收到邮件" } : stated(`收到邮件${of((value) => `${value} 封`)}`),
    "email.clicked": () => done(test, "点击邮件"),
    "sms.clicked": () => done(test, "点击短信"),
    "push.clicked": () => done(test, "点击推送"),
    "push.unopened": () => stated(`连续未打开推送${of((value) => `${value} 条`)}`),
    "cases.open": () =>
      isNone(test) ? { yes: "没有未结工单", no: "有未结工单" } : stated(`未结工单${of((value) => `${value} 个`)}`),
    loyalty: () => stated(`忠诚度${of((value) => `${value} 分`)}`),
    "membership.level": () =>
      isNone(test)
        ? { yes: "没有会员等级", no: "有会员等级" }
        : stated(`会员等级（从最低起）${of((value) => `${value} 级`)}`),
  };
  return phrases[test.figure]();
};
