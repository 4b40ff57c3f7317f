import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { UserPool } from "aws-cdk-lib/aws-cognito";
import type { EventBus } from "aws-cdk-lib/aws-events";
import type { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { ConfigurationSet } from "aws-cdk-lib/aws-ses";
import type { Topic } from "aws-cdk-lib/aws-sns";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { createAlarms } from "../constructs/alarms.ts";
import { createEventsOut, type EventsOut } from "../constructs/events-out.ts";
import { allow, createHandlerFunction, type FunctionFrame } from "../constructs/handler-function.ts";
import { createHttpApi } from "../constructs/http-api.ts";
import { grantImporting } from "../constructs/import-rights.ts";
import { scheduleLearning } from "../constructs/learn-schedule.ts";
import { createNoticeKey } from "../constructs/notice-key.ts";
import type { PeopleFunctions } from "../constructs/people-api.ts";
import {
  grantAskingAccount,
  grantForgetting,
  grantInviting,
  grantRegistering,
  grantSending,
} from "../constructs/send-rights.ts";
import { connectFeedback, createConfigurationSet } from "../constructs/ses-feedback.ts";
import { addStreamTrigger } from "../constructs/stream-trigger.ts";
import { createTexts, type Texts } from "../constructs/text-feedback.ts";
import { scheduleTick } from "../constructs/tick-schedule.ts";
import type { ExtraEnvironment } from "../function-definition.ts";
import { announcers } from "../function-variants.ts";
import type { FunctionName } from "../functions.ts";
import { streamTriggersOf } from "../stream-triggers.ts";

export interface EngineStackProps extends StackProps, FunctionFrame {
  readonly linkSecret: Secret;
  readonly shopifySecrets: Secret;
  readonly hashSecret: Secret;
  readonly webhookSecret: Secret;
  readonly importsBucket: Bucket;
  /** Where people are invited to. */
  readonly userPool: UserPool;
}

export type EngineFunctions = Readonly<Record<FunctionName, NodejsFunction>>;

/** Everything that runs. It holds nothing: deleting and deploying it again loses no customer and no message. */
export class EngineStack extends Stack {
  /** Where the shop, its customers and, by routes of the console's stack, its people come in. */
  readonly httpApi: HttpApi;
  /** What answers people. */
  readonly people: PeopleFunctions;
  readonly functions: EngineFunctions;
  /** What happened, for the shop's other systems; absent where the shop wants none of it. */
  readonly eventBus: EventBus | undefined;
  /** Where every alarm is told. */
  readonly alarms: Topic;

  constructor(scope: Construct, id: string, props: EngineStackProps) {
    super(scope, id, props);
    const configurationSet = createConfigurationSet(this);
    const key = createNoticeKey(this);
    const texts = createTexts(this, props.settings, key);
    const eventsOut = props.settings.eventsOut === "on" ? createEventsOut(this, props.settings) : undefined;
    this.eventBus = eventsOut?.bus;
    const { functions, httpApi } = createFunctions(this, props, { configurationSet, texts, eventsOut });
    this.httpApi = httpApi;
    this.functions = functions;
    this.people = { api: functions.api, importer: functions.import, campaignsApi: functions["campaigns-api"] };
    const { send, unsubscribe, preferences, survey, click } = functions;
    for (const reader of [send, unsubscribe, preferences, survey, click]) {
      allow(reader, "secretsmanager:GetSecretValue", [props.linkSecret.secretArn]);
    }
    grantAskingAccount(functions.tick);
    const { api, feedback } = functions;
    for (const reader of [functions["refresh-profile"], feedback, api, functions["campaigns-api"]]) {
      allow(reader, "secretsmanager:GetSecretValue", [props.hashSecret.secretArn]);
    }
    allow(functions.webhook, "secretsmanager:GetSecretValue", [props.shopifySecrets.secretArn]);
    allow(functions.act, "secretsmanager:GetSecretValue", [props.webhookSecret.secretArn]);
    // Whether they have a value, not which.
    allow(functions.api, "secretsmanager:DescribeSecret", [
      props.shopifySecrets.secretArn,
      props.webhookSecret.secretArn,
    ]);
    grantImporting(functions.import, props.importsBucket);
    grantSending(functions.send, configurationSet, texts, props.settings);
    grantRegistering(functions.ingest, props.settings);
    grantForgetting(functions.api, props.settings);
    grantInviting(functions.api, props.userPool);
    if (eventsOut !== undefined)
      for (const name of announcers) allow(functions[name], "sqs:SendMessage", [eventsOut.queue.queueArn]);
    const failureQueues = [
      ...(eventsOut === undefined ? [] : [eventsOut.failures]),
      ...connectStreams(functions, props),
      ...scheduleTick(functions.tick, props.settings),
      ...scheduleLearning(functions.learn),
      ...connectFeedback({ set: configurationSet, feedback: functions.feedback, key, texts: texts?.topic }),
    ];
    const streamReaders = new Set(streamTriggersOf(props.settings).map(({ reader }) => reader));
    this.alarms = createAlarms(this, {
      ...{ settings: props.settings, tables: props.tables },
      ...{ key, functions, streamReaders, failureQueues },
      eventsOut: eventsOut?.queue,
    });
  }
}

/** What messages leave through. */
interface Channels {
  readonly configurationSet: ConfigurationSet;
  readonly texts: Texts | undefined;
  readonly eventsOut: EventsOut | undefined;
}

/** The sender needs the API's URL, so the API and its functions come first. */
const createFunctions = (
  stack: Stack,
  props: EngineStackProps,
  { configurationSet, texts, eventsOut }: Channels,
): { readonly functions: EngineFunctions; readonly httpApi: HttpApi } => {
  const { apns, fcm } = props.settings.pushApplications ?? {};
  const common = {
    DUE_SHARDS: String(props.settings.dueShards),
    TICK_MINUTES: String(props.settings.tickMinutes),
    EVENT_RETENTION_DAYS: String(props.settings.eventRetentionDays),
    CONFIGURATION_SET: configurationSet.configurationSetName,
    ...(texts !== undefined && {
      SMS_CONFIGURATION_SET: texts.configurationSetName,
      SMS_ORIGINATION: texts.originationArn,
    }),
    ...(apns !== undefined && { PUSH_APNS_APPLICATION: apns }),
    ...(fcm !== undefined && { PUSH_FCM_APPLICATION: fcm }),
    ...(eventsOut !== undefined && { EVENTS_OUT_QUEUE_URL: eventsOut.queue.queueUrl }),
    LINK_SECRET_ARN: props.linkSecret.secretArn,
    SHOPIFY_SECRETS_ARN: props.shopifySecrets.secretArn,
    HASH_SECRET_ARN: props.hashSecret.secretArn,
    WEBHOOK_SECRET_ARN: props.webhookSecret.secretArn,
    IMPORTS_BUCKET: props.importsBucket.bucketName,
    USER_POOL_ID: props.userPool.userPoolId,
    ADMIN_EMAILS: (props.settings.adminEmails ?? []).join(","),
  } satisfies Partial<Record<ExtraEnvironment, string>>;
  const create = (name: FunctionName, extra: Partial<Record<ExtraEnvironment, string>> = common) =>
    createHandlerFunction(stack, { ...frameOf(props), name, extra });
  const ingest = create("ingest");
  const webhook = create("webhook");
  const unsubscribe = create("unsubscribe");
  const preferences = create("preferences");
  const survey = create("survey");
  const api = create("api");
  const campaignsApi = create("campaigns-api");
  const importer = create("import");
  const click = create("click");
  const { settings } = props;
  const links = { unsubscribe, preferences, survey, click };
  const httpApi = createHttpApi(stack, { settings, ingest, webhook, ...links });
  new CfnOutput(stack, "ApiUrl", { value: httpApi.apiEndpoint, description: "Where the shop sends its events." });
  const functions = {
    ingest,
    webhook,
    ...links,
    api,
    import: importer,
    "campaigns-api": campaignsApi,
    "refresh-profile": create("refresh-profile"),
    tick: create("tick"),
    send: create("send", { ...common, PUBLIC_URL: props.settings.publicUrl ?? httpApi.apiEndpoint }),
    act: create("act"),
    feedback: create("feedback"),
    report: create("report"),
    learn: create("learn"),
    replan: create("replan"),
  };
  return { functions, httpApi };
};

const frameOf = ({ settings, tables, bundling }: EngineStackProps): FunctionFrame => ({ settings, tables, bundling });

const connectStreams = (functions: EngineFunctions, { tables, settings }: EngineStackProps): readonly Queue[] =>
  streamTriggersOf(settings).map(({ reader, table, ...trigger }) =>
    addStreamTrigger(functions[reader], { ...trigger, table: tables[table] }),
  );
