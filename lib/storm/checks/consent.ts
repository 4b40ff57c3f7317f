import { createHash } from "node:crypto";
import type { StormRecord } from "../storm-record.ts";
import { grouped, type Sighting } from "./sightings.ts";

/**
 * What was told after so many rests was folded when everything came to rest next. Calls cannot stand for rests here: none
 * may have come between a rest and the telling.
 */
const foldedBy = (rests: number, restedAt: readonly number[]): number => restedAt[rests] ?? Number.POSITIVE_INFINITY;

const isPromotion = ({ reservation }: Sighting): boolean => reservation.category === "promotion";

/** Nobody was written to on a channel without having agreed to it, or after an opt-out was folded. */
export const callsWithoutConsent = (seen: readonly Sighting[], { told, restedAt }: StormRecord): string[] => {
  const optOuts = grouped(
    told.flatMap(({ happening, rests }) =>
      happening.kind === "consent-withdrawn"
        ? [{ ...happening, place: `${happening.customerId} ${happening.channel}`, from: foldedBy(rests, restedAt) }]
        : [],
    ),
    ({ place }) => place,
  );
  return seen.flatMap((sighting) => {
    const { call, customer, place } = sighting;
    if (!customer.consents.includes(call.channel)) return [`call ${place}: ${customer.customerId} never agreed`];
    const had = (optOuts.get(`${customer.customerId} ${call.channel}`) ?? []).some(
      ({ topic, from }) => place >= from && (topic === "all" || isPromotion(sighting)),
    );
    return had ? [`call ${place}: ${customer.customerId} had opted out`] : [];
  });
};

/** Numbers that the network refused for good, each with the rests by then; a refusal that nobody heard counts not. */
const refusedNumbers = ({ calls, messages, restedAt }: StormRecord) => {
  const failed = new Set(messages.filter(({ status }) => status === "failed").map(({ messageKey }) => messageKey));
  return calls.flatMap(({ fault, key, address }, place) =>
    fault === "opted-out" && failed.has(key ?? "")
      ? [{ address, rests: restedAt.filter((rested) => rested <= place).length }]
      : [],
  );
};

/** No address was written to after the word of its bounce, complaint or STOP was folded. */
export const callsToSuppressed = (seen: readonly Sighting[], record: StormRecord): string[] => {
  const from = new Map<string, number>();
  for (const { address, rests } of [...record.suppressions, ...refusedNumbers(record)]) {
    from.set(address, Math.min(from.get(address) ?? Number.POSITIVE_INFINITY, foldedBy(rests, record.restedAt)));
  }
  return seen.flatMap(({ call, customer, place }) =>
    place >= (from.get(call.address) ?? Number.POSITIVE_INFINITY)
      ? [`call ${place}: the ${call.channel} address of ${customer.customerId} was suppressed`]
      : [],
  );
};

/** The promise of the hold-out, computed anew: SHA-256 over customer and salt, its first 48 bits, in ten thousandths. */
const isHeldOut = (customerId: string, { percent, salt }: { readonly percent: number; readonly salt: string }) => {
  const digest = createHash("sha256")
    .update(JSON.stringify([customerId, salt]))
    .digest();
  return digest.readUIntBE(0, 6) % 10_000 < percent * 100;
};

/** Nobody who is held out was ever written to. */
export const callsToHeldOut = (seen: readonly Sighting[], { settings }: StormRecord): string[] =>
  [...grouped(seen, ({ customer }) => customer.customerId)].flatMap(([customerId, own]) =>
    isHeldOut(customerId, settings.holdOut) ? [`${customerId} is held out and got ${own.length} calls`] : [],
  );

/** Nobody was told that they are missed after the order that brought them back was folded. */
export const callsAfterGoal = (seen: readonly Sighting[], { told, restedAt }: StormRecord): string[] => {
  const orders = grouped(
    told.flatMap(({ happening, rests }) =>
      happening.kind === "order-placed"
        ? [{ customerId: happening.customerId, at: happening.occurredAt, from: foldedBy(rests, restedAt) }]
        : [],
    ),
    ({ customerId }) => customerId,
  );
  return seen.flatMap(({ call, customer, place, reservation }) => {
    if (reservation.campaignId === "post-delivery-care") return [];
    const isBack = (orders.get(customer.customerId) ?? []).some(
      ({ at, from }) => at > reservation.reservedAt && place >= from,
    );
    return isBack ? [`call ${place} (${call.key}): ${customer.customerId} had ordered already`] : [];
  });
};

/** No call came while the account was paused. */
export const callsInPause = ({ pauses }: Pick<StormRecord, "pauses">): string[] =>
  pauses.flatMap(({ from, to }) => (to > from ? [`${to - from} calls came while the account was paused`] : []));
