import { isOpen } from "../../domain/breaker.ts";
import { channelFigures, daysUpTo, ordersAfter } from "../../domain/campaign-figures.ts";
import { type Counts, sumCounts } from "../../domain/funnel-counts.ts";
import { type PaceState, reservedOn } from "../../domain/pace.ts";
import { defaultSettings } from "../../domain/parse-settings.ts";
import type { Snapshot } from "../../domain/rules.ts";
import { warmUpCeiling } from "../../domain/warm-up.ts";
import { requiredInteger } from "../../shared/environment.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createCampaignStore } from "../../store/campaign-store.ts";
import { createCaseStore } from "../../store/case-store.ts";
import { createCouponStore } from "../../store/coupon-store.ts";
import { createCustomerStore } from "../../store/customer-store.ts";
import { countersByDay, knownCampaigns } from "../../store/known-campaigns.ts";
import { createLifeStore } from "../../store/life-store.ts";
import { createMessageStore } from "../../store/message-store.ts";
import { createPaceStore } from "../../store/pace-store.ts";
import { createReportStore } from "../../store/report-store.ts";
import { createTaskStore } from "../../store/task-store.ts";
import { overviewContract } from "./contract/overview.ts";
import { ContractApp } from "./contract-app.ts";
import { todayIn } from "./shop-days.ts";

const shownDays = 30;
/** Of what waits for a person, and of who is due in one shard. */
const countedMost = 100;

const iso = (at: number): string => new Date(at).toISOString();

interface Tools {
  readonly messages: ReturnType<typeof createMessageStore>;
  readonly tasks: ReturnType<typeof createTaskStore>;
  readonly cases: ReturnType<typeof createCaseStore>;
  readonly coupons: ReturnType<typeof createCouponStore>;
  readonly customers: ReturnType<typeof createCustomerStore>;
  readonly shards: number;
}

const waitingNow = async ({ messages, tasks, cases, coupons }: Tools, snapshot: Snapshot | undefined, now: number) => {
  const listed = async (list: "in-doubt" | "parked") => {
    const { keys, cursor } = await messages.listed({ list, limit: countedMost });
    return { count: keys.length, more: cursor !== undefined };
  };
  const pools = (snapshot?.coupons ?? []).flatMap((coupon) => (coupon.kind === "pool" ? [coupon] : []));
  const stocks = pools.map(async ({ id: couponId, lowAt }) => ({
    couponId,
    lowAt,
    ...(await coupons.stock(couponId)),
  }));
  const ever = 8_640_000_000_000_000;
  const [inDoubt, parked, tasksOverdue, casesOverdue, tasksOpen, casesOpen, stock] = await Promise.all([
    ...[listed("in-doubt"), listed("parked")],
    ...[tasks.overdue(now), cases.overdue(now), tasks.overdue(ever), cases.overdue(ever)],
    Promise.all(stocks),
  ] as const);
  const lowPools = stock.flatMap(({ couponId, left, lowAt }) => (left <= lowAt ? [{ couponId, left, lowAt }] : []));
  return { inDoubt, parked, tasksOverdue, casesOverdue, tasksOpen, casesOpen, lowPools };
};

/** One small query for each shard of the index of who is due. It may be behind by a moment, as the tick's own reading is. */
const dueNow = async ({ customers, shards }: Tools, now: number) => {
  const page = (shard: number) => customers.due({ shard, until: now, limit: countedMost });
  const pages = await Promise.all(Array.from({ length: shards }, (_, shard) => page(shard)));
  const oldest = Math.min(...pages.map(({ oldestDueAt = now }) => oldestDueAt));
  const customersDue = {
    count: pages.reduce((sum, { ids }) => sum + ids.length, 0),
    more: pages.some((one) => one.cursor !== undefined),
  };
  return { customers: customersDue, lagSeconds: Math.max(0, Math.floor((now - oldest) / 1000)) };
};

type Senders = Snapshot["settings"]["senders"];

const shopFigures = (counts: Counts, senders: Senders) => ({
  channels: channelFigures(counts, senders),
  afterMessages: ordersAfter(counts).lastTouch,
});

const shownDay = (day: string, counts: Counts) => {
  const over = (name: string): number =>
    ["email", "sms", "push"].reduce((sum, channel) => sum + (counts[`${channel}:${name}`] ?? 0), 0);
  return {
    day,
    ...{ email: counts["email:sent"] ?? 0, sms: counts["sms:sent"] ?? 0, push: counts["push:sent"] ?? 0 },
    ...ordersAfter(counts).lastTouch,
    ...{ optedOut: over("optedOut"), complained: over("complained") },
  };
};

const sendingNow = (snapshot: Snapshot | undefined, pace: PaceState | undefined, day: string) => {
  const breaker = snapshot?.breaker;
  const account = pace?.account;
  const ceiling = snapshot === undefined ? Infinity : warmUpCeiling(snapshot.settings.pace.warmUp, day);
  return {
    published: snapshot !== undefined,
    paused: snapshot?.paused ?? false,
    breaker: breaker !== undefined && isOpen(breaker) ? ("open" as const) : ("closed" as const),
    ...(breaker !== undefined && isOpen(breaker) && { breakerCause: breaker.cause }),
    liveCampaigns: snapshot?.campaigns.length ?? 0,
    ...(account !== undefined && {
      quota: {
        ...{ emailsIn24Hours: account.max24HourSend, sentIn24Hours: account.sentLast24Hours },
        ...{ perSecond: account.maxSendRate, readAt: iso(account.readAt) },
      },
    }),
    reservedToday: pace === undefined ? 0 : reservedOn(pace, day),
    ...(Number.isFinite(ceiling) && { warmUpCeiling: ceiling }),
  };
};

/** The first page: what needs a person first, then how things go. */
export const createOverviewRoutes = (runtime: Runtime): ContractApp => {
  const campaigns = createCampaignStore(runtime);
  const lives = createLifeStore(runtime);
  const reports = createReportStore(runtime);
  const paces = createPaceStore(runtime);
  const tools: Tools = {
    messages: createMessageStore(runtime),
    tasks: createTaskStore(runtime),
    cases: createCaseStore(runtime),
    coupons: createCouponStore(runtime),
    customers: createCustomerStore(runtime),
    shards: requiredInteger(runtime.environment, "DUE_SHARDS"),
  };
  return new ContractApp().openapi(overviewContract.get, async (context) => {
    const now = runtime.clock.now();
    const snapshot = await campaigns.snapshot();
    const { shop, senders } = snapshot?.settings ?? defaultSettings;
    const today = todayIn(shop.timeZone, now);
    const days = daysUpTo(today, shownDays);
    const span = { from: days[0] ?? today, to: today };
    const counted = async () => countersByDay(reports, await knownCampaigns(lives, snapshot), span);
    const [waiting, due, byDay, pace] = await Promise.all([
      ...[waitingNow(tools, snapshot, now), dueNow(tools, now), counted(), paces.pace()],
    ] as const);
    const countsOf = (day: string): Counts => sumCounts(byDay.get(day) ?? []);
    return context.json(
      {
        now: iso(now),
        waiting,
        today: shopFigures(countsOf(today), senders),
        lastDays: shopFigures(sumCounts(days.map(countsOf)), senders),
        days: days.map((day) => shownDay(day, countsOf(day))),
        due,
        sending: sendingNow(snapshot, pace, today),
      },
      200,
    );
  });
};
