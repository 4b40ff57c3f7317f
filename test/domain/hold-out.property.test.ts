import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dueShardOf } from "../../lambdas/domain/due-shard.ts";
import { bucketOf } from "../../lambdas/domain/hold-out.ts";

const customers = Array.from({ length: 20_000 }, (_, index) => `customer-${index}`);

/** Chi-square of counts that should all be the same. */
const chiSquare = (values: readonly number[], bins: number): number => {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  const expected = values.length / bins;
  return counts.reduce((total, count) => total + (count - expected) ** 2 / expected, 0);
};

test("a bucket is a whole number from 0 to 9999 and stays the same", () => {
  void fc.assert(
    fc.property(fc.string(), fc.string(), (customerId, salt) => {
      const bucket = bucketOf(customerId, salt);

      expect(Number.isInteger(bucket) && bucket >= 0 && bucket < 10_000).toBe(true);
      expect(bucketOf(customerId, salt)).toBe(bucket);
    }),
  );
});

test("a bucket is the first 48 bits of a SHA-256 modulo 10000", () => {
  void fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), (customerId, salt) => {
      const digest = createHash("sha256")
        .update(JSON.stringify([customerId, salt]))
        .digest("hex");

      expect(bucketOf(customerId, salt)).toBe(Number(BigInt(`0x${digest.slice(0, 12)}`) % 10_000n));
    }),
  );
});

test.each(["2026", "rekindle", ""])("customers spread evenly over the buckets of salt %j", (salt) => {
  const hundreds = customers.map((customerId) => Math.floor(bucketOf(customerId, salt) / 100));

  const spread = chiSquare(hundreds, 100);

  // 99 degrees of freedom: a fair draw exceeds 160 once in ten thousand times. The customers never change.
  expect(spread).toBeLessThan(160);
});

test("two salts draw independent groups", () => {
  const inBoth = customers.filter((id) => bucketOf(id, "one") < 2000 && bucketOf(id, "two") < 2000).length;

  // 4 % of 20,000 is 800, give or take 28.
  expect(Math.abs(inBoth - 800)).toBeLessThan(112);
});

test.each([1, 4, 7, 64])("customers spread evenly over %i due shards", (shards) => {
  const spread = chiSquare(
    customers.map((customerId) => dueShardOf(customerId, shards)),
    shards,
  );

  expect(spread).toBeLessThan(shards + 6 * Math.sqrt(2 * shards));
});
