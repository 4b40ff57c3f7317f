import { ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { Duration } from "aws-cdk-lib/core";
import { MetricStatistic, type MonitoringFacade } from "cdk-monitoring-constructs";
import type { FunctionName } from "../functions.ts";
import type { DeploySettings } from "../settings.ts";
import { pascalCase, physicalName } from "./handler-function.ts";

/** Counted when a message is left to a person, by the rule of a tick or after a further attempt of the sender. */
export const parkedMetric = { namespace: "Rekindle", name: "MessagesParked" } as const;
const parkers: readonly FunctionName[] = ["tick", "send"];

/** One is enough: nobody else will settle it, and its place in the caps stays taken until somebody does. */
const anyParked = {
  threshold: 0,
  comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
  // Counted only when it happens.
  treatMissingDataOverride: TreatMissingData.NOT_BREACHING,
};

/** Tells a person that messages wait for one. */
export const watchParked = (facade: MonitoringFacade, settings: DeploySettings): void => {
  for (const name of parkers) {
    const alarmFriendlyName = `ParkedBy${pascalCase(name)}`;
    const metric = facade
      .createMetricFactory()
      .createMetric(
        parkedMetric.name,
        MetricStatistic.SUM,
        `Parked by ${name}`,
        { service: physicalName(settings, name) },
        undefined,
        parkedMetric.namespace,
        Duration.minutes(5),
      );
    facade.monitorCustom({
      alarmFriendlyName,
      humanReadableName: `Messages parked by ${name}`,
      metricGroups: [
        { title: "Waiting for a person", metrics: [{ alarmFriendlyName, metric, addAlarm: { Any: anyParked } }] },
      ],
    });
  }
};
