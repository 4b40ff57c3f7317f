import type { Settings } from "../../../lambdas/domain/settings.ts";
import { localTime, zoneOr } from "../../checks/local-time.ts";
import { inForceSince } from "./in-force.ts";
import { iso, type Law } from "./law.ts";

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

const isShut = (settings: Settings, channel: "email" | "sms", at: number, zone: string): boolean => {
  const { date, minuteOfDay } = localTime(at, zone);
  if (settings.closedDays.includes(date)) return true;
  const span = settings.quietHours[channel] ?? settings.quietHours.default;
  if (span === "none") return false;
  const [from, to] = [minutes(span.from), minutes(span.to)];
  return from < to ? minuteOfDay >= from && minuteOfDay < to : minuteOfDay >= from || minuteOfDay < to;
};

/** How long a function may go on by settings that were changed meanwhile. */
const settingsAgeMs = 60_000;

/** Law 3: the instant at which a call leaves is open in the customer's zone, and not after the deadline. */
export const hours: Law = {
  name: "hours",
  atSubmission: (submission, facts) => {
    const { channel, at, read, messageKey } = submission;
    const shut = inForceSince(facts, at - settingsAgeMs).every(({ settings }) => {
      const zone = zoneOr(read?.profile?.traits.timeZone, settings.shop.timeZone);
      return isShut(settings, channel, at, zone);
    });
    if (shut) return `message ${messageKey} left at ${iso(at)}, which is shut for ${read?.profile?.traits.timeZone}`;
    const sendBy = [...facts.decided.values()].find((each) => each.reservation.messageKey === messageKey)?.reservation
      .sendBy;
    return sendBy !== undefined && at > sendBy
      ? `message ${messageKey} left at ${iso(at)}, after its deadline ${iso(sendBy)}`
      : undefined;
  },
};
