import { ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { Duration } from "aws-cdk-lib/core";
import { type CustomMetricGroup, MetricStatistic, type MonitoringFacade } from "cdk-monitoring-constructs";
import { type MetricName, metricsNamespace } from "../../lambdas/shared/metrics.ts";
import type { FunctionName } from "../functions.ts";
import type { DeploySettings } from "../settings.ts";
import { pascalCase, physicalName } from "./handler-function.ts";

/** One figure of a function of ours, and when it needs a person. */
interface Watched {
  readonly name: MetricName;
  readonly from: FunctionName;
  readonly label: string;
  readonly statistic: MetricStatistic;
  readonly period: Duration;
  /** The alarm's last word, and the figure above which it goes off. */
  readonly alarm: { readonly word: string; readonly above: number; readonly periods: number };
}

/** Thresholds, each with its reason. */
const limits = {
  /** A few doubts settle by themselves within the hour; more of them are an outage of a provider. */
  inDoubtInQuarter: 10,
  /** SES refuses now and then what comes too fast, and it is sent again; a quarter of an hour of it is no accident. */
  throttlesInFiveMinutes: 50,
  /** Before the breaker opens (5 and 0.1 percent), while there is time to look. */
  bouncePercent: 3,
  complaintPercent: 0.06,
} as const;

const quarter = Duration.minutes(15);
const hour = Duration.hours(1);

const doubts = (from: FunctionName): Watched => ({
  name: "MessagesInDoubt",
  from,
  label: `In doubt, found by ${from}`,
  statistic: MetricStatistic.SUM,
  period: quarter,
  alarm: { word: "Many", above: limits.inDoubtInQuarter, periods: 1 },
});

const rate = (name: MetricName, label: string, above: number): Watched => ({
  name,
  from: "tick",
  label,
  statistic: MetricStatistic.MAX,
  period: quarter,
  alarm: { word: "High", above, periods: 1 },
});

const groupsOf = ({ dailyFeesMaxUsd }: DeploySettings): Readonly<Record<string, readonly Watched[]>> => ({
  "Messages in doubt": [doubts("send"), doubts("tick")],
  "Put off by a provider": [
    {
      name: "ProviderThrottles",
      from: "send",
      label: "Calls that a provider throttled",
      statistic: MetricStatistic.SUM,
      period: Duration.minutes(5),
      alarm: { word: "Many", above: limits.throttlesInFiveMinutes, periods: 3 },
    },
  ],
  "Bounces (percent)": [rate("BouncePercent", "Hard bounces", limits.bouncePercent)],
  "Complaints (percent)": [rate("ComplaintPercent", "Complaints", limits.complaintPercent)],
  "Cost of today's messages (US dollars)": [
    {
      name: "FeesTodayUsd",
      from: "tick",
      label: "Fees of providers, since midnight",
      statistic: MetricStatistic.MAX,
      period: hour,
      alarm: { word: "High", above: dailyFeesMaxUsd, periods: 1 },
    },
  ],
  "Funnel out of balance": [
    {
      name: "FunnelImbalance",
      from: "tick",
      label: "Looks without an outcome, or outcomes without a look",
      statistic: MetricStatistic.MAX,
      period: hour,
      alarm: { word: "Any", above: 0, periods: 1 },
    },
  ],
});

/** Doubts, throttles, bounces, complaints, fees and the funnel: what says that messages do not go as they should. */
export const watchMessages = (facade: MonitoringFacade, settings: DeploySettings): void => {
  const metricGroups = Object.entries(groupsOf(settings)).map(
    ([title, all]): CustomMetricGroup => ({ title, metrics: all.map((one) => metricOf(facade, one, settings)) }),
  );
  facade.monitorCustom({ alarmFriendlyName: "Messages", humanReadableName: "Messages", metricGroups });
};

const metricOf = (facade: MonitoringFacade, one: Watched, settings: DeploySettings) => ({
  alarmFriendlyName: `${one.name}By${pascalCase(one.from)}`,
  metric: facade
    .createMetricFactory()
    .createMetric(
      one.name,
      one.statistic,
      one.label,
      { service: physicalName(settings, one.from) },
      undefined,
      metricsNamespace,
      one.period,
    ),
  addAlarm: {
    [one.alarm.word]: {
      threshold: one.alarm.above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      // Counted when it happens; and while the account is paused there is no figure.
      treatMissingDataOverride: TreatMissingData.NOT_BREACHING,
      evaluationPeriods: one.alarm.periods,
      datapointsToAlarm: one.alarm.periods,
    },
  },
});
