import type { SequencedEvent } from "../../domain/advance.ts";
import type { CustomerEvent } from "../../domain/event.ts";
import { isOfErased, type NewAddress, newAddresses } from "../../domain/known-person.ts";
import type { Profile } from "../../domain/profile.ts";
import { createKeyedHash, type KeyedHash } from "../../shared/keyed-hash.ts";
import type { Runtime } from "../../shared/runtime.ts";
import type { EventStore } from "../../store/event-store.ts";
import { createSuppressionStore, type Listed, type ListedSuppression } from "../../store/suppression-store.ts";

/** The events of one customer and the profile they go to; no profile when there is none yet. */
export interface Arrivals {
  readonly customerId: string;
  readonly profile: Profile | undefined;
  readonly events: readonly SequencedEvent[];
}

export interface Admission {
  /**
   * What may be folded, by customer: without what belongs to an erased person, and with a suppression for every new address
   * that is on the list. It throws rather than let an address through unasked.
   */
  admit(arrivals: readonly Arrivals[]): Promise<ReadonlyMap<string, readonly SequencedEvent[]>>;
}

/**
 * Asks the suppression list when an address enters a profile, and never again: from then on the profile itself knows. So
 * the list costs a read unit per new address, and nothing per message.
 */
export const createAdmission = (runtime: Runtime, events: Pick<EventStore, "append">): Admission => {
  const list = createSuppressionStore(runtime);
  const keyedHash = createKeyedHash(runtime);
  return {
    admit: async (arrivals) => {
      const asking = arrivals.filter(needsAsking);
      const listed = asking.length === 0 ? nothing : await list.find(questionsOf(await keyedHash(), asking));
      const hash = listed === nothing ? undefined : await keyedHash();
      const admitted = arrivals.map((one) => (hash === undefined ? { ...one, added: [] } : judged(one, hash, listed)));
      // Stored as well, so that a profile can be told from its events alone.
      const added = admitted.flatMap((one) => one.added);
      if (added.length > 0) await events.append(added);
      return new Map(admitted.map((one) => [one.customerId, [...one.added, ...one.events]]));
    },
  };
};

const nothing: Listed = { suppressions: new Map(), erasedAt: new Map() };

const needsAsking = ({ profile, events }: Arrivals): boolean =>
  profile === undefined || newAddresses(profile, events).length > 0;

const questionsOf = (hash: KeyedHash, asking: readonly Arrivals[]) => ({
  addresses: asking.flatMap(({ profile, events }) =>
    newAddresses(profile, events).map(({ channel, address }) => hash(channel, address)),
  ),
  customers: asking.flatMap(({ customerId, profile }) => (profile === undefined ? [hash("customer", customerId)] : [])),
});

interface Admitted extends Arrivals {
  readonly added: readonly CustomerEvent[];
}

const judged = (one: Arrivals, hash: KeyedHash, listed: Listed): Admitted => {
  const { customerId, profile } = one;
  const erasedAt = profile === undefined ? listed.erasedAt.get(hash("customer", customerId)) : undefined;
  const events = erasedAt === undefined ? one.events : one.events.filter((event) => !isOfErased(event, erasedAt));
  const added = newAddresses(profile, events).flatMap((address) => {
    const entry = listed.suppressions.get(hash(address.channel, address.address));
    return entry === undefined ? [] : [listedEvent({ customerId, ...address, ...entry })];
  });
  return { ...one, events, added };
};

/** The same every time, so that saying it again is harmless. */
const listedEvent = (q: NewAddress & ListedSuppression & { readonly customerId: string }): CustomerEvent => ({
  kind: "suppressed",
  customerId: q.customerId,
  eventId: `listed-${q.hash}`,
  occurredAt: q.at,
  receivedAt: q.at,
  channel: q.channel,
  address: q.address,
  cause: q.cause,
});
