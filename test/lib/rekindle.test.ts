import { App, Stack } from "aws-cdk-lib/core";
import { type DeploySettings, DeploySettingsError, Rekindle } from "rekindle";
import { describe, expect, test } from "vitest";
import { synthesize, type Template } from "../../lib/synthesize.ts";
import { property, resourcesIn, resourcesOf, statementsIn, templates } from "./templates.ts";

const withEvents = synthesize({ bundling: false, settings: { eventsOut: "on" } });

/** A resource is what it was when it has its id and says the same; a function's own environment is looked at elsewhere. */
const idsIn = ({ Resources }: Template): readonly string[] => Object.keys(Resources);

describe("our own app", () => {
  test("keeps the ids by which deployed engines know their readers of streams: a new id would read everything anew", () => {
    const ids = resourcesOf("AWS::Lambda::EventSourceMapping").map(({ id }) => id);

    expect(ids.toSorted()).toEqual([
      "ActFunctionDynamoDBEventSourceDataCustomersTable1142E29BACEA8D09",
      "FeedbackFunctionSqsEventSourceEngineFeedbackQueue8926B62FF5B6AD9F",
      "ImportFunctionDynamoDBEventSourceDataCampaignsTableA9A5CE06A753171C",
      "RefreshProfileFunctionDynamoDBEventSourceDataEventsTable47D52C7BECD2D8E5",
      "ReplanFunctionDynamoDBEventSourceDataCampaignsTableA9A5CE06776825D0",
      "ReportFunctionDynamoDBEventSourceDataMessagesTable86B46E4CC4B515DE",
      "SendFunctionDynamoDBEventSourceDataCustomersTable1142E29BCC2F5EE0",
      "SendFunctionDynamoDBEventSourceDataMessagesTable86B46E4CB7AA3E81",
    ]);
  });
});

const rekindleIn = (scope: Stack | App, props: Partial<DeploySettings> = {}): Rekindle =>
  new Rekindle(scope, "Rekindle", { bundling: false, ...props });

describe("the construct", () => {
  test("goes where the stack it is in goes, and elsewhere when told so", () => {
    const env = { account: "123456789012", region: "eu-west-1" };
    const shop = new Stack(new App(), "Shop", { env });

    const { data, engine, console } = rekindleIn(shop).stacks;
    const elsewhere = new Rekindle(shop, "Other", {
      bundling: false,
      stackPrefix: "Other",
      env: { ...env, region: "eu-north-1" },
    });

    expect([data, engine, console].map(({ account, region }) => ({ account, region }))).toEqual([env, env, env]);
    expect(elsewhere.stacks.data.region).toBe("eu-north-1");
  });

  test("is there twice in one app under two prefixes", () => {
    const app = new App();

    const names = ["Tea", "Coffee"].map(
      (stackPrefix) => new Rekindle(app, stackPrefix, { bundling: false, stackPrefix }).stacks.data.stackName,
    );

    expect(names).toEqual(["Tea-data", "Coffee-data"]);
  });

  test("refuses a setting that it cannot use, before anything is made; one that is undefined is none", () => {
    const scope = new Stack(new App(), "Shop");
    const undefinedSetting = { publicUrl: undefined } as unknown as Partial<DeploySettings>;

    expect(() => rekindleIn(scope, { dueShards: 0 })).toThrow(DeploySettingsError);
    expect(() => rekindleIn(new Stack(new App(), "Shop"), undefinedSetting)).not.toThrow();
  });

  test("has a bus to wire to exactly when events go out", () => {
    const [off, on] = (["off", "on"] as const).map((eventsOut) => rekindleIn(new App(), { eventsOut }));

    expect([off?.eventBus, on?.eventBus === undefined]).toEqual([undefined, false]);
    expect(on?.functions.send.functionName).toBeDefined();
  });
});

describe("events out", () => {
  test("cost nothing when they are off: no bus, no queue, no pipe, no stream of tasks", () => {
    const made = ["AWS::Events::EventBus", "AWS::Pipes::Pipe"].flatMap(resourcesOf);
    const tasks = resourcesOf("AWS::DynamoDB::GlobalTable").find(({ id }) => id === "TasksTable");

    expect(made).toEqual([]);
    expect(idsIn(templates.engineTemplate).filter((id) => id.startsWith("EventsOut"))).toEqual([]);
    expect(tasks && property(tasks, "StreamSpecification")).toBeUndefined();
  });

  test("take nothing away from who has deployed, and replace no table", () => {
    const before = Object.entries(templates.dataTemplate.Resources);

    const changed = before.filter(
      ([id, resource]) => JSON.stringify(withEvents.dataTemplate.Resources[id]) !== JSON.stringify(resource),
    );

    expect(changed.map(([id]) => id)).toEqual(["TasksTable"]);
    const { StreamSpecification: stream, ...properties } =
      withEvents.dataTemplate.Resources.TasksTable?.Properties ?? {};
    expect(stream).toEqual({ StreamViewType: "NEW_IMAGE" });
    expect(properties).toEqual(templates.dataTemplate.Resources.TasksTable?.Properties);
    const gone = idsIn(templates.engineTemplate).filter((id) => !idsIn(withEvents.engineTemplate).includes(id));
    expect(gone).toEqual([]);
  });

  test("go through a pipe that makes of a message in the queue what the schemas say", () => {
    const [pipe] = resourcesIn(withEvents.engineTemplate, "AWS::Pipes::Pipe");

    expect(pipe?.Properties).toMatchObject({
      SourceParameters: { SqsQueueParameters: { BatchSize: 10 } },
      TargetParameters: {
        EventBridgeEventBusParameters: { Source: "rekindle", DetailType: "$.body.type" },
        InputTemplate:
          '{"eventId": <$.body.eventId>, "occurredAt": <$.body.occurredAt>, "customerId": <$.body.customerId>, "data": <$.body.data>}',
      },
    });
  });

  test("are put into the queue by two functions, and on the bus by the pipe alone", () => {
    const statements = statementsIn(withEvents.engineTemplate);
    const allowed = (action: string) =>
      statements.filter(({ effect, actions }) => effect === "Allow" && actions.includes(action));
    const toQueue = allowed("sqs:SendMessage").filter(({ resources }) =>
      JSON.stringify(resources).includes("EventsOutQueue"),
    );

    expect(toQueue.map(({ owner }) => owner.replace(/Role.*/, "")).toSorted()).toEqual([
      "ActFunction",
      "ReportFunction",
    ]);
    expect(allowed("events:PutEvents").map(({ owner }) => owner.replace(/DefaultPolicy.*/, ""))).toEqual([
      "EventsOutRole",
    ]);
  });

  test("are watched: what the bus does not take, and a queue that stands still", () => {
    const names = resourcesIn(withEvents.engineTemplate, "AWS::CloudWatch::Alarm").map((alarm) =>
      String(property(alarm, "AlarmName")),
    );

    expect(
      names
        .filter((name) => name.includes("EventsOut"))
        .map((name) => name.replace("Rekindle-", ""))
        .toSorted(),
    ).toEqual([expect.stringMatching(/^EventsOutFailures.*NotEmpty$/), expect.stringMatching(/^EventsOutQueue.*Old$/)]);
  });
});
