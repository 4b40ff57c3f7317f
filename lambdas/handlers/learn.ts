import type { Learned } from "../domain/learned.ts";
import { defaultSettings } from "../domain/parse-settings.ts";
import type { Snapshot } from "../domain/rules.ts";
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
  const companions = createCompanionListStore(runtime);

  /** What splits that adapt go by; nothing before a campaign was published. */
  const waysOf = async (
    snapshot: Snapshot | undefined,
    { ways: before }: Learned,
    now: number,
  ): Promise<Pick<Learned, "ways">> => {
    if (snapshot === undefined) return {};
    const ways = await learnedWays(reports, { snapshot, before, now });
    return ways.size === 0 ? {} : { ways };
  };

  const study = async (snapshot: Snapshot | undefined, now: number): Promise<LearnSummary> => {
    const settings = snapshot?.settings ?? defaultSettings;
    const calendar = zoneCalendar(settings.shop.timeZone);
    const date = calendar.dateOf(calendar.dayOf(now));
    const [sample, before] = await Promise.all([readSample(runtime, { salt: `learn-${date}` }), store.learned()]);
    const lesson = learn(sample, { now, settings, before });
    const learned = { ...lesson.learned, ...(await waysOf(snapshot, before, now)) };
    const tookMs = Math.max(0, clock.now() - now);
    const { shop } = lesson.reports;
    await store.save({ learned, reports: lesson.reports, day: learnedDayOf(shop, date), tookMs });
    // Last: they are for messages alone, and the next lesson makes up for lists that could not be written.
    const lists = await companions.save(lesson.reports.affinity.affinity.companions);
    const { customers: sampled, orders, of } = shop.from;
    const { name, basis } = shop.models.customers;
    logger.info("Learned", { sampled, of, orders, model: name, basis, lists, tookMs });
    return { sampled, of };
  };

  return async () => {
    const now = clock.now();
    const [head, snapshot] = await Promise.all([store.head(), campaigns.snapshot()]);
    metrics.add("LearnedAgeSeconds", Math.round(learnedAgeMs(head, now) / 1000));
    const settings = snapshot?.settings ?? defaultSettings;
    if (!isLearningDue(head, now, zoneCalendar(settings.shop.timeZone).dayOf)) return nothingDue;
    return (await store.begin(head, now)) ? study(snapshot, now) : nothingDue;
  };
};

export const handler = lambdaHandler((runtime: Runtime) => createHandler(runtime));
