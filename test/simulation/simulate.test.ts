// Whole shops with everything going wrong. `npm run simulate` tells thousands of such stories; here are a fixed few, some
// that nobody has told before, and every one that once broke a law.
import { randomInt } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { loadWiring } from "../../lib/local/load-wiring.ts";
import type { Wiring } from "../../lib/local/wiring.ts";
import { faultKinds } from "../../lib/simulation/chances.ts";
import { readRegressions } from "../../lib/simulation/regressions.ts";
import { simulate, type Told } from "../../lib/simulation/simulate.ts";

// So many that even the rarest fault strikes in one of them: what the fresh seeds bring along must not matter for that.
const fixedSeeds = Array.from({ length: 20 }, (_, index) => index + 1);
const freshSeeds = Array.from({ length: 5 }, () => randomInt(1, 2 ** 31));

let wiring: Wiring;
beforeAll(async () => {
  wiring = await loadWiring();
});

/** What a reader needs to begin with when a law was broken. */
const whatBroke = ({ seed, broken, history }: Told) =>
  broken.length === 0 ? [] : [{ seed, broken: broken.slice(0, 3), history: history.slice(-30) }];

describe("every law holds", () => {
  const told: Told[] = [];

  test.each([...fixedSeeds, ...freshSeeds])("in the story of seed %i", async (seed) => {
    const one = await simulate(wiring, { seed });
    told.push(one);

    expect(whatBroke(one)).toEqual([]);
  });

  test("while messages went out and every kind of fault struck", () => {
    const known = told.filter(({ seed }) => fixedSeeds.includes(seed));
    const accepted = known.reduce((sum, { messagesAccepted }) => sum + messagesAccepted, 0);
    const neverStruck = faultKinds.filter((kind) => known.every(({ struck }) => struck[kind] === undefined));

    expect(accepted).toBeGreaterThan(100);
    expect(neverStruck).toEqual([]);
  });
});

test("the same seed tells the same story, to the last line", async () => {
  const [first, second] = [await simulate(wiring, { seed: 7 }), await simulate(wiring, { seed: 7 })];

  expect(second.digest).toBe(first.digest);
  expect(second.steps).toBe(first.steps);
});

test.each(readRegressions())("the story kept in $name breaks no law any more", async ({ story }) => {
  expect(whatBroke(await simulate(wiring, story))).toEqual([]);
});
