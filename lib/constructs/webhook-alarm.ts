import { ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { Duration } from "aws-cdk-lib/core";
import { MetricStatistic, type MonitoringFacade } from "cdk-monitoring-constructs";
import type { DeploySettings } from "../settings.ts";
import { physicalName } from "./handler-function.ts";

/** Counted when a webhook is not tried again: its host is not allowed, or the receiver says no. */
export const refusedMetric = { namespace: "Rekindle", name: "WebhooksRefused" } as const;

/** One is enough: each further customer who reaches that step is refused as well, until somebody mends it. */
const anyRefused = {
  threshold: 0,
  comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
  // Counted only when it happens.
  treatMissingDataOverride: TreatMissingData.NOT_BREACHING,
};

/** Tells a person that another system of the shop does not hear what a campaign tells it. */
export const watchRefusedWebhooks = (facade: MonitoringFacade, settings: DeploySettings): void => {
  const metric = facade
    .createMetricFactory()
    .createMetric(
      refusedMetric.name,
      MetricStatistic.SUM,
      "Webhooks refused",
      { service: physicalName(settings, "act") },
      undefined,
      refusedMetric.namespace,
      Duration.minutes(5),
    );
  facade.monitorCustom({
    alarmFriendlyName: refusedMetric.name,
    humanReadableName: "Webhooks refused",
    metricGroups: [
      {
        title: "Waiting for a person",
        metrics: [{ alarmFriendlyName: refusedMetric.name, metric, addAlarm: { Any: anyRefused } }],
      },
    ],
  });
};
