import { describe, expect, it } from "vitest";
import { templateProblems } from "../../lambdas/channels/check-template.ts";
import { renderMessage } from "../../lambdas/channels/render.ts";
import { allowedVariables } from "../../lambdas/channels/variables.ts";
import { fullProfile, sampleVariables, wordsWith } from "../support/message-samples.ts";

/** Milliseconds of CPU that one template may take to be checked, or to be filled in. A usual one takes less than one. */
const cpuMsMax = 2_000;

const cpuOf = (work: () => unknown): number => {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1_000;
};

const render = (text: string) => {
  const words = wordsWith({ sms: { text } });
  return renderMessage({
    words,
    stepId: "hello",
    channel: "sms",
    variables: sampleVariables(words, fullProfile("Ann")),
  });
};

const check = (text: string) =>
  templateProblems({ file: "words.json", text, kind: "plain", language: "en", firstLine: 1 }, allowedVariables([]));

/** Templates that ask for as much work or memory as they can, each within the length that is allowed. */
const greedy: readonly (readonly [what: string, template: string])[] = [
  ["nested loops", "{% for i in (1..1000000) %}{% for j in (1..1000000) %}x{% endfor %}{% endfor %}"],
  ["a huge range in a condition", "{% if (1..100000000) contains 5 %}x{% endif %}"],
  ["a huge range written out", "{{ (1..100000000) }}"],
  ["a huge range in a case", "{% case (1..50000000) %}{% when 1 %}x{% endcase %}"],
  ["many large ranges", "{{ (1..90000) }}".repeat(999)],
  ["a template that renders itself", "{% render 'self' %}"],
  ["a template that includes itself", "{% include 'self' %}"],
  ["a layout", "{% layout 'self' %}"],
  ["deep nesting", "{% if true %}".repeat(6_000) + "{% endif %}".repeat(6_000)],
  ["nesting that never ends", "{% if true %}".repeat(11_000)],
  ["nesting as deep as allowed", "{% if true %}".repeat(500) + "{% endif %}".repeat(500)],
  ["many outputs", "{{ shop.name }}".repeat(9_900)],
  ["as many outputs as allowed", "{{ shop.name }}".repeat(1_000)],
  ["a case with many branches", `{% case 1 %}${"{% when 2 %}x".repeat(990)}{% endcase %}`],
  ["a branch with many values", `{% case 1 %}{% when ${"2,".repeat(70_000)}1 %}x{% endcase %}`],
  ["many filters", `{{ 'x'${" | upcase".repeat(16_000)} }}`],
  ["a filter with a huge argument", "{{ 'x' | truncate: 100000000000, 'yyyy' }}"],
  ["a long condition", `{% if ${"true and ".repeat(15_000)}true %}x{% endif %}`],
  ["many brackets", `{% if ${"(".repeat(50_000)} %}x{% endif %}`],
  ["nested lookups", `{{ a${"[a".repeat(50_000)} }}`],
  ["a long path", `{{ a${".a".repeat(50_000)} }}`],
  ["a quote that never ends", `{{ '${"\\'".repeat(70_000)} }}`],
  ["a huge number", `{{ ${"1".repeat(149_000)} }}`],
  ["nothing but openings", "{{".repeat(70_000)],
  ["nothing but spaces", `{{${" ".repeat(149_000)}}}`],
  ["comments in comments", "{% comment %}".repeat(990)],
  ["too much text", "x".repeat(150_001)],
];

describe("a hostile template", () => {
  it.each(greedy)("cannot stall a function that fills it in: %s", (_what, template) => {
    let rendering: ReturnType<typeof render> | undefined;

    const cpuMs = cpuOf(() => {
      rendering = render(template);
    });

    expect(cpuMs).toBeLessThan(cpuMsMax);
    if (rendering?.ok === false) expect(rendering.detail.length).toBeLessThan(400);
    else expect(JSON.stringify(rendering).length).toBeLessThan(1_000);
  });

  it.each(greedy)("cannot stall a function that checks it: %s", (_what, template) => {
    let problems: ReturnType<typeof check> = [];

    const cpuMs = cpuOf(() => {
      problems = check(template);
    });

    expect(cpuMs).toBeLessThan(cpuMsMax);
    expect(problems.every(({ problem }) => problem.length <= 200)).toBe(true);
  });

  it.each([
    ["tags and outputs", "{{ shop.name }}".repeat(1_001), /1001 tags and outputs; allowed: at most 1000/],
    ["characters", "x".repeat(150_001), /parse length limit exceeded/],
    ["memory", "{{ (1..100000000) }}", /memory alloc limit exceeded/],
    ["output", "{{ shop.name }}".repeat(100), /1400 characters long; allowed: at most 800/],
  ])("is told that it has too much: %s", (_what, template, expected) => {
    expect(render(template)).toMatchObject({ ok: false, detail: expect.stringMatching(expected) });
  });

  it.each([
    "{{ shop.__proto__ }}",
    "{{ shop.constructor }}",
    "{{ shop.name.constructor }}",
    "{{ __proto__.polluted }}",
    "{{ customer.toString }}",
    "{{ shop['__proto__'] }}",
    "{{ process.env }}",
    "{{ customer.email }}",
  ])("reaches nothing but the variables there are: %s", (template) => {
    expect(render(template)).toMatchObject({ ok: false, detail: expect.stringMatching(/undefined variable/) });
    expect(check(template)).not.toEqual([]);
  });
});
