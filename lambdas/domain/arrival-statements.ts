import type { Channel } from "./channel.ts";
import { comparable } from "./consent.ts";
import type { CustomerEvent, Traits } from "./event.ts";
import type { Consent, Suppression } from "./profile.ts";

type Of<Kind extends CustomerEvent["kind"]> = Extract<CustomerEvent, { kind: Kind }>;

/**
 * Whether some order of arrival leaves this value of a trait. The newest statement overrides whatever is there and is
 * overridden by none; of a field it does not mention, any earlier statement may stand.
 */
export const traitExplained = (
  name: keyof Traits,
  stored: string | undefined,
  events: readonly CustomerEvent[],
): boolean => {
  const statements = events.filter((event): event is Of<"identified"> => event.kind === "identified");
  const newestAt = statements.reduce((latest, { occurredAt }) => Math.max(latest, occurredAt), 0);
  const about = statements.filter(({ traits }) => traits[name] !== undefined);
  const newest = about.filter(({ occurredAt }) => occurredAt === newestAt);
  return (newest.length > 0 ? newest : about).some(({ traits }) => traits[name] === stored);
};

const consentKinds: ReadonlySet<string> = new Set(["consent-given", "consent-withdrawn"]);

/** Of equal statements at one instant any may have given its source; what is granted and since when is never open. */
export const consentExplained = (
  place: { readonly channel: Channel; readonly topic: string },
  stored: Consent | undefined,
  recomputed: Consent | undefined,
  events: readonly CustomerEvent[],
): boolean => {
  if (stored === undefined || recomputed === undefined) return false;
  if (stored.granted !== recomputed.granted || stored.at !== recomputed.at) return false;
  return events.some(
    (event) =>
      consentKinds.has(event.kind) &&
      "topic" in event &&
      event.topic === place.topic &&
      event.channel === place.channel &&
      event.occurredAt === stored.at &&
      event.source === stored.source,
  );
};

/** The suppressed addresses are never open; which of several reports about one came first is. */
export const suppressionsExplained = (
  channel: Channel,
  stored: readonly Suppression[],
  events: readonly CustomerEvent[],
): boolean => {
  const told = events.filter(
    (event): event is Of<"suppressed"> => event.kind === "suppressed" && event.channel === channel,
  );
  const addresses = new Set(told.map(({ address }) => comparable(address)));
  if (addresses.size !== stored.length) return false;
  return stored.every((one) =>
    told.some(
      (event) => comparable(event.address) === one.address && event.cause === one.cause && event.occurredAt === one.at,
    ),
  );
};
