import { messageCosts } from "../../channels/message-cost.ts";
import { sampleBacktest } from "../../domain/backtest-sample.ts";
import { rulesWithCampaign } from "../../domain/dry-run.ts";
import { dayMs } from "../../domain/limits.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { cached } from "../../store/cached-rules.ts";
import { sampleAgeMsMax } from "../../store/customer-sample.ts";
import { checkedLearned } from "../../store/learned-schema.ts";
import { createLearnedSource } from "../../store/learned-source.ts";
import { backtestSampleSize } from "../../store/limits.ts";
import { createReportStore } from "../../store/report-store.ts";
import { readSample } from "../../store/sampled-customers.ts";
import { refuse } from "./answer.ts";
import { backtestContract } from "./contract/backtest.ts";
import { ContractApp } from "./contract-app.ts";
import { subjectOf } from "./outlook-subject.ts";

/** What a campaign would have come to, told from what a sample of the customers ordered. Sends and stores nothing. */
export const createBacktestRoutes = (runtime: Runtime): ContractApp => {
  const { clock } = runtime;
  const reports = createReportStore(runtime);
  const learned = createLearnedSource(runtime, checkedLearned);
  // All of a day draw the same sample, so that of two drafts the larger one never looks smaller.
  const sample = cached(clock, sampleAgeMsMax, () =>
    readSample(runtime, { size: backtestSampleSize, salt: `backtest-${Math.floor(clock.now() / dayMs)}` }),
  );

  return new ContractApp().openapi(backtestContract.backtest, async (context) => {
    // What is absent carries undefined, which no definition of ours has.
    const { weeks, ...given } = JSON.parse(JSON.stringify(context.req.valid("json"))) as ReturnType<
      typeof context.req.valid<"json">
    >;
    const found = await subjectOf(runtime, { ...context.req.valid("param"), ...given });
    if (!found.ok) return refuse(context, found.status, found.problems);
    const { campaign, words, snapshot } = found.subject;
    const [drawn, figures, known] = await Promise.all([sample(), reports.figures(), learned()]);
    const rules = rulesWithCampaign(snapshot, campaign, figures, known);
    const until = clock.now();
    const from = until - weeks * 7 * dayMs;
    const { settings, coupons = [] } = snapshot;
    const costOf = messageCosts({ campaigns: [{ campaign, words }], settings, coupons, now: until });
    const told = sampleBacktest(drawn, { campaign, from, until, costOf, rulesAt: () => rules });
    return context.json({ ...told, from: new Date(from).toISOString(), to: new Date(until).toISOString() }, 200);
  });
};
