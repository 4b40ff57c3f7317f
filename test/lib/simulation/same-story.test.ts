import { describe, expect, test } from "vitest";
import { loadWiring } from "../../../lib/local/load-wiring.ts";
import { simulate } from "../../../lib/simulation/simulate.ts";
import { tellStories } from "../../../lib/simulation/tell-stories.ts";

const wiring = await loadWiring();

describe("a story on the real table engine", () => {
  // The digest stands for every line of the history: each call with its outcome, in the order in which they took effect.
  test.each([2, 3, 16, 18])("is the story that the tables in memory tell (seed %i)", async (seed) => {
    const steps = 300;
    const inMemory = await simulate(wiring, { seed, steps });
    const real = await simulate(wiring, { seed, steps, engine: "real" });

    expect(real).toEqual({ ...inMemory, engine: "real" });
    expect(real.broken).toEqual([]);
    expect(real.steps).toBeGreaterThan(steps);
  });

  test("is told by a process of its own as well, which finds the engine and ends it", async () => {
    const story = { seed: 3, steps: 100 };
    const [inMemory] = await tellStories({ wiring, stories: [story], processes: 1 });
    const [real] = await tellStories({ wiring, stories: [{ ...story, engine: "real" }], processes: 1 });

    expect(real).toEqual({ ...inMemory, engine: "real" });
  });
});
