import type { CustomerEvent } from "./event.ts";
import { casesKept, closedCasesKept } from "./limits.ts";
import type { ClosedCase, OpenCase, Profile } from "./profile.ts";
import { profileWith } from "./profile-with.ts";

type CaseEvent = Extract<CustomerEvent, { kind: "case-opened" | "case-closed" }>;

/**
 * The newest word on a case holds; of two at one instant the closing. That a case was closed is remembered for the latest
 * few: told of before its opening, it must not stay open, and promotions wait, for ever.
 */
export const withCase = (profile: Profile, event: CaseEvent): Profile => {
  const { caseId, occurredAt: at } = event;
  const open = profile.cases?.find((one) => one.caseId === caseId);
  const closed = profile.closedCases?.find((one) => one.caseId === caseId);
  const isOpening = event.kind === "case-opened";
  if (closed !== undefined && closed.at >= at) return profile;
  if (open !== undefined && (isOpening ? open.at >= at : open.at > at)) return profile;
  const otherOpen = (profile.cases ?? []).filter((one) => one !== open);
  const otherClosed = (profile.closedCases ?? []).filter((one) => one !== closed);
  return isOpening
    ? withCases(profile, [...otherOpen, { caseId, subject: event.subject, at }], otherClosed)
    : withCases(profile, otherOpen, [...otherClosed, { caseId, at }]);
};

const newestFirst = (a: ClosedCase, b: ClosedCase): number => b.at - a.at || (a.caseId < b.caseId ? -1 : 1);

const withCases = (profile: Profile, open: readonly OpenCase[], closed: readonly ClosedCase[]): Profile => {
  const cases = open.toSorted(newestFirst).slice(0, casesKept);
  const closedCases = closed.toSorted(newestFirst).slice(0, closedCasesKept);
  return profileWith(profile, {
    cases: cases.length > 0 ? cases : undefined,
    closedCases: closedCases.length > 0 ? closedCases : undefined,
  });
};
