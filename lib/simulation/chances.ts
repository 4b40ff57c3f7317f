import { type Chance, seededChance } from "../sample/chance.ts";

/**
 * What may go wrong, and how often, as a share of the occasions. Each kind can be left out, which is how a failing history
 * is made shorter.
 */
export const faultChances = {
  /** The table refuses before it did anything. */
  "table-throttled": 0.01,
  "table-error": 0.006,
  /** It was done, and the caller never hears of it. */
  "table-answer-lost": 0.006,
  /** The answer is lost once, and the client repeats the call. */
  "table-repeated": 0.01,
  /** The answer comes, but other things happen before. */
  "answer-late": 0.25,
  crash: 0.01,
  "cold-start": 0.15,
  "provider-throttled": 0.05,
  "provider-quota": 0.02,
  "provider-rejects": 0.03,
  "provider-error": 0.02,
  "provider-lost": 0.03,
  "provider-lost-after-acceptance": 0.05,
  "stream-repeated": 0.06,
  "feedback-lost": 0.08,
  "feedback-repeated": 0.15,
  outage: 0.004,
  /** Minutes in which nothing moves on, while batches wait. */
  "stream-late": 0.008,
  "ticks-overlap": 0.1,
} as const;
export type FaultKind = keyof typeof faultChances;
export const faultKinds = Object.keys(faultChances) as readonly FaultKind[];

export interface Weighted<Choice> {
  readonly weight: number;
  readonly choice: Choice;
}

/** The seed's dice, and the count of what they brought about. */
export interface Chances extends Chance {
  /** Whether this fault happens here; counted when it does. */
  strikes(kind: FaultKind): boolean;
  weighted<Choice>(choices: readonly Weighted<Choice>[]): Choice;
  /** No fault happens any more. */
  calm(): void;
  readonly struck: ReadonlyMap<FaultKind, number>;
}

export const createChances = (seed: number, without: ReadonlySet<FaultKind>): Chances => {
  const chance = seededChance(seed);
  const struck = new Map<FaultKind, number>();
  let isCalm = false;
  return {
    ...chance,
    struck,
    strikes: (kind) => {
      if (isCalm || without.has(kind) || !chance.happens(faultChances[kind])) return false;
      struck.set(kind, (struck.get(kind) ?? 0) + 1);
      return true;
    },
    weighted: (choices) => {
      const total = choices.reduce((sum, { weight }) => sum + weight, 0);
      let left = chance.next() * total;
      for (const { weight, choice } of choices) {
        left -= weight;
        if (left < 0) return choice;
      }
      const last = choices.at(-1);
      if (last === undefined) throw new Error("There is nothing to choose from.");
      return last.choice;
    },
    calm: () => {
      isCalm = true;
    },
  };
};
