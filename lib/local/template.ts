import type { Template } from "../synthesize.ts";
import { createReferences, type Found, isFields, nameOf, type References, refuseTemplate } from "./references.ts";
import { readTable } from "./template-table.ts";
import type { LocalFunction, LocalRoute, LocalSchedule, QueueMapping, StreamMapping, Wiring } from "./wiring.ts";

/** The metadata key under which a function's template names its code. */
const entryKey = "rekindle:entry";
const functionType = "AWS::Lambda::Function";
const tableTypes = ["AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table"] as const;

const propertiesOf = ({ resource }: Found): Readonly<Record<string, unknown>> => resource.Properties ?? {};

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => (isFields(value) ? value : {});

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const numberOr = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise);

/** A function goes by the name of its file: `lambdas/handlers/tick.ts` is `tick`. */
const functionName = (found: Found): string => {
  const entry = found.resource.Metadata?.[entryKey];
  if (typeof entry !== "string") return refuseTemplate(`has a function without the metadata ${entryKey}`, found.id);
  return (entry.split("/").at(-1) ?? entry).replace(/\.ts$/, "");
};

const readFunction = (found: Found, references: References): LocalFunction => {
  const variables = fieldsOf(fieldsOf(propertiesOf(found).Environment).Variables);
  return {
    name: functionName(found),
    entry: String(found.resource.Metadata?.[entryKey]),
    environment: Object.fromEntries(
      Object.entries(variables).map(([key, value]) => [key, references.text(value, found)]),
    ),
  };
};

const reportsItemFailures = (found: Found): boolean =>
  listOf(propertiesOf(found).FunctionResponseTypes).includes("ReportBatchItemFailures");

const partitionKeyOf = (table: Found): string => {
  const key = listOf(propertiesOf(table).KeySchema)
    .map(fieldsOf)
    .find(({ KeyType }) => KeyType === "HASH");
  return typeof key?.AttributeName === "string"
    ? key.AttributeName
    : refuseTemplate("has a table without a key", table.id);
};

const readStream = (found: Found, source: Found, references: References): StreamMapping => {
  const properties = propertiesOf(found);
  const table = nameOf(source);
  const reader = functionName(references.target(properties.FunctionName, found));
  const destination = fieldsOf(fieldsOf(properties.DestinationConfig).OnFailure).Destination;
  const window = numberOr(properties.TumblingWindowInSeconds, 0);
  const wait = numberOr(properties.MaximumBatchingWindowInSeconds, 0);
  return {
    name: `${table}-${reader}`,
    functionName: reader,
    table,
    partitionKey: partitionKeyOf(source),
    filters: listOf(fieldsOf(properties.FilterCriteria).Filters).map((filter) =>
      references.text(fieldsOf(filter).Pattern, found),
    ),
    batchSize: numberOr(properties.BatchSize, 100),
    parallel: numberOr(properties.ParallelizationFactor, 1),
    retries: numberOr(properties.MaximumRetryAttempts, -1),
    bisects: properties.BisectBatchOnFunctionError === true,
    reportsItemFailures: reportsItemFailures(found),
    ...(window > 0 && { windowSeconds: window }),
    ...(wait > 0 && { waitSeconds: wait }),
    ...(destination !== undefined && { failureDestination: nameOf(references.target(destination, found)) }),
  };
};

const readQueue = (found: Found, source: Found, references: References): QueueMapping => {
  const properties = propertiesOf(found);
  const reader = functionName(references.target(properties.FunctionName, found));
  const subscriptions = references.all("AWS::SNS::Subscription").filter((subscription) => {
    const { Protocol, Endpoint } = propertiesOf(subscription);
    return Protocol === "sqs" && references.target(Endpoint, subscription).resource === source.resource;
  });
  return {
    name: `${nameOf(source)}-${reader}`,
    functionName: reader,
    queue: nameOf(source),
    batchSize: numberOr(properties.BatchSize, 10),
    reportsItemFailures: reportsItemFailures(found),
    receivesMax: numberOr(fieldsOf(propertiesOf(source).RedrivePolicy).maxReceiveCount, 1),
    topics: subscriptions.map((each) => nameOf(references.target(propertiesOf(each).TopicArn, each))),
    rawDelivery: subscriptions.some((each) => propertiesOf(each).RawMessageDelivery === true),
  };
};

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

const readSchedule = (found: Found, references: References): LocalSchedule => {
  const { ScheduleExpression: expression, Target } = propertiesOf(found);
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(String(expression));
  const unit = unitMs[rate?.[2] ?? ""];
  if (unit === undefined) return refuseTemplate("has a schedule that is no rate", expression);
  const { Arn, Input } = fieldsOf(Target);
  return {
    name: found.id,
    functionName: functionName(references.target(Arn, found)),
    expression: String(expression),
    everyMs: Number(rate?.[1]) * unit,
    ...(Input !== undefined && { input: references.text(Input, found) }),
  };
};

const readRoute = (found: Found, references: References): LocalRoute => {
  const { RouteKey, Target, AuthorizationType } = propertiesOf(found);
  const [method, path] = String(RouteKey).split(" ");
  const id = references.text(Target, found).replace(/^integrations\//, "");
  const integration = references.target({ Ref: id }, found);
  if (method === undefined || path === undefined)
    return refuseTemplate("has a route without method and path", RouteKey);
  const handler = references.target(propertiesOf(integration).IntegrationUri, integration);
  const signed = AuthorizationType === "JWT" ? { signed: true as const } : {};
  return { method, path, functionName: functionName(handler), ...signed };
};

const readMappings = (references: References) => {
  const streams: StreamMapping[] = [];
  const queues: QueueMapping[] = [];
  for (const found of references.all("AWS::Lambda::EventSourceMapping")) {
    const source = references.target(propertiesOf(found).EventSourceArn, found);
    const { Type } = source.resource;
    if (tableTypes.some((type) => type === Type)) streams.push(readStream(found, source, references));
    else if (Type === "AWS::SQS::Queue") queues.push(readQueue(found, source, references));
    else refuseTemplate("has a mapping from something that is neither table nor queue", Type);
  }
  const names = [...streams, ...queues].map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) refuseTemplate("connects the same source and function twice", twice);
  return { streams, queues };
};

/** Reads everything that has to run out of the synthesized templates: there is no second list of it anywhere. */
export const readWiring = (templates: readonly Template[]): Wiring => {
  const references = createReferences(templates);
  const own = references.all(functionType).filter(({ resource }) => resource.Metadata?.[entryKey] !== undefined);
  return {
    tables: references.all(...tableTypes).map((found) => readTable(nameOf(found), propertiesOf(found))),
    functions: own.map((found) => readFunction(found, references)),
    ...readMappings(references),
    schedules: references.all("AWS::Scheduler::Schedule").map((found) => readSchedule(found, references)),
    routes: references.all("AWS::ApiGatewayV2::Route").map((found) => readRoute(found, references)),
  };
};
