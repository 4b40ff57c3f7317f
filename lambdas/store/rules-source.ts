import { compileRules, type Rules, type ShopFigures, type Snapshot } from "../domain/rules.ts";
import type { Clock } from "../shared/clock.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createCampaignStore } from "./campaign-store.ts";
import { figuresAgeMsMax, rulesAgeMsMax } from "./limits.ts";
import { createReportStore } from "./report-store.ts";

export interface RulesSource {
  /** At most 20 seconds old; undefined before the first publication. Compiled once per revision and figures. */
  current(): Promise<Rules | undefined>;
}

export const createRulesSource = (runtime: Runtime): RulesSource => {
  const reports = createReportStore(runtime);
  return createSource(
    runtime,
    cached(runtime.clock, figuresAgeMsMax, () => reports.figures()),
  );
};

/** For who predicts nothing: the same rules, without a read for the shop's figures. */
export const createRecheckRulesSource = (runtime: Runtime): RulesSource =>
  createSource(runtime, async () => ({ gapCount: 0, gapMsTotal: 0 }));

const createSource = (runtime: Runtime, figures: () => Promise<ShopFigures>): RulesSource => {
  const campaigns = createCampaignStore(runtime);
  const snapshot = cached(runtime.clock, rulesAgeMsMax, () => campaigns.snapshot());
  const compile = compiler();
  return {
    current: async () => {
      const [live, shop] = await Promise.all([snapshot(), figures()]);
      return live === undefined ? undefined : compile(live, shop);
    },
  };
};

/** Shares one load among all who ask meanwhile, and keeps its answer so long. A failed load is not kept. */
const cached = <Value>(clock: Clock, ageMsMax: number, load: () => Promise<Value>): (() => Promise<Value>) => {
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
