// Whoever reads the console in Chinese meets no English problem. The sentences are read off the code itself, so that a new one
// without its translation fails here.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allowedPhrases } from "../../console/src/words/problems/allowed-phrases.ts";
import { allowedInChinese, problemInChinese } from "../../console/src/words/problems/in-chinese.ts";
import { templateProblems } from "../../lambdas/channels/check-template.ts";
import { checkSegment } from "../../lambdas/domain/check-predicate.ts";
import { parseSettings } from "../../lambdas/domain/parse-settings.ts";
import { peopleSchema } from "../../lambdas/domain/people.ts";
import type { Problem } from "../../lambdas/domain/problem.ts";
import { schemaProblems } from "../../lambdas/domain/schema-problems.ts";
import { problemSentencesIn, type SaidProblem } from "../support/problem-sentences.ts";

const root = join(import.meta.dirname, "../..");

/** These answer programs and mailbox links: nobody meets them in the console. */
const forPrograms = [
  /^lambdas\/handlers\/(ingest\.ts|ingest\/re[gs]|webhook|feedback|act|send\/|unsubscribe|preferences|survey|click)/,
  /^lambdas\/domain\/intake\/(segment|shopify)/,
  /^lambdas\/domain\/(ses|end-user)/,
  /^lambdas\/shared\//,
];
/** What is allowed by the code as it stands: names, not words. */
const names =
  /^(application\/json|text\/csv|gzip|JSON in UTF-8|gzip, as content-encoding says|\{\{ unsubscribeUrl \}\})$/;

const isForPeople = ({ file }: SaidProblem): boolean => !forPrograms.some((pattern) => pattern.test(file));
/** Something plausible in every gap. */
const filledIn = (text: string): string => text.replaceAll(/◇\d/g, (gap) => `x${gap.slice(1)}`);
const isChinese = (text: string | undefined): boolean => text !== undefined && /\p{Script=Han}/u.test(text);

const said = problemSentencesIn(root, "lambdas").filter(isForPeople);
const ofKind = (kind: SaidProblem["kind"]) => [
  ...new Set(said.filter((one) => one.kind === kind).map(({ text }) => text)),
];

describe("problems in Chinese", () => {
  it("has words for every sentence that the code may say of a problem", () => {
    // `must be ◇1` stands for the forms, which are read off where they are named; a guess may be empty.
    const sentences = ofKind("problem").map((text) =>
      text.replace(/ that is known◇2$| one by one◇1$/, (end) => end.slice(0, -2)),
    );
    expect(sentences.length).toBeGreaterThan(120);
    expect(sentences.filter((text) => !isChinese(problemInChinese(filledIn(text))))).toEqual([]);
  });

  it("has words for everything that the code says is allowed", () => {
    const phrases = ofKind("allowed").filter((text) => !names.test(text));
    expect(phrases.length).toBeGreaterThan(40);
    expect(phrases.filter((text) => !isChinese(allowedInChinese(filledIn(text))))).toEqual([]);
  });

  it("catches a shorter phrase only after the longer ones that begin alike", () => {
    const filled = (text: string): string => text.replaceAll(/\{(\*|\w+)\}/g, "7");
    const caughtByOthers = allowedPhrases.filter(([en, zh]) => allowedInChinese(filled(en)) !== filled(zh));
    expect(caughtByOthers).toEqual([]);
    expect(allowedInChinese("a whole number from 1 to 720")).toBe("1 至 720 的整数");
    expect(allowedInChinese("a number above 0, at most 10")).toBe("大于 0 且不超过 10 的数字");
  });
});

const inChinese = ({ problem, allowed }: Problem): readonly (string | undefined)[] => [
  problemInChinese(problem),
  ...(allowed === undefined ? [] : [allowedInChinese(allowed)]),
];

describe("what a person may get wrong", () => {
  it.each([
    [{ tiers: { activeDays: 0 } }, ["数值过小", "1 至 3650 的整数"]],
    [{ tiers: { activeDays: 9999 } }, ["过大", "1 至 3650 的整数"]],
    [{ tiers: { activeDays: "ninety" } }, ["类型不正确", "1 至 3650 的整数"]],
    [{ shop: { name: "" } }, ["过短", "1 至 100 个字符的文本"]],
    [{ shop: { timeZone: "Mars" } }, ["应为：IANA 时区，例如 Europe/London"]],
    [{ holdout: {} }, ["是未知的字段，是否应为“holdOut”？"]],
    [{ approval: "two" }, ["不被允许", '"none", "second-person" 之一']],
    [{ senders: { smsPricesUsd: { GB: 0 } } }, ["数值过小", "大于 0 且不超过 10 的数字"]],
    [{ webhookHosts: ["localhost"] }, ["应为：主机名，例如 hooks.example.com"]],
    [{ quietHours: { default: { from: "9", to: "10:00" } } }, ["应为：当地时间，例如 09:00"]],
    [{ caps: [{ id: "a", scope: "all", window: { rollingHours: 24 } }] }, ["缺少此项", "不小于 0 的整数"]],
  ])("in the settings: %j", (input, expected) => {
    const parsed = parseSettings(input);
    expect(parsed.ok ? [] : inChinese(parsed.problems[0] as Problem).slice(0, expected.length)).toEqual(expected);
  });

  it("in a segment", () => {
    const known = { segments: new Map(), campaigns: ["win-back"], coupons: [] };
    const problemsOf = (predicate: unknown) =>
      checkSegment({ id: "a", name: { en: "A", zh: "甲" }, predicate }, known as never);
    expect(inChinese(problemsOf({ entered: "win-bak" })[0] as Problem)).toEqual([
      "没有这个营销活动，是否应为“win-back”？",
      '"win-back" 之一',
    ]);
    expect(inChinese(problemsOf({ coupon: { ids: ["spring"] } })[0] as Problem)).toEqual([
      "没有这个优惠券",
      "目前还没有优惠券",
    ]);
  });

  it("in words", () => {
    const at = (text: string) =>
      templateProblems({ file: "words", text, kind: "plain", language: "en", firstLine: 1 }, ["name"])[0] as Problem;
    expect(problemInChinese(at("{{ nam }}").problem)).toBe("没有这个变量");
    expect(problemInChinese(at("{% for a in b %}").problem)).toBe("没有标签“for”");
    expect(problemInChinese(at("{{ name | shout }}").problem)).toBe("没有过滤器“shout”");
    expect(problemInChinese(at("{{ name").problem)).toBe("变量“{{ name”没有用 }} 结束");
    expect(problemInChinese(at("{% if name %}").problem)).toBe("标签“{% if name %}”没有结束");
  });

  it("in the list of people", () => {
    const input = [{ email: "ada", name: "Ada", roles: ["admin"] }];
    const { error } = peopleSchema.safeParse(input);
    const problems = error === undefined ? [] : schemaProblems(error, { schema: peopleSchema, input, root: "people" });
    expect(problems.map(({ problem }) => problemInChinese(problem))).toEqual(["应为：邮箱地址"]);
  });
});
