import { localTime, periodOf, zoneOr } from "../../checks/local-time.ts";
import type { StormRecord } from "../storm-record.ts";
import { grouped, iso, type Sighting } from "./sightings.ts";

interface Cap {
  readonly id: string;
  readonly scope: string | { readonly channel?: string; readonly category?: string };
  readonly window: { readonly rollingHours?: number; readonly rollingDays?: number; readonly calendar?: string };
  readonly max: number;
}

const hourMs = 3_600_000;

const covers = ({ scope }: Cap, { call, reservation }: Sighting): boolean =>
  typeof scope === "string" ||
  ((scope.channel === undefined || scope.channel === call.channel) &&
    (scope.category === undefined || scope.category === reservation.category));

/** Whether an earlier message, or the same one, falls into the window that ends with `last`. */
const sharesWindow = ({ window }: Cap, other: Sighting, last: Sighting, zone: string): boolean => {
  if (other.decidedAt > last.decidedAt) return false;
  const { rollingHours = (window.rollingDays ?? 0) * 24, calendar } = window;
  if (calendar === undefined) return last.decidedAt - other.decidedAt < rollingHours * hourMs;
  const period = periodOf[calendar as keyof typeof periodOf];
  return period(localTime(other.decidedAt, zone).date) === period(localTime(last.decidedAt, zone).date);
};

const overCap = (cap: Cap, last: Sighting, accepted: readonly Sighting[], shopZone: string): string[] => {
  if (!covers(cap, last)) return [];
  const { customer, decidedAt } = last;
  const zone = zoneOr(customer.timeZone, shopZone);
  const count = accepted.filter((other) => covers(cap, other) && sharesWindow(cap, other, last, zone)).length;
  return count > cap.max ? [`${cap.id}: ${customer.customerId} had ${count} by ${iso(decidedAt)}`] : [];
};

/**
 * Counts, for every message a provider accepted, how many the customer had got in the window that ends with it. A message
 * counts from its decision, as promised, and not from its arrival: `worstDriftMs` says how far these lay apart.
 */
export const brokenCaps = (seen: readonly Sighting[], { settings }: Pick<StormRecord, "settings">): string[] => {
  const caps: readonly Cap[] = settings.caps;
  const byCustomer = grouped(
    seen.filter(({ call }) => call.accepted),
    ({ customer }) => customer.customerId,
  );
  return [...byCustomer.values()].flatMap((accepted) =>
    caps.flatMap((cap) => accepted.flatMap((last) => overCap(cap, last, accepted, settings.shop.timeZone))),
  );
};

/** The longest time between a decision and the acceptance that came of it, milliseconds of the virtual clock. */
export const worstDriftMs = (seen: readonly Sighting[]): number =>
  seen.reduce((worst, { call, decidedAt }) => (call.accepted ? Math.max(worst, call.at - decidedAt) : worst), 0);
