import type { Reservation } from "../../../lambdas/domain/message.ts";
import type { ProviderCall } from "../provider-log.ts";
import type { StormRecord } from "../storm-record.ts";
import type { StormCustomer } from "../storm-shop.ts";

/** A call together with whose it was and which decision it came from. */
export interface Sighting {
  readonly call: ProviderCall;
  /** Its place among all calls. */
  readonly place: number;
  readonly customer: StormCustomer;
  readonly reservation: Reservation;
  /** The instant of the decision that sent it off, epoch milliseconds: from then on it counts against the caps. */
  readonly decidedAt: number;
}

export interface Sightings {
  readonly seen: readonly Sighting[];
  /** Calls that nobody decided, that name no message, or that went to somebody else. */
  readonly strange: readonly string[];
}

interface Origin {
  readonly customerId: string;
  readonly at: number;
  readonly reservation: Reservation;
}

export const grouped = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
};

export const iso = (at: number): string => new Date(at).toISOString();

/** The latest decision about the message that is not younger than the call. */
const originOf = (origins: readonly Origin[], call: ProviderCall): Origin | undefined =>
  origins
    .filter(({ at }) => at <= call.at)
    .reduce<Origin | undefined>((last, one) => (last !== undefined && last.at > one.at ? last : one), undefined);

/** Puts each call that the providers saw beside the decision and the customer it belongs to. */
export const sightingsOf = ({ calls, decided, shop }: StormRecord): Sightings => {
  const origins = grouped(
    decided.flatMap(({ customerId, at, reservations }) =>
      reservations.map((reservation): Origin => ({ customerId, at, reservation })),
    ),
    ({ reservation }) => reservation.messageKey,
  );
  const customers = new Map(shop.customers.map((customer) => [customer.customerId, customer]));
  const seen: Sighting[] = [];
  const strange: string[] = [];
  for (const [place, call] of calls.entries()) {
    const origin = call.key === undefined ? undefined : originOf(origins.get(call.key) ?? [], call);
    const customer = customers.get(origin?.customerId ?? "");
    const address = call.channel === "email" ? customer?.email : customer?.phone;
    if (origin === undefined || customer === undefined) strange.push(`call ${place} (${call.key}) was never decided`);
    else if (address !== call.address) strange.push(`call ${place} (${call.key}) went to another address`);
    else seen.push({ call, place, customer, reservation: origin.reservation, decidedAt: origin.at });
  }
  return { seen, strange };
};
