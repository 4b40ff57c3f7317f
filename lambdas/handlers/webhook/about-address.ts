import type { CustomerEvent } from "../../domain/event.ts";
import { type AddressFact, leavingEvents } from "../../domain/intake/shopify.ts";
import { parcelEvent } from "../../domain/intake/shopify-parcel.ts";
import type { CustomerStore } from "../../store/customer-store.ts";

interface Tools {
  readonly customers: Pick<CustomerStore, "findByEmail" | "load">;
  readonly now: number;
}

/** What a fact about an address means for those who have it. An index finds them; for an order the profile decides. */
export const eventsAboutAddress = async (
  { customers, now }: Tools,
  { address, fact }: { readonly address: string; readonly fact: AddressFact },
): Promise<readonly CustomerEvent[]> => {
  const sharing = await customers.findByEmail(address);
  if (fact.kind === "left")
    return sharing.flatMap((customerId) => leavingEvents({ customerId, at: fact.at, receivedAt: now }));
  const { orderId } = fact;
  const profiles = [...(await customers.load(sharing)).values()];
  return profiles
    .filter(({ orders }) => orders.recent.some((order) => order.orderId === orderId))
    .map(({ customerId }) => parcelEvent(fact, { customerId, receivedAt: now }));
};
