import {
  type Breaker,
  isOpen,
  mayClose,
  type Reputation,
  reputationIn,
  reputationSince,
  reputationTrip,
  type Trip,
} from "../../domain/breaker.ts";
import { sumCounts } from "../../domain/funnel-counts.ts";
import { dayMs } from "../../domain/limits.ts";
import { mayHaveSent, type SendingAccount } from "../../domain/pace.ts";
import type { Rules } from "../../domain/rules.ts";
import type { Logger } from "../../shared/logger.ts";
import type { Metrics } from "../../shared/metrics.ts";
import type { BreakerStore } from "../../store/breaker-store.ts";
import type { PaceStore } from "../../store/pace-store.ts";
import type { ReportStore } from "../../store/report-store.ts";

export interface BreakerWatch {
  readonly breaker: BreakerStore;
  readonly reports: Pick<ReportStore, "days">;
  readonly pace: Pick<PaceStore, "knownPace" | "seen" | "saveSeen">;
  readonly readAccount: () => Promise<SendingAccount>;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly now: number;
  readonly rules: Rules;
  /** False while the figures were looked at a moment ago. */
  readonly isCheckDue: boolean;
}

const by = "tick";

/**
 * The breaker as it stands after this look, and the rules with it: opened when too many emails bounced or were complained of,
 * closed when SES says that a stopped account sends again.
 */
export const watchBreaker = async (watch: BreakerWatch): Promise<Rules> => {
  const { rules } = watch;
  const breaker = await (isOpen(rules.breaker) ? closedAgain(watch, rules.breaker) : openedNow(watch));
  watch.metrics.add("BreakerOpen", isOpen(breaker) ? 1 : 0);
  return breaker === rules.breaker ? rules : { ...rules, breaker };
};

const closedAgain = async (watch: BreakerWatch, breaker: Breaker): Promise<Breaker> => {
  const { now } = watch;
  if (breaker.cause !== "account") return breaker;
  try {
    if (!mayClose(breaker, await watch.readAccount(), now)) return breaker;
    await watch.breaker.close({ by, now });
  } catch (error) {
    watch.logger.error("The breaker stays open: SES did not say that the account sends again", { error });
    return breaker;
  }
  watch.logger.warn("The breaker closed: SES says that the account sends again");
  return { ...breaker, closedAt: now, closedBy: by };
};

const openedNow = async (watch: BreakerWatch): Promise<Breaker | undefined> => {
  const { rules } = watch;
  if (!watch.isCheckDue) return rules.breaker;
  try {
    if (!mayHaveSent(await watch.pace.knownPace(), volumeOf(watch))) return rules.breaker;
    const reputation = await reputationOf(watch);
    tellRates(watch, reputation);
    const trip = reputationTrip(reputation, rules.settings.pace.breaker);
    return trip === undefined ? rules.breaker : await openBreaker(watch, trip);
  } catch (error) {
    watch.logger.error("Bounces and complaints could not be looked at", { error });
    return rules.breaker;
  }
};

/** So that a person hears of it before the breaker opens. Below the volume that the breaker asks for, a rate says nothing. */
const tellRates = ({ metrics, rules }: BreakerWatch, { sent, bounced, complained }: Reputation): void => {
  if (sent < rules.settings.pace.breaker.emailsMin) return;
  metrics.add("BouncePercent", (100 * bounced) / sent);
  metrics.add("ComplaintPercent", (100 * complained) / sent);
};

/** The first of the days that are counted. */
const firstDay = ({ rules, now }: BreakerWatch): string =>
  rules.dayOf(now - (rules.settings.pace.breaker.windowDays - 1) * dayMs);

const volumeOf = (watch: BreakerWatch) => {
  const { emailsMin, windowDays } = watch.rules.settings.pace.breaker;
  return { emails: emailsMin, from: firstDay(watch), days: windowDays };
};

export const openBreaker = async (
  { breaker, logger, now }: Pick<BreakerWatch, "breaker" | "logger" | "now">,
  { cause, detail }: Trip,
): Promise<Breaker> => {
  await breaker.open({ cause, detail, by, now });
  logger.error("The breaker is open: no marketing is sent", { cause, detail });
  return { cause, detail, openedAt: now, openedBy: by };
};

/** Of the live campaigns, over the days that the shop looks back; less what a person has seen and gone on after. */
const reputationOf = async (watch: BreakerWatch): Promise<Reputation> => {
  const { rules, now } = watch;
  const { breaker } = rules;
  const today = rules.dayOf(now);
  const from = firstDay(watch);
  if (breaker === undefined || breaker.cause === "account") return figures(watch, from);
  const seen = await seenAt(watch, breaker, today);
  if (seen.day < from) return figures(watch, from);
  return reputationSince(await figures(watch, seen.day), seen.figures);
};

/** The figures of the day on which a person closed the breaker, as they stood at the first look after it. */
const seenAt = async (watch: BreakerWatch, breaker: Breaker, today: string) => {
  const known = await watch.pace.seen();
  const closedAt = breaker.closedAt ?? 0;
  if (known?.closedAt === closedAt) return known;
  const seen = { closedAt, day: today, figures: await figures(watch, today) };
  await watch.pace.saveSeen(seen);
  return seen;
};

const figures = async ({ reports, rules, now }: BreakerWatch, from: string): Promise<Reputation> => {
  const span = { from, to: rules.dayOf(now) };
  const parts = await Promise.all(rules.campaigns.map(({ id }) => reports.days(id, span)));
  return reputationIn(sumCounts(parts.flat().map(({ counts }) => counts)));
};
