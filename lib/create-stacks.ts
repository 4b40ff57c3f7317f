import type { Environment } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import type { DeploySettings } from "./settings.ts";
import { ConsoleStack } from "./stacks/console-stack.ts";
import { DataStack } from "./stacks/data-stack.ts";
import { EngineStack } from "./stacks/engine-stack.ts";

export interface Stacks {
  readonly data: DataStack;
  readonly engine: EngineStack;
  readonly console: ConsoleStack;
}

export interface CreateStacksOptions {
  /** False leaves the functions' code out; everything else is the same. */
  readonly bundling: boolean;
  /** Folder of the built console. Default: a console without files, for who only wants the wiring. */
  readonly consoleFiles?: string;
  /** Account and region of all three. Default: those of the app or stage they are in. */
  readonly env?: Environment | undefined;
}

/** The three stacks: data that must survive, the engine that can be replaced, the console. Each knows those before it. */
export const createStacks = (
  scope: Construct,
  settings: DeploySettings,
  { bundling, consoleFiles, env }: CreateStacksOptions,
): Stacks => {
  const named = (part: string, description: string) => ({
    stackName: `${settings.stackPrefix}-${part}`,
    description,
    ...(env !== undefined && { env }),
  });
  const data = new DataStack(scope, "Data", {
    ...named("data", "Rekindle: tables, secrets and people. Keeps its data when deleted."),
    settings,
  });
  const engine = new EngineStack(scope, "Engine", {
    ...named("engine", "Rekindle: functions, API, schedule and alarms."),
    settings,
    tables: data.tables,
    linkSecret: data.linkSecret,
    shopifySecrets: data.shopifySecrets,
    hashSecret: data.hashSecret,
    webhookSecret: data.webhookSecret,
    importsBucket: data.importsBucket,
    userPool: data.people.pool,
    bundling,
  });
  const console = new ConsoleStack(scope, "Console", {
    ...named("console", "Rekindle: the web console."),
    settings,
    people: data.people,
    importsBucket: data.importsBucket,
    httpApi: engine.httpApi,
    functions: engine.people,
    ...(consoleFiles !== undefined && { files: consoleFiles }),
  });
  return { data, engine, console };
};
