import { logGamma } from "./special-functions.ts";

/** Terms so much smaller than the sum add nothing. */
const negligible = 1e-12;

/** The chance of `count` or more where `mean` are to be expected: exact, term by term, for a count above the mean. */
export const poissonBeyond = (count: number, mean: number): number => {
  if (count <= 0) return 1;
  if (mean <= 0) return 0;
  let term = Math.exp(count * Math.log(mean) - mean - logGamma(count + 1));
  let sum = 0;
  for (let next = count; term > sum * negligible; next += 1) {
    sum += term;
    term *= mean / (next + 1);
  }
  return Math.min(1, sum);
};
