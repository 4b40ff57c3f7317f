import type { Language } from "../../lambdas/domain/channel.ts";

/** Where the sample customers live: a few zones, two languages. Shares add up to 100. */
export interface Region {
  readonly share: number;
  readonly country: string;
  readonly timeZone: string;
  readonly language: Language;
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
}

const britishFirst =
  "Amelia Oliver Isla Harry Freya George Ava Noah Poppy Arthur Grace Leo Ruby Alfie Ella Jack Sophie Callum Hannah Rhys Nadia Imran Priya Kofi".split(
    " ",
  );
const britishLast =
  "Smith Jones Taylor Brown Davies Evans Wilson Thomas Roberts Walker Wright Patel Khan Hughes Green Hall Wood Clarke Okafor Singh".split(
    " ",
  );
const americanFirst = "Emma Liam Mia Ethan Chloe Mason Zoe Logan Harper Caleb Maya Diego Sofia Marcus Naomi".split(" ");
const americanLast = "Johnson Garcia Miller Martinez Anderson Nguyen Lee Thompson Rivera Carter Brooks Kim".split(" ");
const chineseFirst = "伟 芳 娜 敏 静 强 磊 洋 艳 勇 军 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 晨曦 雨桐 子涵 浩然".split(
  " ",
);
const chineseLast = "王 李 张 刘 陈 杨 黄 赵 周 吴 徐 孙 马 朱 胡".split(" ");

export const regions: readonly Region[] = [
  {
    share: 60,
    country: "GB",
    timeZone: "Europe/London",
    language: "en",
    firstNames: britishFirst,
    lastNames: britishLast,
  },
  {
    share: 15,
    country: "US",
    timeZone: "America/New_York",
    language: "en",
    firstNames: americanFirst,
    lastNames: americanLast,
  },
  {
    share: 5,
    country: "US",
    timeZone: "America/Los_Angeles",
    language: "en",
    firstNames: americanFirst,
    lastNames: americanLast,
  },
  {
    share: 20,
    country: "CN",
    timeZone: "Asia/Shanghai",
    language: "zh",
    firstNames: chineseFirst,
    lastNames: chineseLast,
  },
];
