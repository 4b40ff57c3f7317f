import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { metricsNamespace } from "../../lambdas/shared/metrics.ts";
import { functionNames } from "../../lib/functions.ts";
import { synthesize } from "../../lib/synthesize.ts";
import { tableNames } from "../../lib/tables.ts";
import { endUserMessagingTemplate, isObject, property, resourcesIn, resourcesOf, templates } from "./templates.ts";

const root = join(import.meta.dirname, "../..");
const alarmsOf = [...resourcesIn(templates.engineTemplate, "AWS::CloudWatch::Alarm")];
const nameOf = (alarm: (typeof alarmsOf)[number]): string =>
  String(property(alarm, "AlarmName")).replace(/^Rekindle-/, "");
const names = [
  ...alarmsOf.map(nameOf),
  ...resourcesIn(endUserMessagingTemplate(), "AWS::CloudWatch::Alarm").map(nameOf),
];

const pascal = (name: string): string =>
  name
    .split("-")
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join("");
const kinds: Readonly<Record<string, readonly string[]>> = {
  FUNCTION: functionNames.map(pascal),
  TABLE: tableNames.map((name) => `${pascal(name)}Table`),
  QUEUE: resourcesOf("AWS::SQS::Queue").map(({ id }) => id.replace(/[0-9A-F]{8}$/, "")),
};

/** A heading as the names of alarms that it is about. */
const patternOf = (heading: string): RegExp =>
  new RegExp(`^${heading.replace(/^(FUNCTION|TABLE|QUEUE)(?=-)/, (kind) => `(?:${kinds[kind]?.join("|")})`)}$`);

interface Paragraph {
  readonly heading: string;
  readonly text: string;
}

const paragraphs: readonly Paragraph[] = [
  ...readFileSync(join(root, "docs/runbook.md"), "utf8").matchAll(/^### `([^`]+)`\n\n([\s\S]*?)(?=\n##)/gm),
].map(([, heading = "", text = ""]) => ({ heading, text }));

describe("the runbook", () => {
  test("has exactly one paragraph for every alarm", () => {
    const lacking = names.filter(
      (name) => paragraphs.filter(({ heading }) => patternOf(heading).test(name)).length !== 1,
    );

    expect(names.length).toBeGreaterThan(50);
    expect(lacking).toEqual([]);
  });

  test("tells of no alarm that does not exist", () => {
    const idle = paragraphs.filter(({ heading }) => !names.some((name) => patternOf(heading).test(name)));

    expect(idle).toEqual([]);
  });

  test("says in each paragraph more than that there is an alarm", () => {
    const short = paragraphs.filter(({ text }) => text.trim().length < 60);

    expect(short).toEqual([]);
  });
});

interface WatchedMetric {
  readonly alarm: string;
  readonly namespace: unknown;
  readonly metric: unknown;
  readonly service: unknown;
}

/** A metric stands in the alarm itself, or in its list of metrics. */
const metricsOf = (alarm: (typeof alarmsOf)[number]): readonly WatchedMetric[] => {
  const listed = property(alarm, "Metrics");
  const all = Array.isArray(listed)
    ? listed.flatMap((one) => (isObject(one) && isObject(one.MetricStat) ? [one.MetricStat.Metric] : []))
    : [alarm.Properties];
  return all.filter(isObject).map((one) => ({
    alarm: nameOf(alarm),
    namespace: one.Namespace,
    metric: one.MetricName,
    service: (Array.isArray(one.Dimensions) ? one.Dimensions : []).find(({ Name }) => Name === "service")?.Value,
  }));
};

const watched = alarmsOf.flatMap(metricsOf);
const own = watched.filter(({ namespace }) => namespace === metricsNamespace);

/** All source files that a function's entry reads, itself included. */
const filesOf = (entry: string, seen: Set<string> = new Set()): ReadonlySet<string> => {
  if (seen.has(entry) || !existsSync(entry)) return seen;
  seen.add(entry);
  for (const [, path = ""] of readFileSync(entry, "utf8").matchAll(/from "(\.[^"]+)"/g)) {
    filesOf(join(dirname(entry), path), seen);
  }
  return seen;
};

/** The names of metrics that a function can emit: written out where they are counted. */
const emittedBy = (name: string): string =>
  [...filesOf(join(root, `lambdas/handlers/${name}.ts`))]
    .filter((file) => !file.endsWith("shared/metrics.ts"))
    .map((file) => readFileSync(file, "utf8"))
    .filter((text) => text.includes("metrics.add("))
    .join("\n");

describe("what alarms watch", () => {
  test("is emitted by the function whose name the alarm asks for", () => {
    const unheard = own.filter(
      ({ metric, service }) => !emittedBy(String(service).replace("Rekindle-", "")).includes(`"${metric}"`),
    );

    expect(own.length).toBeGreaterThan(12);
    expect(unheard).toEqual([]);
  });

  test("is otherwise a metric that AWS itself emits", () => {
    const others = new Set(
      watched.filter((one) => !own.includes(one)).map(({ namespace, metric }) => `${namespace} ${metric}`),
    );

    expect([...others].sort()).toEqual([
      "AWS/DynamoDB ReadThrottleEvents",
      "AWS/DynamoDB WriteThrottleEvents",
      "AWS/Lambda Errors",
      "AWS/Lambda Invocations",
      "AWS/Lambda IteratorAge",
      "AWS/Lambda Throttles",
      "AWS/SQS ApproximateNumberOfMessagesVisible",
    ]);
  });

  test("covers delay, streams, doubts, dead letters, bounces, complaints, throttles, cost and the funnel", () => {
    const metrics = new Set(watched.map(({ metric }) => metric));
    const asked = ["DueLagSeconds", "IteratorAge", "MessagesInDoubt", "BouncePercent", "ComplaintPercent"];
    const more = [
      "ApproximateNumberOfMessagesVisible",
      "ProviderThrottles",
      "Throttles",
      "FeesTodayUsd",
      "FunnelImbalance",
    ];

    expect([...asked, ...more].filter((name) => !metrics.has(name))).toEqual([]);
  });

  test("stands on one dashboard", () => {
    const [board, ...others] = resourcesOf("AWS::CloudWatch::Dashboard");
    const text = JSON.stringify(board?.Properties);

    expect(others).toEqual([]);
    expect(own.filter(({ metric }) => !text.includes(`\\"${metric}\\"`)).map(({ metric }) => metric)).toEqual([]);
  });

  test("goes off at the cost of a day that the operator chose", () => {
    const { engineTemplate } = synthesize({ bundling: false, settings: { dailyFeesMaxUsd: 7 } });
    const [fees] = resourcesIn(engineTemplate, "AWS::CloudWatch::Alarm").filter((one) =>
      nameOf(one).includes("FeesToday"),
    );

    expect(fees?.Properties).toMatchObject({ Threshold: 7 });
  });
});
