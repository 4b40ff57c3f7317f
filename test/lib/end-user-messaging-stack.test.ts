import { describe, expect, test } from "vitest";
import { endUserMessagingTemplate, property, resourcesIn, resourcesOf } from "./templates.ts";

const template = endUserMessagingTemplate();
const ofType = (type: string) => resourcesIn(template, type);

const statementsOf = (policyPart: string) =>
  ofType("AWS::IAM::Policy")
    .filter(({ id }) => id.startsWith(policyPart))
    .flatMap((policy) => property(policy, "PolicyDocument.Statement") as Record<string, unknown>[]);

describe("a shop whose texts go through SNS", () => {
  test("has no configuration set for texts and may not use one", () => {
    const text = JSON.stringify(resourcesOf("AWS::IAM::Policy"));

    expect(resourcesOf("AWS::SMSVOICE::ConfigurationSet")).toEqual([]);
    expect(text).toContain("sns:Publish");
    expect(text).not.toContain("sms-voice:");
  });
});

describe("a shop whose texts go through End User Messaging", () => {
  test("sends by the entry that has its client, with the set and the origination in its environment", () => {
    const send = ofType("AWS::Lambda::Function").find(({ id }) => id === "SendFunction");

    expect(send?.Metadata?.["rekindle:entry"]).toBe("lambdas/handlers/send-end-user-messaging.ts");
    expect(send && property(send, "FunctionName")).toBe("Rekindle-send");
    expect(send && property(send, "Environment.Variables.SMS_CONFIGURATION_SET")).toEqual({
      Ref: "SmsConfigurationSet",
    });
    expect(JSON.stringify(send && property(send, "Environment.Variables.SMS_ORIGINATION"))).toContain(
      ":pool/pool-0123abcd",
    );
  });

  test("may send from its one origination, through its one set, and publish to no phone number", () => {
    const sending = statementsOf("SendFunction").filter(({ Action }) => Action === "sms-voice:SendTextMessage");
    const [statement] = sending;

    expect(sending).toHaveLength(1);
    expect(statement?.Resource).toHaveLength(2);
    expect(JSON.stringify(statement?.Resource)).toContain(":pool/pool-0123abcd");
    expect(JSON.stringify(statement?.Resource)).toContain('["SmsConfigurationSet","Arn"]');
    expect(JSON.stringify(statementsOf(""))).not.toContain("sns:Publish");
  });

  test("hears everything about a text, and what people reply, in the same queue as what SES tells", () => {
    const [set] = ofType("AWS::SMSVOICE::ConfigurationSet");
    const subscriptions = ofType("AWS::SNS::Subscription");
    const endpoints = subscriptions.map((one) => JSON.stringify(property(one, "Endpoint")));

    expect(set && property(set, "EventDestinations.0")).toMatchObject({
      Enabled: true,
      MatchingEventTypes: ["TEXT_ALL"],
      SnsDestination: { TopicArn: { Ref: expect.stringMatching(/^SmsEvents/) } },
    });
    // What SES tells, what is told about texts, and the replies to them.
    expect(endpoints).toHaveLength(3);
    expect(new Set(endpoints).size).toBe(1);
    expect(subscriptions.every((one) => property(one, "RedrivePolicy") !== undefined)).toBe(true);
  });

  test("lets the service publish to the encrypted topic for this account only", () => {
    const policies = JSON.stringify(ofType("AWS::SNS::TopicPolicy"));
    const key = JSON.stringify(ofType("AWS::KMS::Key"));

    expect(policies).toContain('"Principal":{"Service":"sms-voice.amazonaws.com"}');
    expect(policies).toContain('{"StringEquals":{"aws:SourceAccount":{"Ref":"AWS::AccountId"}}}');
    expect(key).toContain("sms-voice.amazonaws.com");
    expect(ofType("AWS::SNS::Topic").every((topic) => property(topic, "KmsMasterKeyId") !== undefined)).toBe(true);
  });
});
