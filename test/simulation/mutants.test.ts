import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectDirectory } from "../../lib/local/engine.ts";
import { mutated } from "../../lib/simulation/bundle.ts";
import { mutants } from "../../lib/simulation/mutants.ts";

describe("each planted bug", () => {
  test("has a name of its own", () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    expect(mutants.length).toBeGreaterThanOrEqual(15);
  });

  test.each(mutants)("$name: changes one place of the code as it is", (mutant) => {
    const text = readFileSync(join(projectDirectory, mutant.file), "utf8");

    expect(mutated(mutant, text)).not.toBe(text);
  });
});
