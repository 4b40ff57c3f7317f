import type { CustomerEvent } from "./event.ts";
import { attributeTextMax, cartProductsKept } from "./limits.ts";
import type { Cart, Profile } from "./profile.ts";
import { profileWith } from "./profile-with.ts";

type CartUpdated = Extract<CustomerEvent, { kind: "cart-updated" }>;

/**
 * The newest word on the cart holds, whichever comes first; one from before the last order is about goods that were bought.
 * That a cart was emptied is remembered until the order that follows, so that an older word does not fill it again.
 */
export const withCart = (profile: Profile, event: CartUpdated): Profile => {
  const { occurredAt: at } = event;
  if ((profile.orders.lastAt ?? Number.NEGATIVE_INFINITY) >= at) return profile;
  if (event.items === 0) return emptiedAt(profile, at);
  if ((profile.cartEmptiedAt ?? Number.NEGATIVE_INFINITY) >= at) return profile;
  const cart = cartOf(event);
  return isNewer(cart, profile.cart) ? profileWith(without(profile, "cartEmptiedAt"), { cart }) : profile;
};

const cartOf = ({ occurredAt: at, cartId, items, value, products }: CartUpdated): Cart => ({
  at,
  ...(cartId !== undefined && { cartId }),
  items,
  ...(value !== undefined && { value }),
  products: products.filter(({ length }) => length <= attributeTextMax).slice(0, cartProductsKept),
});

/** Of two words at one instant the same one must win in any order. */
const isNewer = (cart: Cart, known: Cart | undefined): boolean =>
  known === undefined || cart.at > known.at || (cart.at === known.at && JSON.stringify(cart) > JSON.stringify(known));

const emptiedAt = (profile: Profile, at: number): Profile => {
  const { cart, cartEmptiedAt } = profile;
  if ((cart !== undefined && cart.at > at) || (cartEmptiedAt ?? Number.NEGATIVE_INFINITY) >= at) return profile;
  return profileWith(without(profile, "cart"), { cartEmptiedAt: at });
};

/** What an order makes of the cart that came before it. */
export const withoutCartUntil = (profile: Profile, at: number): Profile => {
  const emptied = (profile.cart?.at ?? Number.POSITIVE_INFINITY) <= at ? without(profile, "cart") : profile;
  return (emptied.cartEmptiedAt ?? Number.POSITIVE_INFINITY) <= at ? without(emptied, "cartEmptiedAt") : emptied;
};

const without = (profile: Profile, name: "cart" | "cartEmptiedAt"): Profile =>
  profileWith(profile, { [name]: undefined });
