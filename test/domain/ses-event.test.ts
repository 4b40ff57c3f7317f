import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readSesEvent } from "../../lambdas/domain/ses-event.ts";
import {
  bounce,
  click,
  complaint,
  delay,
  delivery,
  failure,
  happenedAt,
  notified,
  open,
  published,
  reject,
  send,
  sentAt,
  subscription,
  taggedMessage,
} from "../support/ses-events.ts";

const { customerId, ...reference } = taggedMessage;
const about = {
  kind: "message",
  customerId,
  message: { ...reference, channel: "email" },
  sentAt: Date.parse(sentAt),
  providerId: "provider-1",
};

describe("readSesEvent", () => {
  it.each([
    [send, "accepted", sentAt],
    [delivery, "delivered", happenedAt],
    [click(), "clicked", happenedAt],
    [click("Unlikely"), "clicked", happenedAt],
    [open(), "opened", happenedAt],
    [reject, "rejected", sentAt],
    [failure, "rendering-failed", sentAt],
    [delay, "delayed", happenedAt],
  ] as const)("reads %o as a message that is %s", (event, status, instant) => {
    const meanings = readSesEvent(published(event));

    expect(meanings).toHaveLength(1);
    expect(meanings?.[0]).toMatchObject({ ...about, status, at: Date.parse(instant) });
  });

  it("reads a permanent bounce as a bounced message and a dead address", () => {
    const meanings = readSesEvent(published(bounce("Permanent")));

    expect(meanings).toEqual([
      expect.objectContaining({ ...about, status: "bounced", permanent: true, reason: "bounce-permanent-general" }),
      {
        kind: "address",
        address: "ada@example.com",
        cause: "hard-bounce",
        at: Date.parse(happenedAt),
        eventId: "feedback-1-hard-bounce-0",
        customerId,
      },
    ]);
  });

  it.each(["Transient", "Undetermined"])("only records a %s bounce", (bounceType) => {
    const meanings = readSesEvent(published(bounce(bounceType)));

    expect(meanings).toEqual([expect.objectContaining({ status: "bounced", permanent: false })]);
  });

  it("reads a complaint as a complaint about the message and an address to leave alone", () => {
    const meanings = readSesEvent(published(complaint("abuse")));

    expect(meanings).toEqual([
      expect.objectContaining({ ...about, status: "complained" }),
      expect.objectContaining({ kind: "address", cause: "complaint", customerId }),
    ]);
  });

  it("does not take 'not spam' for a complaint", () => {
    const meanings = readSesEvent(published(complaint("not-spam")));

    expect(meanings).toEqual([]);
  });

  it.each([
    ["Bounce", bounce("Permanent"), "hard-bounce"],
    ["Complaint", complaint(), "complaint"],
  ] as const)("reads a %s notification without tags as something about an address only", (_type, event, cause) => {
    const meanings = readSesEvent(notified(event));

    expect(meanings).toHaveLength(1);
    expect(meanings?.[0]).toMatchObject({ kind: "address", address: "ada@example.com", cause });
    expect(meanings?.[0]).not.toHaveProperty("customerId");
  });

  it.each([
    click("Likely"),
    { type: "Open", part: { open: { timestamp: happenedAt, isBotEvent: "Likely" } } },
    { type: "Subscription", part: { subscription: { timestamp: happenedAt } } },
  ])("reads nothing out of %o", (event) => {
    const meanings = readSesEvent(published(event));

    expect(meanings).toEqual([]);
  });

  it.each([
    [{ unsubscribeAll: true, topicSubscriptionStatus: [] }, ["all"]],
    [{ topicSubscriptionStatus: [{ topicName: "promotion", subscriptionStatus: "OptOut" }] }, ["promotion"]],
    [{ topicSubscriptionStatus: [{ topicName: "News", subscriptionStatus: "OptOut" }] }, ["all"]],
    [{ topicSubscriptionStatus: [{ topicName: "promotion", subscriptionStatus: "OptIn" }] }, []],
  ] as const)("reads the subscription %o as opting out of %j", (preferences, topics) => {
    const meanings = readSesEvent(published(subscription(preferences)));

    expect(meanings).toEqual(topics.map((topic) => expect.objectContaining({ kind: "opt-out", topic, customerId })));
  });

  it.each([
    undefined,
    "Successfully validated SNS topic for Amazon SES event publishing.",
    {},
    { eventType: "Send" },
    { ...published(send), eventType: "Never Heard Of" },
    { ...published(delivery), delivery: { timestamp: "yesterday" } },
  ])("knows no SES event in %j", (input) => {
    const meanings = readSesEvent(input);

    expect(meanings).toBeUndefined();
  });

  it("reads a bounce whose words no table would take, and leaves out what is no address", () => {
    const oddly = bounce("Permanent");
    const part = { ...(oddly.part.bounce as object), bounceSubType: "x\ud83d", feedbackId: "\u0000" };
    const bouncedRecipients = [{ emailAddress: "a".repeat(400) }, { emailAddress: "ada@example.com" }];

    const meanings = readSesEvent(published({ type: "Bounce", part: { bounce: { ...part, bouncedRecipients } } }));

    expect(meanings).toMatchObject([
      { kind: "message", reason: "bounce-permanent-x\ufffd" },
      { kind: "address", address: "ada@example.com", eventId: expect.stringMatching(/^[0-9a-f]{32}-hard-bounce-0$/) },
    ]);
  });

  it("gives the same event the same ids each time it arrives", () => {
    const [first, second] = [
      readSesEvent(published(bounce("Permanent"))),
      readSesEvent(published(bounce("Permanent"))),
    ];

    expect(second).toEqual(first);
  });
});

const samples = ["event-publishing-retrieving-sns-examples.json", "notification-examples.json"]
  .map((name) => new URL(`../../../shared/data/ses/${name}`, import.meta.url))
  .filter((url) => existsSync(url))
  .flatMap((url): { heading: string; event: Record<string, unknown> }[] => JSON.parse(readFileSync(url, "utf8")));

describe.runIf(samples.length > 0)("the examples of the SES developer guide", () => {
  it("are all understood", () => {
    const unread = samples.filter(({ event }) => readSesEvent(event) === undefined);

    expect(unread.map(({ heading }) => heading)).toEqual([]);
  });

  it("name the dead and the complaining addresses", () => {
    const meanings = samples.flatMap(({ event }) => readSesEvent(event) ?? []);

    expect(
      meanings.map((meaning) => (meaning.kind === "address" ? `${meaning.address} ${meaning.cause}` : "")),
    ).toEqual([
      "recipient@example.com hard-bounce",
      "recipient@example.com complaint",
      "jane@example.com hard-bounce",
      "jane@example.com hard-bounce",
      "richard@example.com hard-bounce",
      "richard@example.com complaint",
      "richard@example.com complaint",
    ]);
  });
});
