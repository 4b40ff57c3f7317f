import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Predicate } from "../../lambdas/domain/predicate.ts";
import { type SentenceNames, sentenceOf } from "../../lambdas/domain/predicate-sentence.ts";
import { anyPredicate } from "../support/any-predicate.ts";

const names: SentenceNames = {
  segments: new Map([["vip", { name: { en: "VIP", zh: "贵宾" } }]]),
  coupons: new Map([["thanks", { name: { en: "Thank you", zh: "谢谢您" } }]]),
  campaigns: new Map([["dormant", { name: { en: "Wake-up", zh: "唤醒" } }]]),
  currency: "GBP",
};

describe("a predicate as a sentence about the customer, in English and Chinese", () => {
  it.each<readonly [Predicate, string, string]>([
    [
      {
        all: [
          { bought: { categories: ["yoga"], withinDays: 30 } },
          { figure: "orders.count", atLeast: 4 },
          { not: { segment: "vip" } },
        ],
      },
      "bought from yoga within 30 days and has ordered at least 4 times, but is not in the segment VIP",
      "30 天内买过“yoga”类商品，并且下单至少 4 次，但不属于分群“贵宾”",
    ],
    [{ figure: "orders.count", atMost: 0 }, "has never ordered", "从未下单"],
    [{ not: { figure: "orders.count", atLeast: 4 } }, "has not ordered at least 4 times", "并非下单至少 4 次"],
    [{ figure: "orders.count", atLeast: 2, atMost: 4 }, "has ordered from 2 to 4 times", "下单 2 次到 4 次"],
    [{ figure: "orders.revenue", atLeast: 4999 }, "has spent at least 4,999 GBP", "累计消费至少 4,999 GBP"],
    [
      { figure: "orders.averageValue", atMost: 50 },
      "spends at most 50 GBP per order on average",
      "平均每单最多 50 GBP",
    ],
    [
      { figure: "orders.discountedShare", atLeast: 0.5 },
      "used a discount in at least 50% of the orders",
      "使用优惠的订单占至少 50%",
    ],
    [
      { figure: "orders.daysSinceLast", atLeast: 180 },
      "the last order was at least 180 days ago",
      "距最近一次下单至少 180 天",
    ],
    [
      { figure: "visits.daysSinceLast", atMost: 0.5 },
      "the last visit was at most 12 hours ago",
      "距最近一次访问最多 12 小时",
    ],
    [{ figure: "cart.items", atLeast: 1 }, "has at least 1 item in the cart", "购物车中有至少 1 件商品"],
    [{ figure: "age", atLeast: 18, atMost: 25 }, "is from 18 to 25 years old", "年龄 18 岁到 25 岁"],
    [{ figure: "cases.open", atMost: 0 }, "has no open case", "没有未结工单"],
    [
      { figure: "membership.level", atLeast: 2 },
      "has the membership level at least 2, counted from the lowest",
      "会员等级（从最低起）至少 2 级",
    ],
    [{ figure: "membership.level", atMost: 0 }, "has no membership level", "没有会员等级"],
    [{ figure: "loyalty", atLeast: 60 }, "has a loyalty score of at least 60", "忠诚度至少 60 分"],
    [
      { figure: "push.unopened", atLeast: 3 },
      "left at least 3 push messages in a row unopened",
      "连续未打开推送至少 3 条",
    ],
    [{ figure: "email.delivered", atLeast: 1 }, "has received at least 1 email", "收到邮件至少 1 封"],
    [{ figure: "cart.value", atLeast: 50 }, "has goods worth at least 50 GBP in the cart", "购物车金额至少 50 GBP"],
    [{ attribute: "level", is: "gold" }, "level is “gold”", "“level”是“gold”"],
    [
      { attribute: "interests", is: ["yoga", "running"] },
      "interests is one of (“yoga”, “running”)",
      "“interests”是（“yoga”、“running”）之一",
    ],
    [{ not: { attribute: "country", is: "GB" } }, "the country is not “GB”", "国家不是“GB”"],
    [{ attribute: "points", atLeast: 100, atMost: 120 }, "points is from 100 to 120", "“points”为 100 到 120"],
    [
      { attribute: "birthday", from: "1990-01-01", daysAgo: { atMost: -7 } },
      "the birthday is on or after 1990-01-01 and the birthday is at least 7 days ahead",
      "生日不早于 1990-01-01，并且生日至少在 7 天后",
    ],
    [
      { not: { attribute: "birthday", from: "1990-01-01", to: "1999-12-31" } },
      "the birthday is not from 1990-01-01 to 1999-12-31",
      "并非生日在 1990-01-01 至 1999-12-31 之间",
    ],
    [{ attribute: "x", exists: false }, "x is not known", "“x”未知"],
    [
      { attribute: "childBirthdays", daysAgo: { atLeast: 0, atMost: 90 } },
      "childBirthdays is from today to 90 days ago",
      "“childBirthdays”在今天到 90 天前之间",
    ],
    [{ attribute: "subscribed", is: true }, "subscribed is yes", "“subscribed”是“是”"],
    [{ attribute: "points", is: 5 }, "points is 5", "“points”是 5"],
    [
      { event: "product-viewed", key: "yoga", withinDays: 7, atLeast: 3 },
      "viewed yoga at least 3 times within 7 days",
      "7 天内浏览过“yoga”至少 3 次",
    ],
    [{ event: "Joined Class", withinDays: 1 }, "did “Joined Class” within 1 day", "1 天内有过“Joined Class”"],
    [
      { event: "message-clicked", key: "sms", withinDays: 30, atMost: 0 },
      "did not click in a text message within 30 days",
      "30 天内没有点击过短信",
    ],
    [
      { not: { event: "product-viewed", withinDays: 7 } },
      "did not view a product within 7 days",
      "7 天内没有浏览过商品",
    ],
    [
      { bought: { products: ["mat", "cup"], categories: ["yoga"] } },
      "bought one of (mat, cup, something from yoga)",
      "买过（“mat”、“cup”、“yoga”类商品）之一",
    ],
    [{ not: { bought: {} } }, "did not buy anything", "没有买过商品"],
    [{ favourite: { products: ["mat"] } }, "has mat among the favourites", "收藏过“mat”"],
    [{ tier: ["core"] }, "is in the tier core", "属于“核心”层级"],
    [
      { not: { tier: ["dormant", "lost"] } },
      "is in none of the tiers (dormant, lost)",
      "不属于（沉睡、已流失）层级之一",
    ],
    [{ entered: "care", withinDays: 30 }, "entered the campaign care within 30 days", "30 天内进入过活动“care”"],
    [{ coupon: {} }, "holds a coupon", "持有优惠券"],
    [
      { coupon: { ids: ["gift"], expiresWithinDays: 7 } },
      "holds the coupon gift that expires within 7 days",
      "持有 7 天内到期的优惠券“gift”",
    ],
    [
      { not: { coupon: { ids: ["gift", "back"] } } },
      "holds none of the coupons (gift, back)",
      "未持有优惠券（“gift”、“back”）之一",
    ],
    [
      { reachable: "sms", about: "promotion" },
      "may be written to by text message about promotions",
      "可以向其发送促销短信",
    ],
    [{ not: { consent: "email", about: "care" } }, "has not consented to emails about care", "未同意接收关怀邮件"],
    [{ hasAddress: "push" }, "has a device for push messages", "有可推送的设备"],
    [
      {
        any: [
          { all: [{ segment: "vip" }, { tier: ["core"] }] },
          { not: { any: [{ hasAddress: "email" }, { hasAddress: "sms" }] } },
        ],
      },
      "(is in the segment VIP and is in the tier core) or (does not have an email address and does not have a phone number)",
      "（属于分群“贵宾”，并且属于“核心”层级），或者（没有邮箱地址，并且没有手机号码）",
    ],
    [
      {
        all: [
          { any: [{ segment: "vip" }, { hasAddress: "sms" }] },
          { not: { all: [{ tier: ["lost"] }, { coupon: {} }] } },
          { figure: "orders.count", atLeast: 1 },
        ],
      },
      "(is in the segment VIP or has a phone number), (is not in the tier lost or does not hold a coupon) and has ordered at least once",
      "（属于分群“贵宾”，或者有手机号码），并且（不属于“已流失”层级，或者未持有优惠券），并且下单至少 1 次",
    ],
    [{ coupon: { ids: ["thanks"] } }, "holds the coupon Thank you", "持有优惠券“谢谢您”"],
    [{ entered: "dormant" }, "entered the campaign Wake-up", "进入过活动“唤醒”"],
    [{ figure: "orders.count", atLeast: 1, atMost: 1 }, "has ordered exactly once", "下单正好 1 次"],
    [{ figure: "age", atLeast: 1 }, "is at least 1 year old", "年龄至少 1 岁"],
    [
      { not: { event: "product-viewed", key: "yoga", withinDays: 7, atMost: 0 } },
      "viewed yoga within 7 days",
      "7 天内浏览过“yoga”",
    ],
    [{ not: { not: { segment: "vip" } } }, "is in the segment VIP", "属于分群“贵宾”"],
    [{ all: [{ any: [{ segment: "vip" }] }] }, "is in the segment VIP", "属于分群“贵宾”"],
    [
      { not: { all: [{ attribute: "level", is: "gold", exists: true }, { hasAddress: "sms" }] } },
      "level is not “gold” or does not have a phone number",
      "“level”不是“gold”，或者没有手机号码",
    ],
    [
      { bought: { categories: ["tea"], withinDays: 1 / 48 } },
      "bought from tea within 30 minutes",
      "30 分钟内买过“tea”类商品",
    ],
  ])("%j", (predicate, english, chinese) => {
    expect([sentenceOf(predicate, "en", names), sentenceOf(predicate, "zh", names)]).toEqual([english, chinese]);
  });

  it("any predicate is told, with brackets that close and nothing left open", () => {
    void fc.assert(
      fc.property(anyPredicate, fc.constantFrom("en" as const, "zh" as const), (predicate, language) => {
        const sentence = sentenceOf(predicate, language, names);

        expect(sentence).not.toMatch(/undefined|NaN|\[object|\(\)|（）| {2}|^ |^$/);
        expect(sentence.match(/[(（]/g)?.length).toBe(sentence.match(/[)）]/g)?.length);
      }),
      { numRuns: 500 },
    );
  });

  it("turned round, it is another sentence, and turned twice the same", () => {
    void fc.assert(
      fc.property(anyPredicate, fc.constantFrom("en" as const, "zh" as const), (predicate, language) => {
        const told = sentenceOf(predicate, language, names);

        expect(sentenceOf({ not: predicate }, language, names)).not.toBe(told);
        expect(sentenceOf({ not: { not: predicate } }, language, names)).toBe(told);
      }),
    );
  });
});
