import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { systemClock } from "../../lambdas/shared/clock.ts";
import { silentLogger } from "../../lambdas/shared/logger.ts";
import { silentMetrics } from "../../lambdas/shared/metrics.ts";
import { createRuntime, type Runtime } from "../../lambdas/shared/runtime.ts";
import { textOf, type Values, wrongArgument } from "../command.ts";
import { databaseIn } from "../local/engine.ts";
import { type LocalRuntime, startRuntime } from "../local/runtime.ts";
import { createVirtualClock } from "../local/virtual-clock.ts";

/** Where a repair works: the tables of a shop in AWS, or those of a directory of `npm start`. */
export interface Place {
  readonly runtime: Runtime;
  /** The functions, streams and stand-ins of a directory; absent in AWS, where the real ones are at work. */
  readonly local?: LocalRuntime;
  close(): Promise<void>;
}

export const placeOptions = {
  data: { type: "string" },
  customers: { type: "string" },
  events: { type: "string" },
  messages: { type: "string" },
  campaigns: { type: "string" },
  reports: { type: "string" },
  tasks: { type: "string" },
  "due-shards": { type: "string" },
  "retention-days": { type: "string" },
  endpoint: { type: "string" },
  region: { type: "string" },
} as const;

export const placeHelp = `  --data DIR            the directory of an npm start that is not running
  --customers TABLE     in AWS: the tables              (default: CUSTOMERS_TABLE and so on)
  --events TABLE, --messages TABLE, --campaigns TABLE, --reports TABLE
  --tasks TABLE         where letters are handed on again, which may ask for tasks and open cases
  --due-shards N        as deployed                     (default: DUE_SHARDS, else 16)
  --retention-days N    as deployed                     (default: EVENT_RETENTION_DAYS, else 730)
  --endpoint URL        a DynamoDB of your own          (default: AWS_ENDPOINT_URL_DYNAMODB, else AWS)
  --region NAME         the AWS region                  (default: AWS_REGION)
  --help                this text
`;

/** What each option stands for in the environment of a function, and what it is when nobody says. */
const variables = {
  customers: { name: "CUSTOMERS_TABLE" },
  events: { name: "EVENTS_TABLE" },
  messages: { name: "MESSAGES_TABLE" },
  campaigns: { name: "CAMPAIGNS_TABLE" },
  reports: { name: "REPORTS_TABLE" },
  // Only some functions write to it; those that do say so when they miss it.
  tasks: { name: "TASKS_TABLE", isOptional: true },
  "due-shards": { name: "DUE_SHARDS", fallback: "16" },
  "retention-days": { name: "EVENT_RETENTION_DAYS", fallback: "730" },
} as const;

/** Opens what the arguments name. Whoever opens closes. */
export const openPlace = async (values: Values, environment: Variables = process.env): Promise<Place> => {
  // A note of the SDK about Node versions to come; the floor is written in package.json.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const data = textOf(values, "data");
  return data === undefined ? openAws(values, environment) : openDirectory(resolve(data));
};

type Variables = Readonly<Record<string, string | undefined>>;

const openAws = (values: Values, environment: Variables): Place => {
  const given: Record<string, string | undefined> = { ...environment };
  for (const [option, { name, ...rest }] of Object.entries(variables)) {
    const value =
      textOf(values, option) ?? (environment[name] || undefined) ?? ("fallback" in rest ? rest.fallback : "");
    if (value === "" && !("isOptional" in rest))
      throw wrongArgument(`--${option}`, "is missing", "nothing", `the table's name, ${name}, or --data`);
    given[name] = value || undefined;
  }
  const runtime = createRuntime(
    {
      ...given,
      AWS_ENDPOINT_URL_DYNAMODB: textOf(values, "endpoint") ?? environment.AWS_ENDPOINT_URL_DYNAMODB,
      AWS_REGION: textOf(values, "region") ?? environment.AWS_REGION,
    },
    { logger: silentLogger, metrics: silentMetrics },
  );
  return { runtime, close: async () => runtime.dynamo.destroy() };
};

/** A directory that nobody ever started holds nothing to repair, and opening it would make an empty shop. */
const openDirectory = async (directory: string): Promise<Place> => {
  if (!existsSync(databaseIn(join(directory, "tables"))))
    throw wrongArgument("--data", "holds no shop", directory, "a directory that npm start has used");
  const clock = createVirtualClock({ startAt: systemClock.now(), file: join(directory, "clock.json") });
  const local = await startRuntime({ directory, clock });
  return { runtime: local.runtime, local, close: () => local.stop() };
};
