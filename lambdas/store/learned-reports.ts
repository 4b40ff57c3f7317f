// Reports as they are stored: numbers to as many digits as a sample can tell, and lists cut from the end where they are too long.
import { affinityReportSchema, productsReportSchema, shopReportSchema } from "../domain/value/report-schema.ts";
import type { AffinityReport, ProductsReport, ShopReport } from "../domain/value/shop-report.ts";
import { learnedBytesMax } from "./limits.ts";

const digits = 6;

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "number" && !Number.isInteger(part) ? Number(part.toPrecision(digits)) : part,
  );

/** `keeping` gives the value with so many entries of its longest list, the best ones; `length` is how many there are. */
const fitting = (length: number, keeping: (count: number) => unknown, bytesMax = learnedBytesMax): string => {
  for (let count = length; ; count = Math.floor(count * 0.75)) {
    const text = textOf(keeping(count));
    if (count === 0 || Buffer.byteLength(text) <= bytesMax) return text;
  }
};

export const writeShop = (report: ShopReport): string => textOf(shopReportSchema.parse(report));

export const writeProducts = (report: ProductsReport): string => {
  const { matrix, gaps } = productsReportSchema.parse(report);
  return fitting(Math.max(matrix.best.length, gaps.length), (count) => ({
    ...report,
    matrix: { ...matrix, best: matrix.best.slice(0, count) },
    gaps: gaps.slice(0, count),
  }));
};

/** Companions of the products that go with most customers' other products come first. */
export const writeAffinity = (report: AffinityReport): string => {
  const { affinity } = affinityReportSchema.parse(report);
  const customersOf = ([, companions]: (typeof all)[number]): number => companions[0]?.customers ?? 0;
  const all = Object.entries(affinity.companions);
  all.sort((a, b) => customersOf(b) - customersOf(a) || (a[0] < b[0] ? -1 : 1));
  return fitting(all.length, (count) => ({
    ...report,
    affinity: { ...affinity, companions: Object.fromEntries(all.slice(0, count)) },
  }));
};
