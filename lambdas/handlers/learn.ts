import { defaultSettings } from "../domain/parse-settings.ts";
import type { Snapshot } from "../domain/rules.ts";
import type { Settings } from "../domain/settings.ts";
import { learn } from "../domain/value/learn.ts";
import { isLearningDue, learnedAgeMs } from "../domain/value/learn-due.ts";
import { learnedDayOf } from "../domain/value/learned-day.ts";
import { zoneCalendar } from "../domain/zone-calendar.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createCampaignStore } from "../store/campaign-store.ts";
import { createCompanionListStore } from "../store/companion-lists.ts";
import { createLearnedStore } from "../store/learned-store.ts";
import { createReportStore } from "../store/report-store.ts";
import { readSample } from "../store/sampled-customers.ts";
import { learnedWays } from "../store/ways-seen.ts";

/** What one run did. */
export interface LearnSummary {
  /** Customers looked at; 0 when nothing was due. */
  readonly sampled: number;
  /** Of so many. */
  readonly of: number;
}

const nothingDue: LearnSummary = { sampled: 0, of: 0 };

/**
 * Learns anew once a day of the shop, or when a person asked for it. It is called far more often than that, so that a try that
 * failed, and a day on which nothing ran, are made up for.
 */
export const createHandler = (runtime: Runtime): ((event?: unknown) => Promise<LearnSummary>) => {
  const { clock, logger, metrics } = runtime;
  const store = createLearnedStore(runtime);
  const campaigns = createCampaignStore(runtime);
  const reports = createReportStore(runtime);

  const study = async (settings: Settings, snapshot: Snapshot | undefined, now: number): Promise<LearnSummary> => {
    const calendar = zoneCalendar(settings.shop.timeZone);
    const date = calendar.dateOf(calendar.dayOf(now));
    const [sample, before] = await Promise.all([readSample(runtime, { salt: `learn-${date}` }), store.learned()]);
    const ways = snapshot && (await learnedWays(reports, { snapshot, before: before.ways, now }));
    const lesson = learn(sample, { now, settings, before });
    const learned = ways === undefined || ways.size === 0 ? lesson.learned : { ...lesson.learned, ways };
    const tookMs = Math.max(0, clock.now() - now);
    const { shop } = lesson.reports;
    await store.save({ learned, reports: lesson.reports, day: learnedDayOf(shop, date), tookMs });
    await createCompanionListStore(runtime).save(lesson.reports.affinity.affinity.companions);
    const { customers: sampled, orders, of } = shop.from;
    const { name, basis } = shop.models.customers;
    logger.info("Learned", { sampled, of, orders, model: name, basis, tookMs });
    return { sampled, of };
  };

  return async () => {
    const now = clock.now();
    const [head, snapshot] = await Promise.all([store.head(), campaigns.snapshot()]);
    metrics.add("LearnedAgeSeconds", Math.round(learnedAgeMs(head, now) / 1000));
    const settings = snapshot?.settings ?? defaultSettings;
    if (!isLearningDue(head, now, zoneCalendar(settings.shop.timeZone).dayOf)) return nothingDue;
    return (await store.begin(head, now)) ? study(settings, snapshot, now) : nothingDue;
  };
};

export const handler = lambdaHandler((runtime: Runtime) => createHandler(runtime));
