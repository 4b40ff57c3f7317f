import { type Learned, nothingLearned } from "../domain/learned.ts";
import { compileRules, type Rules, type ShopFigures, type Snapshot } from "../domain/rules.ts";
import type { Clock } from "../shared/clock.ts";
import { rulesAgeMsMax } from "./limits.ts";

export interface RulesSource {
  /** At most 20 seconds old; undefined before the first publication. Compiled once per revision and figures. */
  current(): Promise<Rules | undefined>;
}

export interface RulesParts {
  readonly clock: Clock;
  snapshot(): Promise<Snapshot | undefined>;
  figures(): Promise<ShopFigures>;
  /** Absent: nothing is learned here. */
  learned?(): Promise<Learned>;
}

export const createCachedRules = ({ clock, snapshot, figures, learned = learnsNothing }: RulesParts): RulesSource => {
  const live = cached(clock, rulesAgeMsMax, snapshot);
  const compile = compiler();
  return {
    current: async () => {
      const [current, shop, known] = await Promise.all([live(), figures(), learned()]);
      return current === undefined ? undefined : compile(current, shop, known);
    },
  };
};

const learnsNothing = async (): Promise<Learned> => nothingLearned;

/** Shares one load among all who ask meanwhile, and keeps its answer so long. A failed load is not kept. */
export const cached = <Value>(clock: Clock, ageMsMax: number, load: () => Promise<Value>): (() => Promise<Value>) => {
  let kept: { readonly at: number; readonly value: Promise<Value> } | undefined;
  return () => {
    const now = clock.now();
    // A clock that went back says nothing about age.
    if (kept !== undefined && now >= kept.at && now - kept.at <= ageMsMax) return kept.value;
    const fresh = { at: now, value: load() };
    kept = fresh;
    fresh.value.catch(() => {
      if (kept === fresh) kept = undefined;
    });
    return fresh.value;
  };
};

/** Compiled rules hold a memo of hours, so they are kept as long as what they came from says the same. */
const compiler = (): ((snapshot: Snapshot, figures: ShopFigures, learned: Learned) => Rules) => {
  let kept: { readonly snapshot: Snapshot; readonly rules: Rules } | undefined;
  return (snapshot, figures, learned) => {
    const isSame =
      kept?.snapshot.revision === snapshot.revision &&
      kept.rules.figures.gapCount === figures.gapCount &&
      kept.rules.figures.gapMsTotal === figures.gapMsTotal &&
      kept.rules.learned.at === learned.at;
    if (kept === undefined || !isSame) kept = { snapshot, rules: compileRules(snapshot, figures, learned) };
    return kept.rules;
  };
};
