import type { Action } from "./action.ts";
import type { Addition } from "./funnel-counts.ts";
import { withReserved } from "./held-coupon.ts";
import type { Look } from "./look.ts";
import type { Reservation } from "./message.ts";
import type { Contact, Journey, Profile } from "./profile.ts";
import type { Rules } from "./rules.ts";

/**
 * A decision in the making. It is changed in place while one `decide` runs and never leaves it: a copy per step would
 * cost more than all the rules together.
 */
export interface Draft {
  /** The customer before this decision. */
  readonly profile: Profile;
  contacts: readonly Contact[];
  journeys: readonly Journey[];
  entries: Profile["entries"];
  readonly reservations: Reservation[];
  readonly looks: Look[];
  readonly actions: Action[];
  /** Present once a step noted something down. */
  marks?: Profile["marks"];
  /** What the customer holds, with the codes of messages reserved here. */
  coupons: Profile["coupons"];
  shopWindow: Profile["shopWindow"];
  /** What is counted besides looks. */
  readonly counted: Addition[];
}

export const draftOf = (profile: Profile): Draft => ({
  profile,
  contacts: profile.contacts,
  journeys: profile.journeys,
  entries: profile.entries,
  reservations: [],
  looks: [],
  actions: [],
  coupons: profile.coupons,
  shopWindow: profile.shopWindow,
  counted: [],
  ...(profile.marks !== undefined && { marks: profile.marks }),
});

/** Puts the journey's next place after all others, or takes it out when the journey is over. */
export const moveJourney = (draft: Draft, journey: Journey, next: Journey | undefined): void => {
  const journeys: Journey[] = [];
  for (const other of draft.journeys) if (other !== journey) journeys.push(other);
  if (next !== undefined) journeys.push(next);
  draft.journeys = journeys;
};

/** A reserved message takes its slot in the caps from this instant on. */
export const takeSlot = (draft: Draft, { messageKey, channel, category, reservedAt }: Reservation): void => {
  draft.contacts = [...draft.contacts, { messageKey, channel, category, at: reservedAt }];
};

/** The code that a reserved message carries belongs to the customer from this instant on. */
export const holdCoupon = (draft: Draft, reservation: Reservation, rules: Rules): void => {
  if (reservation.couponId === undefined) return;
  draft.coupons = withReserved(draft.coupons, draft.profile.customerId, reservation, rules);
};
