import type { Difference } from "../../lambdas/domain/figure-differences.ts";
import type { FunnelFault } from "../../lambdas/domain/funnel-faults.ts";
import { type MessageFault, messageFaults } from "../../lambdas/domain/message-faults.ts";

/** What only shows when a customer's profile and messages are seen together; a reconcile takes these up. */
const standingFaults = {
  "reservation-without-message": "was reserved and never became a message",
  "contact-without-message": "holds a slot in the caps and is no message",
  "stands-still": "ended and its profile has not heard of it",
  "claim-without-result": "was claimed, has no result, and nobody watches its lease",
} as const;
export type StandingFault = keyof typeof standingFaults;

/** One thing that does not agree with another. Names ids, never an address. */
export type Finding =
  | ({ readonly kind: "figure"; readonly customerId: string } & Difference)
  | { readonly kind: "no-profile"; readonly customerId: string }
  | {
      readonly kind: "message";
      readonly customerId: string;
      readonly messageKey: string;
      readonly fault: MessageFault | StandingFault;
    }
  | ({ readonly kind: "funnel"; readonly campaignId: string; readonly day: string } & FunnelFault);

const shown = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));

/** `ada: orders.count is 3, the events say 4` */
export const findingLine = (finding: Finding): string => {
  switch (finding.kind) {
    case "figure":
      return `${finding.customerId}: ${finding.field} is ${shown(finding.stored)}, the events say ${shown(finding.recomputed)}`;
    case "no-profile":
      return `${finding.customerId}: has events and no profile`;
    case "message":
      return `${finding.customerId}: message ${finding.messageKey} ${{ ...messageFaults, ...standingFaults }[finding.fault]}`;
    case "funnel":
      return `${finding.campaignId} on ${finding.day}: ${finding.counter} is ${finding.stored}, it should be ${finding.recomputed}`;
  }
};
