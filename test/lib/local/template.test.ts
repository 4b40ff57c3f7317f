import { describe, expect, test } from "vitest";
import { readWiring } from "../../../lib/local/template.ts";
import type { Template } from "../../../lib/synthesize.ts";

const data: Template = {
  Resources: {
    Things: {
      Type: "AWS::DynamoDB::GlobalTable",
      Properties: {
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        StreamSpecification: { StreamViewType: "NEW_IMAGE" },
        TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
      },
    },
  },
  Outputs: {
    Name: { Value: { Ref: "Things" }, Export: { Name: "data:name" } },
    Stream: { Value: { "Fn::GetAtt": ["Things", "StreamArn"] }, Export: { Name: "data:stream" } },
  },
};

const engine = (extra: Template["Resources"] = {}): Template => ({
  Resources: {
    Reader: {
      Type: "AWS::Lambda::Function",
      Metadata: { "rekindle:entry": "lambdas/handlers/reader.ts" },
      Properties: {
        Environment: { Variables: { TABLE: { "Fn::ImportValue": "data:name" }, REGION: { Ref: "AWS::Region" }, N: 3 } },
      },
    },
    Failures: { Type: "AWS::SQS::Queue" },
    Inbox: { Type: "AWS::SQS::Queue", Properties: { RedrivePolicy: { maxReceiveCount: 5 } } },
    Topic: { Type: "AWS::SNS::Topic" },
    Subscription: {
      Type: "AWS::SNS::Subscription",
      Properties: { Protocol: "sqs", Endpoint: { "Fn::GetAtt": ["Inbox", "Arn"] }, TopicArn: { Ref: "Topic" } },
    },
    FromStream: {
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: {
        EventSourceArn: { "Fn::ImportValue": "data:stream" },
        FunctionName: { Ref: "Reader" },
        BatchSize: 7,
        MaximumRetryAttempts: 2,
        TumblingWindowInSeconds: 60,
        MaximumBatchingWindowInSeconds: 10,
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        FilterCriteria: { Filters: [{ Pattern: "{}" }] },
        DestinationConfig: { OnFailure: { Destination: { "Fn::GetAtt": ["Failures", "Arn"] } } },
      },
    },
    FromQueue: {
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: { EventSourceArn: { "Fn::GetAtt": ["Inbox", "Arn"] }, FunctionName: { Ref: "Reader" } },
    },
    Every: {
      Type: "AWS::Scheduler::Schedule",
      Properties: { ScheduleExpression: "rate(5 minutes)", Target: { Arn: { "Fn::GetAtt": ["Reader", "Arn"] } } },
    },
    Integration: {
      Type: "AWS::ApiGatewayV2::Integration",
      Properties: { IntegrationUri: { "Fn::GetAtt": ["Reader", "Arn"] } },
    },
    Route: {
      Type: "AWS::ApiGatewayV2::Route",
      Properties: {
        RouteKey: "GET /things/{id}",
        Target: { "Fn::Join": ["", ["integrations/", { Ref: "Integration" }]] },
      },
    },
    ...extra,
  },
});

describe("readWiring", () => {
  test("reads tables, functions and everything that calls them, across templates", () => {
    const wiring = readWiring([data, engine()]);

    expect(wiring.tables).toMatchObject([
      { name: "Things", timeToLive: "expiresAt", input: { StreamSpecification: { StreamEnabled: true } } },
    ]);
    expect(wiring.functions).toEqual([
      {
        name: "reader",
        entry: "lambdas/handlers/reader.ts",
        environment: { TABLE: "Things", REGION: "us-east-1", N: "3" },
      },
    ]);
    expect(wiring.streams).toEqual([
      {
        name: "Things-reader",
        functionName: "reader",
        table: "Things",
        partitionKey: "id",
        filters: ["{}"],
        batchSize: 7,
        parallel: 1,
        retries: 2,
        bisects: true,
        reportsItemFailures: true,
        windowSeconds: 60,
        waitSeconds: 10,
        failureDestination: "Failures",
      },
    ]);
    expect(wiring.queues).toMatchObject([{ queue: "Inbox", topics: ["Topic"], receivesMax: 5, rawDelivery: false }]);
    expect(wiring.schedules).toMatchObject([{ functionName: "reader", everyMs: 300_000 }]);
    expect(wiring.routes).toEqual([{ method: "GET", path: "/things/{id}", functionName: "reader" }]);
  });

  test.each([
    {
      what: "a schedule that is no rate",
      says: /no rate/,
      extra: { Every: { Type: "AWS::Scheduler::Schedule", Properties: { ScheduleExpression: "cron(0 0 * * ? *)" } } },
    },
    {
      what: "an import nobody exports",
      says: /no template exports/,
      extra: {
        FromStream: {
          Type: "AWS::Lambda::EventSourceMapping",
          Properties: { EventSourceArn: { "Fn::ImportValue": "data:other" } },
        },
      },
    },
    {
      what: "a function without code that is called",
      says: /rekindle:entry/,
      extra: { Reader: { Type: "AWS::Lambda::Function" } },
    },
  ])("refuses $what and names it", ({ extra, says }) => {
    const read = () => readWiring([data, engine(extra)]);

    expect(read).toThrow(says);
  });
});
