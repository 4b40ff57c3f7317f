// What a deployment consists of that costs something whether or not anybody sends: counted in the templates, not by hand.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CostParts } from "../../lambdas/domain/cost-parts.ts";
import { projectRoot } from "../bundling.ts";
import { functionDefinitions } from "../functions.ts";
import { synthesize, type TemplateResource } from "../synthesize.ts";

/** The names of metrics are a type; they are read where they are declared. */
const metricNames = (): number => {
  const source = readFileSync(join(projectRoot, "lambdas/shared/metrics.ts"), "utf8");
  const [, declared = ""] = /export type MetricName =([^;]*);/.exec(source) ?? [];
  return [...declared.matchAll(/"[A-Za-z]+"/g)].length;
};

interface AlarmProperties {
  readonly Metrics?: readonly { readonly MetricStat?: unknown }[];
}

/** An alarm on a sum of metrics is paid for each of them. */
const watchedBy = ({ Properties }: TemplateResource): number => {
  const { Metrics } = (Properties ?? {}) as AlarmProperties;
  return Metrics === undefined ? 1 : Metrics.filter(({ MetricStat }) => MetricStat !== undefined).length;
};

interface MappingProperties {
  readonly EventSourceArn?: unknown;
  readonly BatchSize?: number;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly StartingPosition?: string;
}

/** The one mapping without a place to start from reads a queue. */
const feedbackBatch = (resources: readonly TemplateResource[]): CostParts["feedbackBatch"] => {
  const mappings = resources.filter(({ Type }) => Type === "AWS::Lambda::EventSourceMapping");
  const ofQueue = mappings.map((one) => (one.Properties ?? {}) as MappingProperties);
  const [found] = ofQueue.filter(({ StartingPosition }) => StartingPosition === undefined);
  return { most: found?.BatchSize ?? 10, waitSeconds: found?.MaximumBatchingWindowInSeconds ?? 0 };
};

export const costParts = (): CostParts => {
  const { dataTemplate, engineTemplate, consoleTemplate } = synthesize({ bundling: false });
  const resources = [dataTemplate, engineTemplate, consoleTemplate].flatMap(({ Resources }) =>
    Object.values(Resources),
  );
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type);
  return {
    watchedMetrics: ofType("AWS::CloudWatch::Alarm").reduce((sum, alarm) => sum + watchedBy(alarm), 0),
    dashboards: ofType("AWS::CloudWatch::Dashboard").length,
    ownMetrics: metricNames(),
    keys: ofType("AWS::KMS::Key").length,
    secrets: ofType("AWS::SecretsManager::Secret").length,
    feedbackBatch: feedbackBatch(resources),
    memoryMb: Object.fromEntries(Object.entries(functionDefinitions).map(([name, { memoryMb }]) => [name, memoryMb])),
  };
};
