import { describe, expect, test } from "vitest";
import { lookHelp, parseLook } from "../../../lib/look/arguments.ts";

describe("npm run look", () => {
  test("takes every page into a folder that git leaves alone, unless told otherwise", () => {
    expect(parseLook([])).toEqual({ kind: "run", arguments: { out: "out/look" } });
    expect(parseLook(["--out", "pictures", "--only", "edit"])).toEqual({
      kind: "run",
      arguments: { out: "pictures", only: "edit" },
    });
  });

  test.each([
    [["--out", " "], "--out is empty; it must name a directory."],
    [["--pages", "edit"], "--pages"],
    [["edit"], "edit"],
  ])("refuses %j and says why", (words, problem) => {
    expect(parseLook(words)).toEqual({ kind: "refused", problem: expect.stringContaining(problem) });
  });

  test("explains each option it knows", () => {
    expect(parseLook(["--help"])).toEqual({ kind: "help" });
    for (const option of ["--out", "--only", "--help"]) expect(lookHelp).toContain(option);
  });
});
