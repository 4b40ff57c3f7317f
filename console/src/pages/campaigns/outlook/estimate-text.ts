import { useFormat } from "../../../parts/use-format.ts";
import { defineWords, useWords } from "../../../words/define-words.ts";

export const estimateWords = defineWords("estimate", {
  en: {
    title: "How many customers that is",
    counting: "Counting",
    exactly_one: "{{about}} of {{of}} customers",
    exactly_other: "{{about}} of {{of}} customers",
    about: "About {{about}} of {{of}} customers, ± {{plusMinus}}",
    none: "None seen among {{sample}} of {{of}} customers: at most {{most}}",
    short: "about {{about}} (± {{plusMinus}})",
    who: "A customer who {{sentence}}.",
    reachable: "A message reaches {{any}} of them ({{each}}).",
    examples: "For example",
  },
  zh: {
    title: "受众人数",
    counting: "正在计算",
    exactly_other: "{{of}} 位客户中的 {{about}} 位",
    about: "{{of}} 位客户中约 {{about}} 位（± {{plusMinus}}）",
    none: "在 {{of}} 位客户中抽取的 {{sample}} 位里没有符合的：至多 {{most}} 位",
    short: "约 {{about}}（± {{plusMinus}}）",
    who: "条件：{{sentence}}。",
    reachable: "其中 {{any}} 位可收到消息（{{each}}）。",
    examples: "例如",
  },
});

export interface ShownEstimate {
  readonly about: number;
  readonly least: number;
  readonly most: number;
  readonly plusMinus: number;
}

export interface ShownSample {
  readonly of: number;
  readonly sampleSize: number;
  readonly exact: boolean;
}

/** "About 1,240 of 18,000 customers, ± 280", or exactly how many. */
export const useEstimateText = (): ((one: ShownEstimate, sample: ShownSample) => string) => {
  const say = useWords(estimateWords);
  const format = useFormat();
  return ({ about, most, plusMinus }, { of, sampleSize, exact }) => {
    const figures = { about: format.count(about), of: format.count(of), plusMinus: format.count(plusMinus) };
    if (exact) return say("exactly", { ...figures, count: about });
    if (about === 0) return say("none", { ...figures, most: format.count(most), sample: format.count(sampleSize) });
    return say("about", figures);
  };
};

/** "about 310 (± 40)", or exactly how many, where it is plain what is counted. */
export const useShortEstimate = (): ((one: ShownEstimate) => string) => {
  const say = useWords(estimateWords);
  const format = useFormat();
  return ({ about, plusMinus }) =>
    plusMinus === 0
      ? format.count(about)
      : say("short", { about: format.count(about), plusMinus: format.count(plusMinus) });
};
