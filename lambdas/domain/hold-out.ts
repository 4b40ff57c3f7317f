import { hashOf, numberOf } from "./hash.ts";

export const bucketCount = 10_000;

/**
 * Where a customer falls for one salt: 0 to 9999, always the same, evenly spread. A share of p percent is the buckets below
 * p × 100. Other salts draw independent groups.
 */
export const bucketOf = (customerId: string, salt: string): number => numberOf(hashOf(customerId, salt)) % bucketCount;

/** Whether a hold-out keeps a customer out. `percent`: 0 to 100. */
export const isInHoldOut = (
  customerId: string,
  { percent, salt }: { readonly percent: number; readonly salt: string },
): boolean => percent > 0 && bucketOf(customerId, salt) < percent * 100;
