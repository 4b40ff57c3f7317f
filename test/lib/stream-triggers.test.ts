import { describe, expect, test } from "vitest";
import { functionNames } from "../../lib/functions.ts";
import { isObject, type NamedResource, property, resourcesOf } from "./templates.ts";

const mappings = resourcesOf("AWS::Lambda::EventSourceMapping");
const streamMappings = mappings.filter((mapping) => property(mapping, "StartingPosition") !== undefined);

const readerOf = (mapping: NamedResource): unknown => property(mapping, "FunctionName.Ref");

const filtersOf = (mapping: NamedResource): readonly unknown[] => {
  const filters = property(mapping, "FilterCriteria.Filters");
  if (!Array.isArray(filters)) return [];
  return filters.map((filter: unknown) => (isObject(filter) ? JSON.parse(String(filter.Pattern)) : undefined));
};

describe("stream mappings", () => {
  test("connect each reader with its streams and no other", () => {
    const readers = streamMappings.map(readerOf);

    expect(readers.toSorted()).toEqual([
      "ActFunction",
      "ImportFunction",
      "RefreshProfileFunction",
      "ReplanFunction",
      "ReportFunction",
      // Customers' messages, and messages on trial.
      "SendFunction",
      "SendFunction",
    ]);
  });

  test.each(streamMappings)("$id isolates a failing record, gives it up in time and keeps it", (mapping) => {
    const properties = mapping.Properties;

    expect(properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      DestinationConfig: { OnFailure: { Destination: { "Fn::GetAtt": [expect.stringContaining("Failures"), "Arn"] } } },
    });
    expect(properties?.MaximumRetryAttempts).toBeGreaterThanOrEqual(5);
    expect(properties?.MaximumRetryAttempts).toBeLessThanOrEqual(50);
    expect(properties?.MaximumRecordAgeInSeconds).toBeGreaterThanOrEqual(3600);
    expect(properties?.MaximumRecordAgeInSeconds).toBeLessThan(24 * 3600);
  });

  test("have a failure queue each", () => {
    const queues = streamMappings.map((mapping) =>
      JSON.stringify(property(mapping, "DestinationConfig.OnFailure.Destination")),
    );

    expect(new Set(queues).size).toBe(streamMappings.length);
  });

  test("let through only the records their readers act on", () => {
    const filters = streamMappings.map((mapping) => [readerOf(mapping), ...filtersOf(mapping)]);

    expect(filters).toEqual(
      expect.arrayContaining([
        ["RefreshProfileFunction", { eventName: ["INSERT"] }],
        ["SendFunction", { dynamodb: { NewImage: { outbox: { M: { reserved: { N: [{ exists: true }] } } } } } }],
        [
          "ActFunction",
          { dynamodb: { NewImage: { outbox: { M: { looked: { N: [{ exists: true }] } } } } } },
          { dynamodb: { NewImage: { outbox: { M: { acts: { N: [{ exists: true }] } } } } } },
        ],
        [
          "ReportFunction",
          { eventName: ["INSERT", "MODIFY"], dynamodb: { NewImage: { status: { S: [{ exists: true }] } } } },
        ],
        ["SendFunction", { dynamodb: { NewImage: { trial: { S: ["requested"] } } } }],
        [
          "ImportFunction",
          { dynamodb: { NewImage: { kind: { S: [{ prefix: "import#" }] }, status: { S: ["running"] } } } },
        ],
        ["ReplanFunction", { dynamodb: { NewImage: { kind: { S: ["snapshot", "job"] } } } }],
      ]),
    );
  });

  test("have a tumbling window exactly where the reader counts by shard", () => {
    const windowed = streamMappings.filter((mapping) => property(mapping, "TumblingWindowInSeconds") !== undefined);

    expect(windowed.map(readerOf).toSorted()).toEqual(["ActFunction", "ReportFunction"]);
  });

  test("stay within the two readers a stream shard bears", () => {
    const streams = streamMappings.map((mapping) => JSON.stringify(property(mapping, "EventSourceArn")));

    const readers = streams.map((stream) => streams.filter((other) => other === stream).length);

    expect(Math.max(...readers)).toBeLessThanOrEqual(2);
  });
});

describe("every function", () => {
  test("is reached by a stream, a queue, a route or the schedule", () => {
    // Of another stack's function the template says the name of the export instead of its own.
    const named = (value: unknown) =>
      /(?:GetAtt|GetAtt":\["|Ref":")(\w+?Function)(?=[A-Z]|Arn|[^\w]|$)/.exec(JSON.stringify(value) ?? "")?.[1];
    const reached = new Set([
      ...mappings.map(readerOf),
      ...resourcesOf("AWS::ApiGatewayV2::Integration").map((one) => named(property(one, "IntegrationUri"))),
      ...resourcesOf("AWS::Scheduler::Schedule").map((one) => property(one, "Target.Arn.Fn::GetAtt.0")),
    ]);

    expect(reached.size).toBe(functionNames.length);
  });
});
