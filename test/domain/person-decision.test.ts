import { describe, expect, it } from "vitest";
import { messageStatuses, personDecisions } from "../../lambdas/domain/message.ts";
import { decideDoubt } from "../../lambdas/domain/person-decision.ts";
import { aMessage } from "../support/factories.ts";

const message = aMessage({ status: "parked", attempt: 2 });
const now = message.sendBy - 1;
const by = "arn:aws:iam::111122223333:user/ada";
const decide = (decision: (typeof personDecisions)[number], change = {}) =>
  decideDoubt({ message: { ...message, ...change }, decision, by, now });

describe("a person's decision", () => {
  it("records who decided, when, and about which attempt", () => {
    expect(decide("accepted")).toMatchObject({
      ok: true,
      next: { status: "accepted", decision: { decision: "accepted", by, at: now, attempt: 2 } },
      events: [],
    });
  });

  it("gives the slot back when it failed, and asks for one further attempt when it is to be sent again", () => {
    expect(decide("failed")).toMatchObject({
      next: { status: "failed", reason: "failed-by-person" },
      events: [{ kind: "message-dropped", outcome: "failed", reservation: { attempt: 2 } }],
    });
    expect(decide("send-again")).toMatchObject({
      next: { status: "released", reason: "sent-again-by-person" },
      events: [{ kind: "message-released", retryAt: now, reservation: { attempt: 2 } }],
    });
  });

  it.each(messageStatuses.filter((status) => status !== "in-doubt" && status !== "parked"))(
    "is refused about a message that is %s",
    (status) => {
      const verdicts = personDecisions.map((decision) => decide(decision, { status }));

      expect(verdicts).toEqual(
        personDecisions.map(() => ({ ok: false, problem: expect.objectContaining({ received: status }) })),
      );
    },
  );

  it("is not to send again once the deadline has come", () => {
    expect(decide("send-again", { sendBy: now })).toMatchObject({
      ok: false,
      problem: { where: "body.decision", allowed: "accepted, failed" },
    });
  });
});
