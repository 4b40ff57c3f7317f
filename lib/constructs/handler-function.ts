import { join } from "node:path";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, type CfnFunction, Code, LoggingFormat, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { NodejsFunction, type NodejsFunctionProps } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Duration, RemovalPolicy } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { nodejsBundling, projectRoot } from "../bundling.ts";
import type { ExtraEnvironment, FunctionDefinition } from "../function-definition.ts";
import { definitionOf, entryOf } from "../function-variants.ts";
import type { FunctionName } from "../functions.ts";
import type { DeploySettings } from "../settings.ts";
import { type Tables, tableNames } from "../tables.ts";
import { acknowledge } from "./acknowledge.ts";
import { grantTable } from "./grant-table.ts";

/** Metadata key under which the template says where a function's code starts; the local runtime reads it. */
export const entryMetadataKey = "rekindle:entry";

/** What every function of the engine is built from. */
export interface FunctionFrame {
  readonly settings: DeploySettings;
  readonly tables: Tables;
  /** False leaves the code out, for tests and the local runtime, which read only the wiring. */
  readonly bundling: boolean;
}

export interface HandlerFunctionProps extends FunctionFrame {
  readonly name: FunctionName;
  /** A value for each name the definition lists under `extra`. */
  readonly extra: Readonly<Partial<Record<ExtraEnvironment, string>>>;
}

/** "refresh-profile" → "RefreshProfile" */
export const pascalCase = (name: string): string =>
  name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

export const physicalName = (settings: DeploySettings, name: FunctionName): string => `${settings.stackPrefix}-${name}`;

/** Carries no hash: operators, acknowledgements and the local runtime name a function by it. */
export const functionLogicalId = (name: FunctionName): string => `${pascalCase(name)}Function`;

/** Creates one function with exactly the rights and the environment its definition lists. */
export const createHandlerFunction = (scope: Construct, props: HandlerFunctionProps): NodejsFunction => {
  const definition = definitionOf(props.name, props.settings);
  const id = functionLogicalId(props.name);
  const logGroup = createLogGroup(scope, props);
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
  const handler = new NodejsFunction(scope, id, {
    ...code(props),
    functionName: physicalName(props.settings, props.name),
    description: definition.description,
    role,
    logGroup,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: definition.memoryMb,
    timeout: Duration.seconds(definition.timeoutSeconds),
    tracing: Tracing.ACTIVE,
    loggingFormat: LoggingFormat.JSON,
    awsSdkConnectionReuse: false,
    environment: environmentOf(props, definition),
  });
  logGroup.grantWrite(handler);
  for (const grant of definition.grants) grantTable(handler, props.tables[grant.table], grant);
  identify(handler, id, entryOf(props.name, props.settings));
  acknowledgeFindings(handler, role);
  return handler;
};

/** Allows one action on stated resources; what the L2 grant would add beyond need stays out. */
export const allow = (
  handler: NodejsFunction,
  action: string,
  resources: readonly string[],
  conditions?: object,
): void =>
  handler.addToRolePolicy(
    new PolicyStatement({
      actions: [action],
      resources: [...resources],
      ...(conditions && { conditions: { ...conditions } }),
    }),
  );

const code = ({ name, settings, bundling }: HandlerFunctionProps): NodejsFunctionProps =>
  bundling
    ? { entry: join(projectRoot, entryOf(name, settings)), projectRoot, bundling: nodejsBundling }
    : { code: Code.fromInline("// Synthesized without bundling."), handler: "index.handler" };

const createLogGroup = (scope: Construct, { name, settings }: HandlerFunctionProps): LogGroup =>
  new LogGroup(scope, `${pascalCase(name)}Logs`, {
    retention: settings.logRetentionDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });

const environmentOf = (props: HandlerFunctionProps, definition: FunctionDefinition): Record<string, string> => {
  const tables = tableNames.filter((table) => definition.grants.some((grant) => grant.table === table));
  return {
    POWERTOOLS_SERVICE_NAME: physicalName(props.settings, props.name),
    LOG_LEVEL: props.settings.logLevel,
    ...Object.fromEntries(tables.map((table) => [`${table.toUpperCase()}_TABLE`, props.tables[table].tableName])),
    ...Object.fromEntries(definition.extra.map((key) => [key, extraValue(props, key)])),
  };
};

const extraValue = ({ name, extra }: HandlerFunctionProps, key: ExtraEnvironment): string => {
  const value = extra[key];
  if (value === undefined)
    throw new Error(`The definition of function "${name}" lists ${key}, but no value was given for it.`);
  return value;
};

const identify = (handler: NodejsFunction, id: string, entry: string): void => {
  const resource = handler.node.defaultChild as CfnFunction;
  resource.overrideLogicalId(id);
  resource.addMetadata(entryMetadataKey, entry);
};

const acknowledgeFindings = (handler: NodejsFunction, role: Role): void => {
  acknowledge(
    handler,
    ["Serverless-LambdaDLQ"],
    "Streams, queues and the API invoke this function synchronously, and their mappings carry the failure destination; the scheduled one has an on-failure destination, which also keeps the error. A function's own dead-letter queue would stay empty.",
  );
  acknowledge(
    role,
    ["AwsSolutions-IAM5[Resource::*]"],
    "Only actions that know no resource use it: X-Ray's two trace actions, for the tick ses:GetAccount and, for the sender, sns:Publish to a phone number, which has no ARN.",
  );
};
