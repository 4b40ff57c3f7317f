import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { singleLine } from "../../lambdas/channels/single-line.ts";
import { allowedVariables, messageVariables, templateVariables } from "../../lambdas/channels/variables.ts";
import { emptyProfile } from "../../lambdas/domain/profile.ts";
import { fullProfile, sampleLinks, sampleShop, sampleVariables, wordsWith } from "../support/message-samples.ts";

const pathsOf = (value: object, prefix = ""): readonly string[] =>
  Object.entries(value).flatMap(([key, part]) =>
    typeof part === "object" && part !== null ? pathsOf(part, `${prefix}${key}.`) : [`${prefix}${key}`],
  );

describe("the variables of a message", () => {
  it("are exactly the allowed ones, for a full profile as for an empty one", () => {
    const words = wordsWith({});
    const allowed = allowedVariables(Object.keys(words.parameters));

    const full = pathsOf(sampleVariables(words, fullProfile("Ann")));
    const empty = pathsOf(sampleVariables(words, emptyProfile("c-1")));

    expect([...full].sort()).toEqual([...allowed].sort());
    expect([...empty].sort()).toEqual([...allowed].sort());
    expect(allowed).toEqual(expect.arrayContaining(Object.keys(templateVariables)));
  });

  it("date the last order in the customer's own zone and language", () => {
    const profile = {
      ...emptyProfile("c-1"),
      orders: { count: 1, revenue: 5, lastAt: Date.UTC(2026, 2, 11, 20), recent: [] },
    };
    const now = Date.UTC(2026, 2, 14, 20);
    const shared = { profile, shop: sampleShop, now, ...sampleLinks };

    const london = messageVariables({ ...shared, words: wordsWith({}), timeZone: "Europe/London" });
    const shanghai = messageVariables({ ...shared, words: wordsWith({}, "zh"), timeZone: "Asia/Shanghai" });

    expect(london.order).toEqual({ lastDate: "11 March 2026", daysSince: 3, count: 1 });
    expect(shanghai.order).toEqual({ lastDate: "2026年3月12日", daysSince: 3, count: 1 });
  });

  it.each(["http://evil.example", "Visit www.evil.example", "evil.example", "   ", "\u202e\r\n"])(
    "greet %j as somebody whose name is unknown",
    (firstName) => {
      const variables = sampleVariables(wordsWith({}), fullProfile(firstName));

      expect(variables.customer.firstName).toBe("there");
    },
  );

  it("leave out half a letter, which no provider takes", () => {
    const variables = sampleVariables(wordsWith({}), fullProfile("Ann \ud83d"));

    expect(variables.customer.firstName).toBe("Ann");
  });

  it("cut a name that is no name after 40 characters, never through one", () => {
    const variables = sampleVariables(wordsWith({}), fullProfile("😀".repeat(60)));

    expect(variables.customer.firstName).toBe("😀".repeat(40));
  });
});

describe("a single line", () => {
  it("holds no control character, line separator or turned direction, whatever went in", () => {
    void fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const line = singleLine(`\r\n\u2028\u202e${text}`);

        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});
