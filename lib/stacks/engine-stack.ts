import type { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { createAlarms } from "../constructs/alarms.ts";
import { allow, createHandlerFunction, type FunctionFrame } from "../constructs/handler-function.ts";
import { createHttpApi } from "../constructs/http-api.ts";
import { createNoticeKey } from "../constructs/notice-key.ts";
import { grantAskingAccount, grantSending } from "../constructs/send-rights.ts";
import { connectFeedback, createConfigurationSet } from "../constructs/ses-feedback.ts";
import { addStreamTrigger } from "../constructs/stream-trigger.ts";
import { scheduleTick } from "../constructs/tick-schedule.ts";
import type { ExtraEnvironment, FunctionName } from "../functions.ts";
import { streamTriggers } from "../stream-triggers.ts";

export interface EngineStackProps extends StackProps, FunctionFrame {
  readonly linkSecret: Secret;
}

type Functions = Readonly<Record<FunctionName, NodejsFunction>>;

/** Everything that runs. It holds nothing: deleting and deploying it again loses no customer and no message. */
export class EngineStack extends Stack {
  constructor(scope: Construct, id: string, props: EngineStackProps) {
    super(scope, id, props);
    const configurationSet = createConfigurationSet(this);
    const functions = createFunctions(this, props, configurationSet.configurationSetName);
    for (const reader of [functions.send, functions.unsubscribe]) {
      allow(reader, "secretsmanager:GetSecretValue", [props.linkSecret.secretArn]);
    }
    grantAskingAccount(functions.tick);
    grantSending(functions.send, configurationSet, props.settings);
    const key = createNoticeKey(this);
    const failureQueues = [
      ...connectStreams(functions, props),
      ...scheduleTick(functions.tick, props.settings),
      ...connectFeedback(configurationSet, functions.feedback, key),
    ];
    const streamReaders = new Set(streamTriggers.map(({ reader }) => reader));
    createAlarms(this, { settings: props.settings, key, functions, streamReaders, failureQueues });
  }
}

/** The sender needs the API's URL, so the API and its two functions come first. */
const createFunctions = (stack: Stack, props: EngineStackProps, configurationSetName: string): Functions => {
  const common = {
    DUE_SHARDS: String(props.settings.dueShards),
    TICK_MINUTES: String(props.settings.tickMinutes),
    EVENT_RETENTION_DAYS: String(props.settings.eventRetentionDays),
    CONFIGURATION_SET: configurationSetName,
    LINK_SECRET_ARN: props.linkSecret.secretArn,
  } satisfies Partial<Record<ExtraEnvironment, string>>;
  const create = (name: FunctionName, extra: Partial<Record<ExtraEnvironment, string>> = common) =>
    createHandlerFunction(stack, { ...frameOf(props), name, extra });
  const ingest = create("ingest");
  const unsubscribe = create("unsubscribe");
  const api = createHttpApi(stack, { settings: props.settings, ingest, unsubscribe });
  new CfnOutput(stack, "ApiUrl", { value: api.apiEndpoint, description: "Where the shop sends its events." });
  return {
    ingest,
    unsubscribe,
    "refresh-profile": create("refresh-profile"),
    tick: create("tick"),
    send: create("send", { ...common, PUBLIC_URL: props.settings.publicUrl ?? api.apiEndpoint }),
    feedback: create("feedback"),
    report: create("report"),
    replan: create("replan"),
  };
};

const frameOf = ({ settings, tables, bundling }: EngineStackProps): FunctionFrame => ({ settings, tables, bundling });

const connectStreams = (functions: Functions, { tables }: EngineStackProps): readonly Queue[] =>
  streamTriggers.map(({ reader, table, ...trigger }) =>
    addStreamTrigger(functions[reader], { ...trigger, table: tables[table] }),
  );
