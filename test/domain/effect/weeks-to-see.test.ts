import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { weeksToGo } from "../../../lambdas/domain/effect/lift.ts";
import { weeksUntilSeen } from "../../support/simulated-shops.ts";

const shops = 101;
const bases = [0.03, 0.1];

/** What docs/effect.md says: customers a week, held out, and for each share of those who come back anyway, weeks and weeks. */
const rows = readFileSync(new URL("../../../docs/effect.md", import.meta.url), "utf8")
  .split("\n")
  .flatMap((line) => {
    const cells = line.split("|").map((cell) => Number(cell.trim().replaceAll(",", "").replace(" %", "")));
    const [, perWeek = 0, percent = 0] = cells;
    if (cells.length !== 8 || !(perWeek > 0)) return [];
    return bases.map((base, index) => ({
      ...{ perWeek, heldOut: percent / 100, base },
      ...{ narrow: cells[3 + 2 * index], seen: cells[4 + 2 * index] },
    }));
  });

const sums = (customers: number, base: number) => ({
  ...{ customers, converted: customers * base, orders: 0, revenue: 0, spent: 0 },
  ...{ spentSquares: 0, revenueSquares: 0, products: 0 },
});

const medianOf = (row: (typeof rows)[number]): number => {
  const weeks = (row.narrow ?? 1) * 2 + 4;
  const found = Array.from({ length: shops }, (_, index) =>
    weeksUntilSeen({ ...row, weeks, seed: index + 1, lift: 0.02 }),
  );
  return found.sort((a, b) => a - b)[(shops - 1) / 2] ?? Number.NaN;
};

describe("the weeks until two points are seen, as docs/effect.md has them", () => {
  it("are there for shops of all sizes", () => {
    expect(rows.length).toBe(20);
  });

  it.each(rows)(
    "after $narrow weeks the interval is narrow enough: $perWeek a week, $heldOut held out, $base anyway",
    (row) => {
      const { perWeek, heldOut, base } = row;
      const first = { treated: sums(perWeek * (1 - heldOut), base), heldOut: sums(perWeek * heldOut, base) };

      expect((weeksToGo(first, { weeks: 1, points: 0.02 }) ?? Number.NaN) + 1).toBe(row.narrow);
    },
  );

  it.each(rows)(
    "half of the made-up shops see it after $seen: $perWeek a week, $heldOut held out, $base anyway",
    (row) => {
      expect(medianOf(row)).toBe(row.seen);
    },
  );
});
