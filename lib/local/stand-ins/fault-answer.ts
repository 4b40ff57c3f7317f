import type { Fault } from "./fault.ts";
import type { HttpAnswer } from "./http-server.ts";

/** How one provider words what can become of a call. */
export interface ProviderAnswers {
  readonly accepted: (providerId: string) => HttpAnswer;
  readonly throttledByRate: HttpAnswer;
  readonly throttledByQuota: HttpAnswer;
  readonly rejected: HttpAnswer;
  readonly optedOut: HttpAnswer;
  readonly suspended: HttpAnswer;
  readonly paused: HttpAnswer;
  readonly serverError: HttpAnswer;
}

/** What a caller sees of a fault. Silence and a broken connection look the same from every provider. */
export const answerToFault = (answers: ProviderAnswers, fault: Fault, providerId: string): HttpAnswer => {
  switch (fault) {
    case "accept":
    case "repeat-event":
      return answers.accepted(providerId);
    case "throttle-rate":
      return answers.throttledByRate;
    case "throttle-quota":
      return answers.throttledByQuota;
    case "reject":
      return answers.rejected;
    case "opted-out":
      return answers.optedOut;
    case "suspend":
      return answers.suspended;
    case "paused":
      return answers.paused;
    case "server-error":
    case "server-error-after-accept":
      return answers.serverError;
    case "hang":
    case "hang-after-accept":
      return { kind: "never" };
    case "drop":
    case "drop-after-accept":
      return { kind: "cut" };
  }
};
