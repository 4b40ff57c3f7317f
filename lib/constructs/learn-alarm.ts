import { ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { Duration } from "aws-cdk-lib/core";
import { MetricStatistic, type MonitoringFacade } from "cdk-monitoring-constructs";
import type { DeploySettings } from "../settings.ts";
import { physicalName } from "./handler-function.ts";

/** The function emits it at every call: how old what the shop knows of its customers is. */
export const learnedAgeMetric = { namespace: "Rekindle", name: "LearnedAgeSeconds" } as const;

/** A missed day is made up for within the hour; two days and nothing new need a person. Nothing that is sent waits for it. */
const ageMax = Duration.hours(50);

export const watchLearning = (facade: MonitoringFacade, settings: DeploySettings): void => {
  const metric = facade
    .createMetricFactory()
    .createMetric(
      learnedAgeMetric.name,
      MetricStatistic.MAX,
      "Age of what was learned (seconds)",
      { service: physicalName(settings, "learn") },
      undefined,
      learnedAgeMetric.namespace,
      Duration.hours(1),
    );
  const addAlarm = {
    Old: {
      threshold: ageMax.toSeconds(),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      // Calls that are never made end in a queue that has an alarm of its own.
      treatMissingDataOverride: TreatMissingData.NOT_BREACHING,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
    },
  };
  facade.monitorCustom({
    alarmFriendlyName: learnedAgeMetric.name,
    humanReadableName: "Learning",
    metricGroups: [
      {
        title: "What is known of the customers",
        metrics: [{ alarmFriendlyName: learnedAgeMetric.name, metric, addAlarm }],
      },
    ],
  });
};
