import { ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import type { Key } from "aws-cdk-lib/aws-kms";
import type { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Duration } from "aws-cdk-lib/core";
import {
  DefaultDashboardFactory,
  MetricStatistic,
  type MinUsageCountThreshold,
  MonitoringFacade,
  SnsAlarmActionStrategy,
} from "cdk-monitoring-constructs";
import type { Construct } from "constructs";
import { type FunctionName, functionNames } from "../functions.ts";
import type { DeploySettings } from "../settings.ts";
import type { Tables } from "../tables.ts";
import { createFailureQueue } from "./failure-queue.ts";
import { pascalCase, physicalName } from "./handler-function.ts";
import { watchLearning } from "./learn-alarm.ts";
import { watchMessages } from "./message-alarms.ts";
import { watchParked } from "./parked-alarm.ts";
import { watchTables } from "./table-alarms.ts";
import { watchOverdueTasks } from "./tasks-alarm.ts";
import { watchRefusedWebhooks } from "./webhook-alarm.ts";

/** Thresholds, each with its reason. */
const limits = {
  /** Every failing record is tried again; a handful in five minutes is more than chance. */
  errorsMax: 3,
  throttlesMax: 5,
  /** A stream forgets after 24 hours; an hour leaves a person time to act. */
  streamAgeMax: Duration.hours(1),
  /** Announcements wait for seconds; after this the pipe stands still. */
  eventsOutAgeMax: Duration.minutes(15),
  /** Minutes a customer may be overdue before messages are noticeably late. */
  dueLagMaxSeconds: 15 * 60,
} as const;

/** The tick emits them: whether the breaker is open, and that due emails wait because the daily quota is used up. */
export const breakerOpenMetric = { namespace: "Rekindle", name: "BreakerOpen" } as const;
export const quotaUsedUpMetric = { namespace: "Rekindle", name: "QuotaUsedUp" } as const;
/** The tick emits it every few minutes in a shop with pools: how many have few codes left. */
export const couponPoolsLowMetric = { namespace: "Rekindle", name: "CouponPoolsLow" } as const;

/** The tick emits it on every run: how long the customer who is due longest has been waiting. */
export const dueLagMetric = { namespace: "Rekindle", name: "DueLagSeconds" } as const;

export interface AlarmProps {
  readonly settings: DeploySettings;
  readonly key: Key;
  readonly functions: Readonly<Record<FunctionName, NodejsFunction>>;
  readonly streamReaders: ReadonlySet<FunctionName>;
  readonly failureQueues: readonly Queue[];
  /** What waits to be told on the event bus. */
  readonly eventsOut?: Queue | undefined;
  readonly tables: Tables;
}

/** One dashboard, and an alarm for everything that needs a person. */
export const createAlarms = (scope: Construct, props: AlarmProps): Topic => {
  const topic = createAlarmTopic(scope, props);
  const facade = new MonitoringFacade(scope, "Monitoring", {
    alarmFactoryDefaults: {
      actionsEnabled: true,
      alarmNamePrefix: props.settings.stackPrefix,
      action: new SnsAlarmActionStrategy({ onAlarmTopic: topic }),
      datapointsToAlarm: 1,
    },
    dashboardFactory: new DefaultDashboardFactory(scope, "Dashboards", {
      dashboardNamePrefix: props.settings.stackPrefix,
      createSummaryDashboard: false,
    }),
  });
  watchDueLag(facade, props);
  watchParked(facade, props.settings);
  watchRefusedWebhooks(facade, props.settings);
  watchOverdueTasks(facade, props.settings);
  watchLearning(facade, props.settings);
  watchSending(facade, props);
  watchMessages(facade, props.settings);
  for (const name of functionNames) watchFunction(facade, name, props);
  for (const queue of props.failureQueues) watchFailureQueue(facade, queue);
  if (props.eventsOut !== undefined) watchEventsOut(facade, props.eventsOut);
  watchTables(facade, props.tables);
  return topic;
};

const createAlarmTopic = (scope: Construct, { settings, key }: AlarmProps): Topic => {
  const topic = new Topic(scope, "Alarms", { masterKey: key, enforceSSL: true });
  if (settings.alarmEmail !== undefined) {
    const deadLetterQueue = createFailureQueue(scope, "AlarmsUndelivered");
    topic.addSubscription(new EmailSubscription(settings.alarmEmail, { deadLetterQueue }));
  }
  return topic;
};

const watchDueLag = (facade: MonitoringFacade, { settings }: AlarmProps): void => {
  const factory = facade.createMetricFactory();
  const metric = factory.createMetric(
    dueLagMetric.name,
    MetricStatistic.MAX,
    "Longest overdue (seconds)",
    { service: physicalName(settings, "tick") },
    undefined,
    dueLagMetric.namespace,
    Duration.minutes(5),
  );
  facade.monitorCustom({
    alarmFriendlyName: "DueLag",
    humanReadableName: "Due customers",
    metricGroups: [
      {
        title: "Due lag",
        metrics: [
          {
            alarmFriendlyName: "DueLag",
            metric,
            addAlarm: {
              High: {
                threshold: limits.dueLagMaxSeconds,
                comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
                // While the account is paused nobody is looked at and there is no figure.
                treatMissingDataOverride: TreatMissingData.NOT_BREACHING,
                evaluationPeriods: 3,
                datapointsToAlarm: 3,
              },
            },
          },
        ],
      },
    ],
  });
};

/** Either means that mail is later than it should be, and that a person can do something about it. */
const watchSending = (facade: MonitoringFacade, { settings }: AlarmProps): void => {
  const factory = facade.createMetricFactory();
  const watched = (metric: { readonly namespace: string; readonly name: string }, label: string) => ({
    alarmFriendlyName: metric.name,
    metric: factory.createMetric(
      metric.name,
      MetricStatistic.MAX,
      label,
      { service: physicalName(settings, "tick") },
      undefined,
      metric.namespace,
      Duration.minutes(5),
    ),
    addAlarm: {
      Yes: {
        threshold: 0,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        // Only a tick that wants to send says that the quota is used up, and a paused account has no figure.
        treatMissingDataOverride: TreatMissingData.NOT_BREACHING,
        evaluationPeriods: 1,
        datapointsToAlarm: 1,
      },
    },
  });
  facade.monitorCustom({
    alarmFriendlyName: "Sending",
    humanReadableName: "Sending",
    metricGroups: [
      {
        title: "What holds messages back",
        metrics: [
          watched(breakerOpenMetric, "Breaker open (1) or closed (0)"),
          watched(quotaUsedUpMetric, "Daily quota used up"),
          watched(couponPoolsLowMetric, "Pools of coupon codes that run low"),
        ],
      },
    ],
  });
};

const watchFunction = (facade: MonitoringFacade, name: FunctionName, props: AlarmProps): void => {
  const readsStream = props.streamReaders.has(name);
  facade.monitorLambdaFunction({
    lambdaFunction: props.functions[name],
    humanReadableName: name,
    alarmFriendlyName: pascalCase(name),
    isIterator: readsStream,
    addFaultCountAlarm: { Errors: { maxErrorCount: limits.errorsMax } },
    addThrottlesCountAlarm: { Throttles: { maxErrorCount: limits.throttlesMax } },
    ...(name === "tick" && { addMinInvocationsCountAlarm: { Missing: missingTicks(props.settings) } }),
    ...(readsStream && {
      addMaxIteratorAgeAlarm: { StreamAge: { maxAgeInMillis: limits.streamAgeMax.toMilliseconds() } },
    }),
  });
};

/** Without ticks nothing is sent and nothing fails, so silence itself has to be an alarm. */
const missingTicks = ({ tickMinutes }: DeploySettings): MinUsageCountThreshold => ({
  minCount: 1,
  period: Duration.minutes(Math.max(5, 3 * tickMinutes)),
  treatMissingDataOverride: TreatMissingData.BREACHING,
});

const watchFailureQueue = (facade: MonitoringFacade, queue: Queue): void => {
  facade.monitorSqsQueue({
    queue,
    alarmFriendlyName: queue.node.id,
    humanReadableName: queue.node.id,
    addQueueMaxSizeAlarm: { NotEmpty: { maxMessageCount: 0 } },
  });
};

const watchEventsOut = (facade: MonitoringFacade, queue: Queue): void => {
  facade.monitorSqsQueue({
    queue,
    alarmFriendlyName: queue.node.id,
    humanReadableName: queue.node.id,
    addQueueMaxMessageAgeAlarm: { Old: { maxAgeInSeconds: limits.eventsOutAgeMax.toSeconds() } },
  });
};
