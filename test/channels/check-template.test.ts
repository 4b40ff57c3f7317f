import { expect, it } from "vitest";
import { templateProblems } from "../../lambdas/channels/check-template.ts";

it.each([
  [1_000, []],
  [
    1_001,
    [{ where: "a.mjml, line 5", problem: "has too many tags and values", received: "1001", allowed: "at most 1000" }],
  ],
])(
  "a template with %i values is checked or refused, because finding the place of each takes long",
  (count, expected) => {
    const text = "{{ shop.name }}".repeat(count);

    const problems = templateProblems({ file: "a.mjml", text, kind: "html", language: "en", firstLine: 5 }, [
      "shop.name",
    ]);

    expect(problems).toEqual(expected);
  },
);
