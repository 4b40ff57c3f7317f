import { ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { Duration } from "aws-cdk-lib/core";
import { MetricStatistic, type MonitoringFacade } from "cdk-monitoring-constructs";
import type { DeploySettings } from "../settings.ts";
import { physicalName } from "./handler-function.ts";

/** The tick emits it while open tasks are past their deadline: how many. */
export const tasksOverdueMetric = { namespace: "Rekindle", name: "TasksOverdue" } as const;

/** A person who is a few minutes late needs no alarm; a quarter of an hour without anybody closing anything does. */
const lateForAWhile = {
  threshold: 0,
  comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
  // Emitted only while something is late.
  treatMissingDataOverride: TreatMissingData.NOT_BREACHING,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
};

/** Tells a person that customers wait for people. */
export const watchOverdueTasks = (facade: MonitoringFacade, settings: DeploySettings): void => {
  const metric = facade
    .createMetricFactory()
    .createMetric(
      tasksOverdueMetric.name,
      MetricStatistic.MAX,
      "Tasks past their deadline",
      { service: physicalName(settings, "tick") },
      undefined,
      tasksOverdueMetric.namespace,
      Duration.minutes(5),
    );
  facade.monitorCustom({
    alarmFriendlyName: tasksOverdueMetric.name,
    humanReadableName: "Tasks of people",
    metricGroups: [
      {
        title: "Waiting for people",
        metrics: [{ alarmFriendlyName: tasksOverdueMetric.name, metric, addAlarm: { Late: lateForAWhile } }],
      },
    ],
  });
};
