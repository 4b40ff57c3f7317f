import { useWords } from "../../words/define-words.ts";
import type { Estimate } from "./report.ts";
import { valueWords } from "./words.ts";

/** An estimate with where the truth lies, such as "61 % (58 to 64 %)". */
export const useEstimate = (): ((estimate: Estimate, format: (value: number) => string) => string) => {
  const say = useWords(valueWords);
  return (estimate, format) => {
    const [value, low, high] = [estimate.value, estimate.low, estimate.high].map(format) as [string, string, string];
    return low === value && high === value ? value : say("around", { value, low, high });
  };
};

/** The range alone, to stand beside the value. */
export const useRange = (): ((estimate: Estimate, format: (value: number) => string) => string) => {
  const say = useWords(valueWords);
  return ({ low, high }, format) => {
    const [from, to] = [format(low), format(high)];
    return from === to ? from : say("range", { low: from, high: to });
  };
};

/** The same as a sentence. */
export const useBetween = (): ((estimate: Estimate, format: (value: number) => string) => string) => {
  const say = useWords(valueWords);
  return ({ low, high }, format) => say("between", { low: format(low), high: format(high) });
};

export const rounded = (value: number, digits = 0): number => Math.round(value * 10 ** digits) / 10 ** digits;
