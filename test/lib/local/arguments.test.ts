import { describe, expect, test } from "vitest";
import { parseArguments } from "../../../lib/local/arguments.ts";

describe("parseArguments", () => {
  test("without words runs the sample shop on port 4000 in .rekindle", () => {
    const parsed = parseArguments([]);

    expect(parsed).toEqual({
      kind: "run",
      arguments: { port: 4000, shop: "sample", customers: 500, data: ".rekindle", fresh: false, eventsOut: false },
    });
  });

  test.each([
    { words: ["--port", "0"], says: /--port is "0".*1 to 65535/ },
    { words: ["--port", "4e3"], says: /--port is "4e3"/ },
    { words: ["--shop", "big"], says: /--shop is "big".*sample or empty/ },
    { words: ["--customers", "0"], says: /--customers is "0".*1 to 100000/ },
    { words: ["--customers", "2e3"], says: /--customers is "2e3"/ },
    { words: ["--data", " "], says: /--data is empty/ },
    { words: ["--prot", "1"], says: /--prot/ },
    { words: ["now"], says: /now/ },
  ])("refuses $words and says what is wrong", ({ words, says }) => {
    const parsed = parseArguments(words);

    expect(parsed).toMatchObject({ kind: "refused", problem: expect.stringMatching(says) });
  });
});
