import type { CaseSubject, CustomerEvent } from "./event.ts";
import { hourMs } from "./limits.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";

type Opened = Extract<CustomerEvent, { kind: "case-opened" }>;

/**
 * The case that an event makes out of itself: a bad or middling review, a low answer to a survey. Its ids and its instant
 * follow from the event, so however often that arrives, and however late it is taken up again, there is one case. What had
 * happened long before it was told opens none: it is history, and nobody could answer it in time any more.
 */
export const opensCase = (event: CustomerEvent, { settings }: Rules): Opened | undefined => {
  const about = complaintOf(event, settings.cases);
  const { customerId, occurredAt, receivedAt, unstamped } = event;
  if (about === undefined || receivedAt - occurredAt > settings.importing.historyHours * hourMs) return undefined;
  const envelope = { customerId, occurredAt, receivedAt, ...(unstamped && { unstamped }) };
  return { ...envelope, ...about, eventId: `case-opened-${about.caseId}`, kind: "case-opened" };
};

interface Complaint {
  readonly caseId: string;
  readonly subject: CaseSubject;
}

const complaintOf = (event: CustomerEvent, limits: Settings["cases"]): Complaint | undefined => {
  switch (event.kind) {
    case "review-posted":
      return event.rating > limits.ratingAtMost ? undefined : { caseId: `review-${event.reviewId}`, subject: "review" };
    case "survey-answered": {
      const lowest = event.measure === "csat" ? limits.csatAtMost : limits.npsAtMost;
      return event.score > lowest ? undefined : { caseId: `survey-${event.eventId}`, subject: "survey" };
    }
    default:
      return undefined;
  }
};
