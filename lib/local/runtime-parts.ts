import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createDynamo, createSes, createSns, quiet } from "../../lambdas/shared/clients.ts";
import { createEndUserMessaging } from "../../lambdas/shared/end-user-messaging-client.ts";
import { environmentFrom } from "../../lambdas/shared/environment.ts";
import { silentLogger } from "../../lambdas/shared/logger.ts";
import { silentMetrics } from "../../lambdas/shared/metrics.ts";
import { createRuntime, type Runtime } from "../../lambdas/shared/runtime.ts";
import { createSqs } from "../../lambdas/shared/sqs-client.ts";
import type { Checkpoints } from "./checkpoints.ts";
import type { Closing } from "./closing.ts";
import { createTables } from "./create-tables.ts";
import { createDirectStreams, createDirectTables } from "./direct-tables.ts";
import { startEngine } from "./engine.ts";
import { loadFunction, startFunctions } from "./function-host.ts";
import type { LocalQueue } from "./local-queue.ts";
import type { Invoke } from "./mapping-runner.ts";
import type { LocalRuntimeOptions } from "./runtime.ts";
import type { StandIn } from "./stand-ins/http-server.ts";
import { inProcess, withoutSignature } from "./stand-ins/in-process.ts";
import { localCredentials as credentials } from "./stand-ins/s3-signature.ts";
import { type StandIns, startStandIns } from "./stand-ins/start.ts";
import type { StreamClients } from "./stream-reader.ts";
import { consumedBy } from "./streams.ts";
import type { Wiring } from "./wiring.ts";
import type { WorkDirectory } from "./work-directory.ts";
import { createWriteWatch, type WriteWatch, watchWrites } from "./write-watch.ts";

const region = "us-east-1";

/** What the parts are made from and with. */
export interface Frame {
  readonly options: LocalRuntimeOptions;
  readonly wiring: Wiring;
  readonly directory: WorkDirectory;
  readonly closing: Closing;
}

export interface TableEngine {
  readonly endpoint: string;
  /** For the runtime itself: what these read and write is not metered. */
  readonly clients: StreamClients;
}

export const startTables = async (
  { options, wiring, directory, closing }: Frame,
  checkpoints: Checkpoints,
): Promise<TableEngine> => {
  const consumed = consumedBy(wiring.streams, checkpoints);
  const engine = await startEngine({ directory: directory.file("tables"), consumed });
  closing.add(() => engine.stop());
  const place = { endpoint: engine.endpoint, region, credentials, ...quiet };
  const sdk = { dynamo: new DynamoDBClient(place), streams: new DynamoDBStreamsClient(place) };
  const direct = options.directTables === true ? createDirectStreams(sdk.streams, engine.endpoint) : undefined;
  const clients = { dynamo: sdk.dynamo, streams: direct?.streams ?? sdk.streams };
  closing.add(
    () => sdk.dynamo.destroy(),
    () => sdk.streams.destroy(),
    () => direct?.close(),
  );
  await createTables(clients.dynamo, wiring.tables);
  return { endpoint: engine.endpoint, clients };
};

export const startChannels = async (
  { options, directory, closing }: Frame,
  queues: readonly LocalQueue[],
): Promise<StandIns> => {
  const standIns = await startStandIns({
    ...options.standIns,
    clock: options.clock,
    s3Directory: directory.file("s3"),
    // Nobody reads the file of a temporary run: the inbox in memory is enough.
    ...(options.directory !== undefined && { inboxFile: directory.file("inbox.jsonl") }),
    onEvent: async (record) => {
      await Promise.all(queues.map((queue) => queue.offer(record)));
    },
  });
  const closeQueues = () => {
    for (const queue of queues) queue.close();
  };
  // The queues first: the stand-ins wait for those whom they have told something.
  closing.add(() => standIns.stop(), closeQueues);
  return standIns;
};

const shardsIn = (wiring: Wiring): number =>
  Number(wiring.functions.map(({ environment }) => environment.DUE_SHARDS).find((value) => value !== undefined) ?? 1);

/** Where the providers are; the stand-ins may run in another process, and can then be reached over HTTP only. */
export type ProviderEndpoints = {
  readonly [Name in keyof StandIns as Name extends `${string}Endpoint` ? Name : never]: StandIns[Name];
} & Partial<Pick<StandIns, "ses" | "sns" | "endUserMessaging">>;

const variablesFor = ({ options, wiring, directory }: Frame, endpoint: string, standIns: ProviderEndpoints) => ({
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  AWS_ENDPOINT_URL_SESV2: standIns.sesEndpoint,
  AWS_ENDPOINT_URL_SNS: standIns.snsEndpoint,
  AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: standIns.endUserMessagingEndpoint,
  AWS_ENDPOINT_URL_S3: standIns.s3Endpoint,
  AWS_ENDPOINT_URL_SQS: standIns.sqsEndpoint,
  EVENTS_OUT_QUEUE_URL: `${standIns.sqsEndpoint}/000000000000/events-out`,
  DUE_SHARDS: String(options.dueShards ?? shardsIn(wiring)),
  PUBLIC_URL: options.publicUrl ?? "http://127.0.0.1:4000",
  LINK_SECRET: directory.linkSecret(),
  SHOPIFY_SECRETS: directory.shopifySecrets(),
  HASH_SECRET: directory.hashSecret(),
  WEBHOOK_SECRET: directory.webhookSecret(),
  WEBHOOK_LOOPBACK: "allow",
});

export interface Code {
  readonly invoke: Invoke;
  /** With the variables of all functions together, and not metered. */
  readonly runtime: Runtime;
  readonly dueShards: number;
  readonly watch: WriteWatch;
}

export const startCode = async (frame: Frame, endpoint: string, standIns: ProviderEndpoints): Promise<Code> => {
  const { options, wiring, closing } = frame;
  const variables = variablesFor(frame, endpoint, standIns);
  const { capacity, ...others } = options.overrides ?? {};
  const shared = { logger: silentLogger, metrics: silentMetrics, ...others, clock: options.clock };
  const everyVariable = Object.assign({}, ...wiring.functions.map(({ environment }) => environment), variables);
  const metered = createDynamo(environmentFrom(variables), capacity);
  const plain = createDynamo(environmentFrom(variables));
  const watch = createWriteWatch();
  for (const dynamo of [metered, plain]) {
    watchWrites(dynamo, watch);
    closing.add(() => dynamo.destroy());
  }
  const shorten = (dynamo: DynamoDBDocumentClient) => {
    if (options.directTables !== true) return dynamo;
    const direct = createDirectTables(dynamo, endpoint, watch.mark);
    closing.add(direct.close);
    return direct.dynamo;
  };
  const environment = environmentFrom(variables);
  const isDirect = options.directProviders === true;
  const transport = (standIn: StandIn | undefined) =>
    isDirect && standIn !== undefined ? inProcess(standIn) : options.providerTimeouts;
  const ses = createSes(environment, transport(standIns.ses));
  const senders = {
    ses: isDirect && standIns.ses !== undefined ? withoutSignature(ses) : ses,
    sns: createSns(environment, transport(standIns.sns)),
    endUserMessaging: createEndUserMessaging(environment, transport(standIns.endUserMessaging)),
  };
  const sqs = createSqs(environment);
  closing.add(
    () => sqs.destroy(),
    () => senders.ses.destroy(),
    () => senders.sns.destroy(),
    () => senders.endUserMessaging.destroy(),
  );
  const providers = {
    ses: () => senders.ses,
    sns: () => senders.sns,
    endUserMessaging: () => senders.endUserMessaging,
    sqs: () => sqs,
  };
  const runtime = createRuntime(everyVariable, { ...providers, ...shared, dynamo: shorten(plain) });
  const invoke = await startFunctions({
    functions: wiring.functions,
    variables,
    overrides: { dynamo: shorten(metered), ...providers, ...shared },
    load: options.load ?? loadFunction,
  });
  return { invoke, runtime, dueShards: Number(variables.DUE_SHARDS), watch };
};
