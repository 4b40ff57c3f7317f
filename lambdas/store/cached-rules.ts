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
}

export const createCachedRules = ({ clock, snapshot, figures }: RulesParts): RulesSource => {
  const live = cached(clock, rulesAgeMsMax, snapshot);
  const compile = compiler();
  return {
    current: async () => {
      const [current, shop] = await Promise.all([live(), figures()]);
      return current === undefined ? undefined : compile(current, shop);
    },
  };
};

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
const compiler = (): ((snapshot: Snapshot, figures: ShopFigures) => Rules) => {
  let kept: { readonly snapshot: Snapshot; readonly figures: ShopFigures; readonly rules: Rules } | undefined;
  return (snapshot, figures) => {
    const isSame =
      kept?.snapshot.revision === snapshot.revision &&
      kept.figures.gapCount === figures.gapCount &&
      kept.figures.gapMsTotal === figures.gapMsTotal;
    if (kept === undefined || !isSame) kept = { snapshot, figures, rules: compileRules(snapshot, figures) };
    return kept.rules;
  };
};
