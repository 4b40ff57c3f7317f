// How what was learned is written down, and read again. Maps become lists, and the products that are bought again most come first,
// so that what does not fit is cut from the end: a product that is not listed goes by its kind, and then by the shop.
import { type Learned, nothingLearned } from "../domain/learned.ts";
import type { SharesFrom } from "../domain/split-way.ts";
import type { LogFigures } from "../domain/value/gap-levels.ts";
import type { ProductGapModel } from "../domain/value/product-gap.ts";

/** Raised when the form changes in a way that older readers would misread. */
export const learnedForm = 1;

type Figures = readonly [count: number, sum: number, squares: number];

interface WrittenGaps extends Pick<ProductGapModel, "spreads" | "perQuantity" | "perCadence"> {
  readonly shop: Figures;
  readonly cadences: Figures;
  readonly categories: readonly (readonly [string, Figures])[];
  /** Name, kind by its place among `kinds` or −1, gaps, quantities. */
  readonly products: readonly (readonly [string, number, Figures, Figures])[];
  readonly kinds: readonly string[];
}

export interface WrittenLearned extends Pick<Learned, "bands" | "customers"> {
  readonly gaps?: WrittenGaps;
  readonly ways?: readonly (readonly [string, readonly SharesFrom[]])[];
}

/** As text of at most so many bytes. */
export const writeLearned = (learned: Learned, bytesMax: number): string => {
  let products = [...(learned.gaps?.products ?? [])].sort(byCount).map(([id]) => id);
  for (;;) {
    const text = JSON.stringify(written(learned, products));
    if (Buffer.byteLength(text) <= bytesMax || products.length === 0) return text;
    products = products.slice(0, Math.floor(products.length / 1.3));
  }
};

const byCount = (a: readonly [string, LogFigures], b: readonly [string, LogFigures]): number =>
  b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1);

const written = ({ bands, customers, gaps, ways }: Learned, products: readonly string[]): WrittenLearned => ({
  ...(bands && { bands }),
  ...(customers && {
    customers: {
      dropsAtFirst: customers.dropsAtFirst,
      regularity: customers.regularity,
      parameters: customers.parameters,
    },
  }),
  ...(gaps && { gaps: writtenGaps(gaps, products) }),
  ...(ways && { ways: [...ways] }),
});

/** Six digits are more than a sample can tell. */
const rounded = (value: number): number => Number(value.toPrecision(6));
const figuresOf = ({ count, sum, squares }: LogFigures): Figures => [count, rounded(sum), rounded(squares)];
const noFigures: LogFigures = { count: 0, sum: 0, squares: 0 };

const writtenGaps = (gaps: ProductGapModel, products: readonly string[]): WrittenGaps => {
  const kinds = [...gaps.categories.keys()];
  const place = new Map(kinds.map((kind, index) => [kind, index]));
  return {
    shop: figuresOf(gaps.shop),
    cadences: figuresOf(gaps.cadences),
    categories: [...gaps.categories].map(([name, figures]) => [name, figuresOf(figures)]),
    kinds,
    products: products.map((id) => [
      id,
      place.get(gaps.categoryOf.get(id) ?? "") ?? -1,
      figuresOf(gaps.products.get(id) ?? noFigures),
      figuresOf(gaps.usualQuantity.get(id) ?? noFigures),
    ]),
    spreads: gaps.spreads,
    perQuantity: gaps.perQuantity,
    perCadence: gaps.perCadence,
  };
};

/** Of an item as it is stored. Another form, or what cannot be read, is nothing learned: decisions go on without it. */
export const readLearned = (
  item: Readonly<Record<string, unknown>> | undefined,
  check: (value: unknown) => WrittenLearned = (value) => value as WrittenLearned,
): Learned => {
  if (typeof item?.at !== "number") return nothingLearned;
  if (item.form !== learnedForm) return { at: item.at };
  try {
    const { bands, customers, gaps, ways } = check(JSON.parse(String(item.body)));
    return {
      at: item.at,
      ...(bands && { bands }),
      ...(customers && { customers }),
      ...(gaps && { gaps: gapsOf(gaps) }),
      ...(ways && { ways: new Map(ways) }),
    };
  } catch {
    return { at: item.at };
  }
};

const figures = ([count, sum, squares]: Figures): LogFigures => ({ count, sum, squares });

const gapsOf = ({ shop, cadences, categories, products, kinds, ...rest }: WrittenGaps): ProductGapModel => ({
  ...rest,
  shop: figures(shop),
  cadences: figures(cadences),
  categories: new Map(categories.map(([name, of]) => [name, figures(of)])),
  products: new Map(products.map(([id, , of]) => [id, figures(of)])),
  categoryOf: new Map(
    products.flatMap(([id, kind]) => {
      const name = kinds[kind];
      return name === undefined ? [] : [[id, name] as const];
    }),
  ),
  usualQuantity: new Map(products.map(([id, , , of]) => [id, figures(of)])),
});
