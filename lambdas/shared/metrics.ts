import { MetricUnit, Metrics as PowertoolsMetrics } from "@aws-lambda-powertools/metrics";
import { type Environment, optional } from "./environment.ts";

/** What alarms and the dashboard watch. The unit is the last word; without one it is a count. */
export type MetricName =
  | "DueLagSeconds"
  | "CustomersLookedAt"
  | "MessagesReserved"
  | "MessagesAccepted"
  | "MessagesReleased"
  | "MessagesFailed"
  | "MessagesInDoubt"
  | "MessagesParked"
  | "ProviderThrottles"
  | "BouncePercent"
  | "ComplaintPercent"
  | "FunnelImbalance"
  | "FeesTodayUsd"
  | "BreakerOpen"
  | "QuotaUsedUp"
  | "CouponPoolsLow"
  | "TasksOverdue"
  | "LearnedAgeSeconds"
  | "EventsAccepted"
  | "EventsRefused"
  | "ActionsCarriedOut"
  | "WebhooksRefused"
  | "EventsOut";

export const metricsNamespace = "Rekindle";

export interface Metrics {
  add(name: MetricName, value: number): void;
  /** Hands over what was added since the last flush; `lambdaHandler` calls it after every invocation. */
  flush(): void;
}

const unitOf = (name: MetricName): (typeof MetricUnit)[keyof typeof MetricUnit] => {
  if (name.endsWith("Seconds")) return MetricUnit.Seconds;
  if (name.endsWith("Percent")) return MetricUnit.Percent;
  return name.endsWith("Usd") ? MetricUnit.NoUnit : MetricUnit.Count;
};

/** Metrics as CloudWatch's embedded format: a line in the log, no call and no wait. */
export const createMetrics = (environment: Environment): Metrics => {
  const metrics = new PowertoolsMetrics({
    namespace: metricsNamespace,
    serviceName: optional(environment, "POWERTOOLS_SERVICE_NAME") ?? "rekindle",
  });
  return {
    add: (name, value) => metrics.addMetric(name, unitOf(name), value),
    flush: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
};

export const silentMetrics: Metrics = { add: () => {}, flush: () => {} };
