import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readEndUserMessagingEvent } from "../../lambdas/domain/end-user-messaging-event.ts";
import { type MessageStatus, messageStatuses } from "../../lambdas/domain/message.ts";
import { provedBy } from "../../lambdas/domain/provider-evidence.ts";
import type { MessageMeaning, SesMeaning } from "../../lambdas/domain/ses-event.ts";
import { taggedMessage } from "../support/ses-events.ts";
import { textEventAt as at, textRequestedAt as requestedAt, textEvent } from "../support/text-events.ts";

const read = (input: unknown) => readEndUserMessagingEvent(input);
const ofMessage = (meanings: readonly SesMeaning[] | undefined): readonly MessageMeaning[] =>
  (meanings ?? []).flatMap((meaning) => (meaning.kind === "message" ? [meaning] : []));

describe("an event about a text", () => {
  it("names the message by its context", () => {
    const meanings = read(textEvent());

    const { customerId, ...message } = taggedMessage;
    expect(meanings).toEqual([
      {
        kind: "message",
        customerId,
        message: { ...message, channel: "sms" },
        status: "delivered",
        permanent: false,
        at,
        sentAt: requestedAt,
        providerId: "text-1",
        eventId: `${taggedMessage.messageKey}-delivered-${at}`,
      },
    ]);
  });

  it.each([
    ["TEXT_SENT", false, "accepted", undefined],
    ["TEXT_QUEUED", false, "accepted", undefined],
    ["TEXT_PENDING", false, "accepted", undefined],
    ["TEXT_SUCCESSFUL", false, "accepted", undefined],
    ["TEXT_SUCCESSFUL", true, "delivered", undefined],
    ["TEXT_DELIVERED", true, "delivered", undefined],
    ["TEXT_INVALID", true, "bounced", "bounce-permanent-text-invalid"],
    ["TEXT_BLOCKED", true, "bounced", "bounce-permanent-text-blocked"],
    ["TEXT_CARRIER_BLOCKED", true, "bounced", "bounce-permanent-text-carrier-blocked"],
    ["TEXT_SPAM", true, "bounced", "bounce-permanent-text-spam"],
    ["TEXT_UNREACHABLE", false, "bounced", "bounce-transient-text-unreachable"],
    ["TEXT_CARRIER_UNREACHABLE", true, "bounced", "bounce-permanent-text-carrier-unreachable"],
    ["TEXT_INVALID_MESSAGE", true, "rejected", "text-invalid-message"],
    ["TEXT_PROTECT_BLOCKED", true, "rejected", "text-protect-blocked"],
    ["TEXT_TTL_EXPIRED", true, "expired", "text-ttl-expired"],
    // After 72 hours without a word from the carrier: the service took it, and nobody will ever know more.
    ["TEXT_UNKNOWN", true, "accepted", undefined],
  ] as const)("%s (final: %s) means %s", (eventType, isFinal, status, reason) => {
    const [meaning] = ofMessage(read(textEvent({ eventType, isFinal })));

    expect(meaning?.status).toBe(status);
    expect(meaning?.reason).toBe(reason);
  });

  it("suppresses a number that is none", () => {
    const meanings = read(textEvent({ eventType: "TEXT_INVALID" }));

    expect(meanings).toContainEqual({
      kind: "address",
      channel: "sms",
      address: "+14255550156",
      cause: "hard-bounce",
      at,
      eventId: "text-1-hard-bounce",
      customerId: taggedMessage.customerId,
    });
  });

  it("suppresses a number whose owner opted out at the carrier", () => {
    const meanings = read(
      textEvent({ eventType: "TEXT_BLOCKED", messageStatusDescription: "Phone number is opted out" }),
    );

    expect(meanings).toContainEqual(expect.objectContaining({ kind: "address", channel: "sms", cause: "stop" }));
  });

  it("is about no message of ours without our context, and still names a dead number", () => {
    const { context: _, ...foreign } = textEvent({ eventType: "TEXT_INVALID" });

    const meanings = read(foreign);

    expect(meanings).toEqual([expect.objectContaining({ kind: "address", address: "+14255550156" })]);
    expect(meanings?.[0]).not.toHaveProperty("customerId");
  });

  it("of a type that came after us says nothing that counts", () => {
    expect(read(textEvent({ eventType: "TEXT_READ_ALOUD" }))).toEqual([]);
  });
});

describe("anything else", () => {
  it.each([
    undefined,
    null,
    "TEXT_DELIVERED",
    [],
    {},
    { ...textEvent(), eventType: "VOICE_COMPLETED" },
    { ...textEvent(), eventTimestamp: "yesterday" },
    { ...textEvent(), messageId: "" },
    { ...textEvent(), context: { message_key: 7 } },
    { eventType: "Send", mail: {} },
  ])("is no event about a text: %j", (input) => {
    expect(read(input)).toBeUndefined();
  });

  it("never breaks the reader", () => {
    void fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ eventType: fc.string() }).map(textEvent)), (input) => {
        expect(() => read(input)).not.toThrow();
      }),
    );
  });
});

/** Stories that one text can have, with where it ends. */
const stories: readonly (readonly [readonly object[], MessageStatus])[] = [
  [[{ eventType: "TEXT_PENDING", isFinal: false }], "accepted"],
  [[{ eventType: "TEXT_PENDING", isFinal: false }, { eventType: "TEXT_DELIVERED" }], "delivered"],
  [[{ eventType: "TEXT_UNREACHABLE", isFinal: false }, { eventType: "TEXT_DELIVERED" }], "delivered"],
  [[{ eventType: "TEXT_SUCCESSFUL", isFinal: false }, { eventType: "TEXT_CARRIER_BLOCKED" }], "bounced"],
  [[{ eventType: "TEXT_PENDING", isFinal: false }, { eventType: "TEXT_TTL_EXPIRED" }], "expired"],
  [[{ eventType: "TEXT_PENDING", isFinal: false }, { eventType: "TEXT_PROTECT_BLOCKED" }], "failed"],
  [[{ eventType: "TEXT_UNKNOWN" }], "accepted"],
];
const unsettled: readonly MessageStatus[] = ["submitting", "in-doubt", "parked", "released"];

it("ends every story of a text the same, from every unsettled status, in any order and doubled", () => {
  const told = fc.constantFrom(...stories).chain(([events, end]) =>
    fc.record({
      end: fc.constant(end),
      status: fc.constantFrom(...unsettled),
      order: fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
    }),
  );
  void fc.assert(
    fc.property(told, ({ end, status, order }) => {
      const meanings = order.flatMap((event) => ofMessage(read(textEvent(event))));

      expect(provedBy({ status }, meanings)?.status).toBe(end);
    }),
  );
});

it("moves no message out of an end that the provider itself had told", () => {
  const ends = messageStatuses.filter((status) => ["failed", "expired", "withdrawn", "held-out"].includes(status));
  const delivered = ofMessage(read(textEvent()));

  expect(ends.map((status) => provedBy({ status }, delivered))).toEqual(ends.map(() => undefined));
});
