import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { IUserPool } from "aws-cdk-lib/aws-cognito";
import type { EventBus } from "aws-cdk-lib/aws-events";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { type Environment, Stack, Token } from "aws-cdk-lib/core";
import { Construct } from "constructs";
import { createStacks, type Stacks } from "./create-stacks.ts";
import type { FunctionName } from "./functions.ts";
import { type DeploySettings, parseDeploySettings } from "./settings.ts";
import type { Tables } from "./tables.ts";

/** What a shop's app may choose of Rekindle: every deploy setting, and where it goes. */
export interface RekindleProps extends Partial<DeploySettings> {
  /**
   * Account and region of Rekindle's stacks.
   * @default - those of the stack or stage that the construct is in
   */
  readonly env?: Environment;
  /**
   * Folder of the built console, see `buildConsole`.
   * @default - the console's wiring without its pages, to be brought by a later deployment
   */
  readonly consoleFiles?: string;
  /**
   * False leaves the functions' code out, for tests that look at templates: everything else is the same.
   * @default true
   */
  readonly bundling?: boolean;
}

/**
 * Rekindle inside a CDK app: three stacks, named `<stackPrefix>-data`, `-engine` and `-console`, so that data survives whatever
 * happens to the shop's own stack. What others wire themselves to is a property here; a stack that uses one depends on ours by
 * an export.
 */
export class Rekindle extends Construct {
  /** For `table.grantReadData(…)`. Only Rekindle writes to them, and no other reader fits on their streams. */
  readonly tables: Tables;
  /** Where the shop sends its events: `POST <apiUrl>/v1/batch`, see `createClient`. */
  readonly apiUrl: string;
  readonly httpApi: HttpApi;
  /** Where people of the shop sign in. */
  readonly consoleUrl: string;
  /** Those who may sign in. */
  readonly userPool: IUserPool;
  /** Every function by its name, for alarms and dashboards of one's own. */
  readonly functions: Readonly<Record<FunctionName, IFunction>>;
  /** Every alarm is told here: subscribe whom you like. */
  readonly alarmTopic: ITopic;
  /** What happened, for rules of one's own: docs/events-out.md. Absent while `eventsOut` is "off". */
  readonly eventBus: EventBus | undefined;
  readonly stacks: Stacks;

  constructor(scope: Construct, id: string, { env, consoleFiles, bundling = true, ...settings }: RekindleProps = {}) {
    super(scope, id);
    this.stacks = createStacks(this, parseDeploySettings(given(settings)), {
      bundling,
      env: env ?? placeOf(scope),
      ...(consoleFiles !== undefined && { consoleFiles }),
    });
    const { data, engine, console } = this.stacks;
    this.tables = data.tables;
    this.userPool = data.people.pool;
    this.httpApi = engine.httpApi;
    this.apiUrl = engine.httpApi.apiEndpoint;
    this.functions = engine.functions;
    this.alarmTopic = engine.alarms;
    this.eventBus = engine.eventBus;

    this.consoleUrl = console.url;
  }
}

/**
 * The id in our own app. Many logical ids hold the ids on the way to a resource, and the construct library leaves this one out: so
 * the streams' readers of whoever deployed before there was this construct keep their places in the streams.
 */
export const ownId = "Default";

/** A caller without our compiler options may hand over a setting that is undefined, and means that there is none. */
const given = (settings: Partial<DeploySettings>): object =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));

/** A stack inside a stack does not take over where that one goes, so it is said. What is not known yet is left open. */
const placeOf = (scope: Construct): Environment | undefined => {
  if (!scope.node.scopes.some((one) => Stack.isStack(one))) return undefined;
  const { account, region } = Stack.of(scope);
  return {
    ...(!Token.isUnresolved(account) && { account }),
    ...(!Token.isUnresolved(region) && { region }),
  };
};
