import type { App } from "aws-cdk-lib/core";
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
}

/** The three stacks: data that must survive, the engine that can be replaced, the console. */
export const createStacks = (app: App, settings: DeploySettings, { bundling }: CreateStacksOptions): Stacks => {
  const named = (part: string, description: string) => ({ stackName: `${settings.stackPrefix}-${part}`, description });
  const data = new DataStack(app, "Data", named("data", "Rekindle: tables and secrets. Keeps its data when deleted."));
  const engine = new EngineStack(app, "Engine", {
    ...named("engine", "Rekindle: functions, API, schedule and alarms."),
    settings,
    tables: data.tables,
    linkSecret: data.linkSecret,
    shopifySecrets: data.shopifySecrets,
    hashSecret: data.hashSecret,
    webhookSecret: data.webhookSecret,
    importsBucket: data.importsBucket,
    bundling,
  });
  const console = new ConsoleStack(app, "Console", named("console", "Rekindle: the web console."));
  return { data, engine, console };
};
