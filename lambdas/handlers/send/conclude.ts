import { issuedEvent } from "../../domain/coupon-claim.ts";
import { eventsOfEnding } from "../../domain/ending.ts";
import type { CustomerEvent } from "../../domain/event.ts";
import type { Rules } from "../../domain/rules.ts";
import type { Settings } from "../../domain/settings.ts";
import { evidenceUntil } from "../../domain/settlement.ts";
import { type CouponTools, isUnsent, releaseCode } from "./coupon-for.ts";
import type { Attempted, Delivery, SendTools } from "./deliver.ts";

type ConcludeTools = Pick<SendTools, "clock" | "messages" | "events" | "count"> & CouponTools;

/** The customer may have the code as soon as the provider may have the message. */
const issuedEvents = ({ ending, claim }: Attempted): readonly CustomerEvent[] =>
  claim !== undefined && (ending.status === "accepted" || ending.status === "in-doubt") ? [issuedEvent(claim)] : [];

/** What the message item says after an ending. Only a doubt keeps a lease, and only a doubt is listed in its index. */
const settledAs = ({ ending, submittedAt, bill }: Attempted, inDoubt: Settings["inDoubt"], now: number) => {
  const called = submittedAt === undefined ? {} : { submittedAt, ...bill };
  const closed = { status: ending.status, leaseUntil: null, indexed: false, ...called };
  switch (ending.status) {
    case "accepted":
      return { ...closed, providerId: ending.providerId };
    case "in-doubt":
      return { ...closed, reason: ending.reason, leaseUntil: evidenceUntil(now, inDoubt), indexed: true };
    default:
      return { ...closed, reason: ending.reason };
  }
};

/**
 * A refusal that closes an address is told before the message is written: the record of the message does not keep it, so
 * nobody could tell it again after a crash in between. Telling it early harms nothing, because it is true whatever becomes
 * of the message, and its id is the same each time. Should this telling fail, the one after the writing tries once more.
 */
const tellSuppression = async ({ events, logger }: ConcludeTools, told: readonly CustomerEvent[]): Promise<void> => {
  const suppressions = told.filter(({ kind }) => kind === "suppressed");
  if (suppressions.length === 0) return;
  await events.append(suppressions).catch((error) => logger.warn("A suppression was not told at once", { error }));
};

/**
 * Writes the ending, then tells the profile. In this order: a message that is written as ended but not told of is told of
 * when its record comes again, whereas an attempt that follows a told ending would find the message still claimed.
 */
export const conclude = async (
  tools: ConcludeTools,
  delivery: Delivery,
  attempted: Attempted,
  rules: Rules,
): Promise<void> => {
  const { ending } = attempted;
  const { customerId, reservation } = delivery;
  const now = tools.clock.now();
  const events = [...issuedEvents(attempted), ...eventsOfEnding({ customerId, reservation, ending, at: now })];
  await tellSuppression(tools, events);
  const settled = await tools.messages.settle({
    customerId,
    messageKey: reservation.messageKey,
    expected: { statuses: ["submitting", "in-doubt"], attempt: reservation.attempt },
    next: settledAs(attempted, rules.settings.inDoubt, now),
    now,
  });
  // The provider's own event can be faster than its answer: it is better evidence, and it stands.
  if (settled !== "settled") {
    tools.logger.info("A result came after the message had moved on", {
      messageKey: reservation.messageKey,
      result: ending.status,
      status: settled.refused?.status,
    });
    const issued = issuedEvents(attempted);
    if (issued.length > 0) await tools.events.append(issued);
    return;
  }
  tools.count(ending);
  // Before the profile is told: the attempt on another channel that follows may claim a code anew.
  if (isUnsent(ending.status)) await releaseCode(tools, { customerId, reservation, rules });
  if (events.length > 0) await tools.events.append(events);
};
