import type { Runtime } from "../shared/runtime.ts";
import { cached, createCachedRules, type RulesSource } from "./cached-rules.ts";
import { createCampaignStore } from "./campaign-store.ts";
import { checkedLearned } from "./learned-schema.ts";
import { createLearnedSource } from "./learned-source.ts";
import { figuresAgeMsMax } from "./limits.ts";
import { createReportStore } from "./report-store.ts";

export type { RulesSource } from "./cached-rules.ts";

/** The rules that decisions are made by. */
export const createRulesSource = (runtime: Runtime): RulesSource => {
  const { clock } = runtime;
  const reports = createReportStore(runtime);
  const campaigns = createCampaignStore(runtime);
  return createCachedRules({
    clock,
    snapshot: () => campaigns.snapshot(),
    figures: cached(clock, figuresAgeMsMax, () => reports.figures()),
    learned: createLearnedSource(runtime, checkedLearned),
  });
};
