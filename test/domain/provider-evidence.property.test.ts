import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MessageStatus } from "../../lambdas/domain/message.ts";
import { provedBy } from "../../lambdas/domain/provider-evidence.ts";
import { type MessageMeaning, readSesEvent } from "../../lambdas/domain/ses-event.ts";
import {
  bounce,
  click,
  complaint,
  delivery,
  published,
  reject,
  type SesEventInput,
  send,
} from "../support/ses-events.ts";

const meaningOf = (event: SesEventInput): MessageMeaning => {
  const meaning = readSesEvent(published(event))?.find(({ kind }) => kind === "message");
  if (meaning?.kind !== "message") throw new Error(`${event.type} is about no message`);
  return meaning;
};

const accepted = meaningOf(send);
const delivered = meaningOf(delivery);
const clicked = meaningOf(click());
const outOfOffice = meaningOf(bounce("Transient"));
const bounced = meaningOf(bounce("Permanent"));
const complained = meaningOf(complaint());
const refused = meaningOf(reject);

/** Stories that one message can have, with where it ends. */
const stories: readonly (readonly [readonly MessageMeaning[], MessageStatus])[] = [
  [[accepted], "accepted"],
  [[accepted, delivered], "delivered"],
  [[accepted, delivered, clicked], "delivered"],
  [[accepted, clicked], "delivered"],
  [[accepted, delivered, outOfOffice], "delivered"],
  [[accepted, outOfOffice], "bounced"],
  [[accepted, bounced], "bounced"],
  [[accepted, delivered, bounced], "bounced"],
  [[accepted, delivered, complained], "complained"],
  [[accepted, delivered, bounced, complained], "complained"],
  [[accepted, refused], "failed"],
];
const unsettled: readonly MessageStatus[] = ["submitting", "in-doubt", "parked", "released", "accepted"];

describe("provedBy", () => {
  it("ends every story the same in any order, doubled, at once or one by one", () => {
    const told = fc.constantFrom(...stories).chain(([signals, end]) =>
      fc.record({
        signals: fc.shuffledSubarray([...signals, ...signals], { minLength: signals.length * 2 }),
        end: fc.constant(end),
      }),
    );
    void fc.assert(
      fc.property(told, fc.constantFrom(...unsettled), ({ signals, end }, status) => {
        const atOnce = provedBy({ status }, signals)?.status ?? status;
        const oneByOne: { status: MessageStatus; reason?: string } = { status };
        for (const signal of signals) Object.assign(oneByOne, provedBy(oneByOne, [signal]));

        expect(atOnce).toBe(end);
        expect(oneByOne.status).toBe(end);
      }),
    );
  });

  it.each(["held-out", "failed", "expired", "withdrawn", "complained"] as const)(
    "leaves a message that is %s as it is",
    (status) => {
      const proved = [accepted, delivered, clicked, outOfOffice, bounced, refused].map((signal) =>
        provedBy({ status }, [signal]),
      );

      expect(proved.every((change) => change === undefined)).toBe(true);
    },
  );

  it("keeps the instant of the call, or takes the provider's when it was never noted", () => {
    const noted = provedBy({ status: "in-doubt", submittedAt: 5 }, [accepted]);
    const unnoted = provedBy({ status: "submitting" }, [accepted]);

    expect(noted).toEqual({ status: "accepted", providerId: "provider-1", submittedAt: 5 });
    expect(unnoted?.submittedAt).toBe(accepted.sentAt);
  });
});
