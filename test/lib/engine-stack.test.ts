import { describe, expect, test } from "vitest";
import { metricsNamespace } from "../../lambdas/shared/metrics.ts";
import { breakerOpenMetric, dueLagMetric, quotaUsedUpMetric } from "../../lib/constructs/alarms.ts";
import { learnedAgeMetric } from "../../lib/constructs/learn-alarm.ts";
import { parkedMetric } from "../../lib/constructs/parked-alarm.ts";
import { tasksOverdueMetric } from "../../lib/constructs/tasks-alarm.ts";
import { synthesize } from "../../lib/synthesize.ts";
import { isObject, property, resourcesIn, resourcesOf } from "./templates.ts";

const alarms = resourcesOf("AWS::CloudWatch::Alarm");
const alarmNames = alarms.map((alarm) => String(property(alarm, "AlarmName")));

describe("the API", () => {
  const ofPeople = [
    "ANY /api/audience",
    "ANY /api/audit",
    "ANY /api/campaigns",
    "ANY /api/campaigns/{proxy+}",
    "ANY /api/effect",
    "ANY /api/effect/{proxy+}",
    "ANY /api/imports",
    "ANY /api/imports/{proxy+}",
    "ANY /api/progress",
    "ANY /api/segments",
    "ANY /api/segments/{proxy+}",
    "ANY /api/value",
    "ANY /api/value/{proxy+}",
    "ANY /api/why/{proxy+}",
    "ANY /api/{proxy+}",
  ];

  test("has the routes of the Segment spec, of Shopify's webhooks, of the links in messages and of people", () => {
    const routes = resourcesOf("AWS::ApiGatewayV2::Route").map((route) => property(route, "RouteKey"));

    expect(routes.toSorted()).toEqual([
      ...ofPeople,
      "GET /c/{token}",
      "GET /p/{token}",
      "GET /preferences/{token}",
      "GET /r/{token}",
      "GET /reason/{token}",
      "GET /s/{token}",
      "GET /survey/{token}",
      "GET /u/{token}",
      "GET /unsubscribe/{token}",
      "HEAD /c/{token}",
      "POST /p/{token}",
      "POST /preferences/{token}",
      "POST /r/{token}",
      "POST /reason/{token}",
      "POST /s/{token}",
      "POST /survey/{token}",
      "POST /u/{token}",
      "POST /unsubscribe/{token}",
      "POST /v1/alias",
      "POST /v1/batch",
      "POST /v1/group",
      "POST /v1/identify",
      "POST /v1/page",
      "POST /v1/screen",
      "POST /v1/track",
      "POST /webhooks/shopify",
    ]);
  });

  test("lets only people who signed in through to what people decide", () => {
    const signed = resourcesOf("AWS::ApiGatewayV2::Route").filter(
      (route) => property(route, "AuthorizationType") === "JWT",
    );

    expect(signed.map((route) => property(route, "RouteKey")).toSorted()).toEqual(ofPeople);
  });

  test("is throttled, closed to browsers' scripts and logs no opt-out token", () => {
    const [api] = resourcesOf("AWS::ApiGatewayV2::Api");
    const [stage] = resourcesOf("AWS::ApiGatewayV2::Stage");

    expect(api && property(api, "CorsConfiguration")).toBeUndefined();
    expect(stage && property(stage, "DefaultRouteSettings")).toEqual({
      ThrottlingRateLimit: 200,
      ThrottlingBurstLimit: 400,
    });
    expect(String(stage && property(stage, "AccessLogSettings.Format"))).not.toMatch(/context\.(path|http\.path)/);
  });
});

const byPart = (a: { readonly part: number }, b: { readonly part: number }): number => a.part - b.part;

const scheduleOf = (id: string) =>
  resourcesOf("AWS::Scheduler::Schedule").find((schedule) => schedule.id.startsWith(id));

describe("the schedule", () => {
  test("calls the tick every minute, with few retries and a dead-letter queue", () => {
    const schedule = scheduleOf("TickSchedule");

    expect(schedule?.Properties).toMatchObject({
      ScheduleExpression: "rate(1 minute)",
      Target: {
        Arn: { "Fn::GetAtt": ["TickFunction", "Arn"] },
        RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 60 },
        DeadLetterConfig: { Arn: expect.anything() },
      },
    });
  });
});

test("ticks that run side by side each know their part of the shards", () => {
  const { engineTemplate } = synthesize({ bundling: false, settings: { tickParts: 3 } });
  const parts = resourcesIn(engineTemplate, "AWS::Scheduler::Schedule").filter(({ id }) =>
    id.startsWith("TickSchedule"),
  );

  expect(parts.map((schedule) => JSON.parse(String(property(schedule, "Target.Input")))).toSorted(byPart)).toEqual([
    { part: 0, parts: 3 },
    { part: 1, parts: 3 },
    { part: 2, parts: 3 },
  ]);
  // The first of them keeps its name, so that a shop that wants more replaces nothing.
  expect(parts.map(({ id }) => id)).toContain(scheduleOf("TickSchedule")?.id);
});

describe("the schedule of the learning", () => {
  test("asks every few minutes whether it is time, and leaves repeating to the next call", () => {
    expect(scheduleOf("LearnSchedule")?.Properties).toMatchObject({
      ScheduleExpression: "rate(5 minutes)",
      Target: {
        Arn: { "Fn::GetAtt": ["LearnFunction", "Arn"] },
        RetryPolicy: { MaximumRetryAttempts: 0 },
        DeadLetterConfig: { Arn: expect.anything() },
      },
    });
  });

  test("is watched by the age of what it learned, under the name and namespace the function emits", () => {
    const [age] = alarms.filter((alarm) => property(alarm, "AlarmName") === "Rekindle-LearnedAgeSeconds-Old");

    expect(JSON.stringify(age)).toContain(`"MetricName":"${learnedAgeMetric.name}","Namespace":"${metricsNamespace}"`);
    expect(JSON.stringify(age)).toContain('"Value":"Rekindle-learn"');
  });
});

describe("SES feedback", () => {
  test("reports everything that became of a message, and no opens", () => {
    const [destination] = resourcesOf("AWS::SES::ConfigurationSetEventDestination");

    const types = destination && property(destination, "EventDestination.MatchingEventTypes");

    expect(types).toEqual(expect.arrayContaining(["send", "delivery", "bounce", "complaint", "reject", "click"]));
    expect(types).not.toContain("open");
  });

  test("travels encrypted and keeps what could not be delivered", () => {
    const [subscription] = resourcesOf("AWS::SNS::Subscription");
    const encrypted = resourcesOf("AWS::SNS::Topic").map((topic) => isObject(property(topic, "KmsMasterKeyId")));

    expect(subscription && property(subscription, "RedrivePolicy")).toBeDefined();
    expect(subscription && property(subscription, "RawMessageDelivery")).not.toBe(true);
    expect(encrypted).toEqual([true, true, true]);
  });
});

describe("alarms", () => {
  test("watch errors and throttles of every function", () => {
    const watched = alarmNames.filter((name) => /Fault-Count|Throttled-Count/.test(name));

    expect(watched).toHaveLength(2 * resourcesOf("AWS::Lambda::Function").length);
  });

  test("watch the age of every stream that is read", () => {
    const watched = alarmNames.filter((name) => name.includes("Iterator-Age"));

    expect(watched).toHaveLength(6);
  });

  test("watch every queue where failures end", () => {
    const failureQueues = resourcesOf("AWS::SQS::Queue").filter(({ id }) => !id.startsWith("FeedbackQueue"));
    const watched = alarmNames.filter((name) => name.endsWith("NotEmpty"));

    expect(watched).toHaveLength(failureQueues.length);
  });

  test("watch the due lag under the name and namespace the tick emits", () => {
    const dueLag = alarms.find((alarm) => property(alarm, "AlarmName") === "Rekindle-DueLag-High");

    expect(JSON.stringify(dueLag)).toContain(`"MetricName":"${dueLagMetric.name}","Namespace":"${metricsNamespace}"`);
    expect(JSON.stringify(dueLag)).toContain('"Dimensions":[{"Name":"service","Value":"Rekindle-tick"}]');
  });

  test("watch for messages that wait for a person, whoever parks them", () => {
    const parked = alarms.filter((alarm) => String(property(alarm, "AlarmName")).startsWith("Rekindle-Parked"));
    const text = JSON.stringify(parked);

    expect(parked).toHaveLength(2);
    expect(text).toContain(`"MetricName":"${parkedMetric.name}","Namespace":"${metricsNamespace}"`);
    expect(text).toContain('"Value":"Rekindle-tick"');
    expect(text).toContain('"Value":"Rekindle-send"');
  });

  test("watch for tasks that nobody closed in time, but not for the first minutes of being late", () => {
    const [late, ...more] = alarms.filter((one) => String(property(one, "AlarmName")).includes("TasksOverdue"));
    const text = JSON.stringify(late);

    expect(more).toEqual([]);
    expect(text).toContain(`"MetricName":"${tasksOverdueMetric.name}","Namespace":"${metricsNamespace}"`);
    expect(text).toContain('"Dimensions":[{"Name":"service","Value":"Rekindle-tick"}]');
    expect(late?.Properties).toMatchObject({ DatapointsToAlarm: 3, EvaluationPeriods: 3, Threshold: 0 });
  });

  test.each([breakerOpenMetric, quotaUsedUpMetric])(
    "watch $name under the name and namespace the tick emits",
    (metric) => {
      const alarm = alarms.find((one) => property(one, "AlarmName") === `Rekindle-Sending-${metric.name}-Yes`);

      expect(JSON.stringify(alarm)).toContain(`"MetricName":"${metric.name}","Namespace":"${metricsNamespace}"`);
      expect(JSON.stringify(alarm)).toContain('"Dimensions":[{"Name":"service","Value":"Rekindle-tick"}]');
    },
  );

  test("all tell the alarm topic", () => {
    const silent = alarms.filter((alarm) => property(alarm, "AlarmActions.0") === undefined);

    expect(silent).toEqual([]);
  });
});
