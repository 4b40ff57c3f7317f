import type { Format } from "../../parts/use-format.ts";
import type { Measure } from "./score-classes.ts";

/** NPS is a balance of two shares, from -100 to 100, and no share itself. */
export const shownResult = (format: Format, measure: Measure, { result }: { readonly result: number }): string =>
  measure === "csat" ? format.percent(result / 100, 0) : format.count(result);
