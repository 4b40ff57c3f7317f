import type { ShopSecrets } from "../../lambdas/shared/shop-secrets.ts";

/** Two are needed while one replaces the other; each more is one more that can leak. */
export const secretsPerShopMax = 3;

export const isShopDomain = (text: string): boolean => /^[a-z0-9][a-z0-9-]{0,60}\.myshopify\.com$/.test(text);

/** Shopify's are 32 to 64 hexadecimal digits or start with a word; a line break or a blank is a slip of whoever pasted it. */
export const isSecret = (text: string): boolean => /^[\x21-\x7e]{16,200}$/.test(text);

export type SecretsChange =
  | { readonly kind: "add"; readonly secret: string }
  /** The secret that was added last stays, the others go. */
  | { readonly kind: "only-newest" }
  | { readonly kind: "disconnect" };

export type Changed =
  | { readonly ok: true; readonly secrets: ShopSecrets; readonly valid: number }
  | { readonly ok: false; readonly problem: string; readonly allowed: string };

const withShop = (secrets: ShopSecrets, shop: string, own: readonly string[]): Changed => {
  const { [shop]: _, ...others } = secrets;
  return { ok: true, secrets: own.length === 0 ? others : { ...others, [shop]: own }, valid: own.length };
};

/** The newest secret of a shop comes last. */
export const changeSecrets = (secrets: ShopSecrets, shop: string, change: SecretsChange): Changed => {
  const own = Object.hasOwn(secrets, shop) ? (secrets[shop] ?? []) : [];
  if (change.kind === "disconnect") return withShop(secrets, shop, []);
  if (change.kind === "only-newest") return withShop(secrets, shop, own.slice(-1));
  const next = [...own.filter((known) => known !== change.secret), change.secret];
  return next.length > secretsPerShopMax
    ? {
        ok: false,
        problem: `has ${own.length} secrets already`,
        allowed: `at most ${secretsPerShopMax}; --only-newest drops the older ones`,
      }
    : withShop(secrets, shop, next);
};
