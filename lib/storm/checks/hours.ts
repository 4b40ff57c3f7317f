import { localTime, zoneOr } from "../../checks/local-time.ts";
import type { StormRecord } from "../storm-record.ts";
import { iso, type Sighting } from "./sightings.ts";

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

const isQuiet = (minuteOfDay: number, span: { readonly from: string; readonly to: string }): boolean => {
  const from = minutes(span.from);
  const to = minutes(span.to);
  return from < to ? minuteOfDay >= from && minuteOfDay < to : minuteOfDay >= from || minuteOfDay < to;
};

/** No call, accepted or not, arrived in quiet hours or on a closed day of the customer. */
export const brokenHours = (seen: readonly Sighting[], { settings }: Pick<StormRecord, "settings">): string[] =>
  seen.flatMap(({ call, customer, place }) => {
    const zone = zoneOr(customer.timeZone, settings.shop.timeZone);
    const { date, minuteOfDay } = localTime(call.at, zone);
    const { default: usual, sms } = settings.quietHours;
    const what = `call ${place} by ${call.channel} at ${iso(call.at)} (${zone})`;
    return [
      ...(settings.closedDays.includes(date) ? [`${what} is on a closed day`] : []),
      ...(isQuiet(minuteOfDay, call.channel === "sms" ? sms : usual) ? [`${what} is in quiet hours`] : []),
    ];
  });

/**
 * How late a call may arrive after its deadline, milliseconds: the deadline is checked before the call, and the shared
 * clock goes on by seconds while the call is on its way.
 */
const onItsWayMs = 120_000;

/** No call arrived after the message's send-by deadline. */
export const lateCalls = (seen: readonly Sighting[]): string[] =>
  seen.flatMap(({ call, place, reservation: { sendBy } }) =>
    call.at > sendBy + onItsWayMs ? [`call ${place} at ${iso(call.at)} came after its deadline ${iso(sendBy)}`] : [],
  );
