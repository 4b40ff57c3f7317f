import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Seeded chance: the same seed draws the same shop, on every machine. */
export interface Chance {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** True with this probability. */
  happens(probability: number): boolean;
  /** Around 1, never below 0.2: how much a rhythm varies. */
  around(spread: number): number;
}

export const seededChance = (seed: number): Chance => {
  const generator = xoroshiro128plus(seed);
  const next = () => uniformFloat64(generator);
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    pick: (items) => {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new Error("Nothing to pick from");
      return item;
    },
    happens: (probability) => next() < probability,
    around: (spread) => Math.max(0.2, 1 + spread * (next() + next() + next() - 1.5)),
  };
};
