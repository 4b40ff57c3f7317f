import * as fc from "fast-check";
import { categories, channels } from "../../lambdas/domain/channel.ts";

/** Instants of this product: 2001 to 2096, to the millisecond. */
export const anyInstant = fc.integer({ min: 978_307_200_000, max: 3_999_999_999_999 });
export const count = fc.nat({ max: 100_000 });
export const money = fc.integer({ min: -1_000_000, max: 100_000_000 }).map((cents) => cents / 100);
/** Ids come from other systems: any text but the empty one. */
export const id = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
export const channel = fc.constantFrom(...channels);
export const category = fc.constantFrom(...categories);
export const text = fc.string({ unit: "grapheme", maxLength: 60 });
export const campaignId = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/).filter((id) => id !== "constructor");
export const messageKey = fc.stringMatching(/^[a-z2-7]{26}$/);

export type WithoutUndefined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

export const record = <T extends object, R extends keyof T>(
  model: { [K in keyof T]: fc.Arbitrary<T[K]> },
  requiredKeys: R[],
) =>
  fc.record<T, R>(model, { requiredKeys, noNullPrototype: true }) as fc.Arbitrary<
    WithoutUndefined<Pick<T, R>> & Partial<WithoutUndefined<T>>
  >;

/** Of some nothing is known but when and how often. */
export const productFigures = fc.record(
  {
    ...{ productId: id, lastAt: anyInstant, count, firstAt: anyInstant, pieces: fc.integer({ min: 2, max: 60 }) },
    category: fc.oneof(fc.constantFrom("yoga", "tea"), id),
  },
  { noNullPrototype: true, requiredKeys: ["productId", "lastAt", "count"] },
);

export const perChannel = <Value>(value: fc.Arbitrary<Value>) =>
  record({ email: value, sms: value, push: value }, []) as fc.Arbitrary<
    Partial<Record<"email" | "sms" | "push", Value>>
  >;

export const dictionary = <Value>(key: fc.Arbitrary<string>, value: fc.Arbitrary<Value>) =>
  fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true });
