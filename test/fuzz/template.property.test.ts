import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { templateProblems } from "../../lambdas/channels/check-template.ts";
import { longestParts, type Rendering, renderMessage } from "../../lambdas/channels/render.ts";
import { allowedVariables, messageVariables, templateVariables } from "../../lambdas/channels/variables.ts";
import type { Words } from "../../lambdas/channels/words.ts";
import { type Channel, channels, languages } from "../../lambdas/domain/channel.ts";
import type { Profile } from "../../lambdas/domain/profile.ts";
import { cpuTimed } from "../support/cpu-time.ts";
import { fuzzed } from "../support/fuzz.ts";
import { hostileText } from "../support/hostile.ts";
import { fullProfile, sampleLinks, sampleNow, sampleShop, wordsWith } from "../support/message-samples.ts";

/** Processor time after which a rendering counts as stalled. Liquid itself is told to stop after a second. */
const stalledMs = 5_000;

const names = Object.keys(templateVariables);
const pieces = fc.constantFrom(
  ...names.map((name) => `{{ ${name} }}`),
  ...["{{", "}}", "{%", "%}", "{{-", "-%}", "{#", "{", "}", "|", ":", ",", ".", "[", "]", "(", ")", '"', "'", "\n"],
  ...["{% if order.count > 1 %}", "{% unless order.lastDate %}", "{% case order.count %}{% when 1 %}", "{% else %}"],
  ...[
    "{% elsif order.count %}",
    "{% endif %}",
    "{% endunless %}",
    "{% endcase %}",
    "{% comment %}",
    "{% endcomment %}",
  ],
  ...[
    "{% for i in (1..100000000) %}x{% endfor %}",
    "{% assign a = 1 %}",
    "{% include 'a' %}",
    "{% raw %}",
    "{% liquid %}",
  ],
  ...["{% render '/etc/passwd' %}", "{% layout 'x' %}", "{% capture x %}", "{% increment x %}", "{% # note %}"],
  ...["{{ 'a' | upcase | downcase | capitalize | strip }}", "{{ customer.firstName | truncate: 1000000000 }}"],
  ...[
    "{{ campaign.couponValue | money: shop.currency }}",
    "{{ 'x' | money: 'no currency' }}",
    "{{ 1 | money: 'ZZZ' }}",
  ],
  ...[
    "{{ customer.constructor }}",
    "{{ __proto__ }}",
    "{{ shop['name'] }}",
    "{{ customer.firstName.size }}",
    "{{ nope }}",
  ],
  ...[
    "{{ 'x' | append: 'y' }}",
    "{{ 'x' | default: '' }}",
    "{{ (1..1000000000) }}",
    "{{ order.count | default: (1..9) }}",
  ],
);
const template = fc.oneof(
  { weight: 5, arbitrary: fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(" ")) },
  { weight: 1, arbitrary: hostileText },
  {
    weight: 1,
    arbitrary: fc.tuple(pieces, fc.constantFrom(100, 3_000, 30_000)).map(([piece, times]) => piece.repeat(times)),
  },
);

const wordsOf = (texts: readonly string[], language: Words["language"]): Words => {
  const [subject = "", html = "", text = "", sms = "", title = ""] = texts;
  return wordsWith(
    { email: { subject, preheader: "", html, text }, sms: { text: sms }, push: { title, body: text } },
    language,
  );
};

const hostileProfile = fc
  .record({
    firstName: hostileText,
    count: fc.constantFrom(0, 1, -1, 1e300, 0.5),
    lastAt: fc.option(fc.constantFrom(0, -1, sampleNow, 8.64e15 / 2, 4_102_444_800_000), { nil: undefined }),
  })
  .map(({ firstName, count, lastAt }): Pick<Profile, "traits" | "orders"> => {
    const { orders } = fullProfile("Ann");
    const { lastAt: _, ...others } = orders;
    return { traits: { firstName }, orders: { ...others, count, ...(lastAt !== undefined && { lastAt }) } };
  });

const variablesOf = (profile: Pick<Profile, "traits" | "orders">, words: Words) =>
  messageVariables({ profile, words, shop: sampleShop, timeZone: "Europe/London", now: sampleNow, ...sampleLinks });

const oneLine = /^[^\p{Cc}\u2028\u2029]*$/u;

const expectWithinLimits = (rendering: Rendering): void => {
  if (!rendering.ok) {
    expect(["no-words", "template-error"]).toContain(rendering.reason);
    expect(rendering.detail).not.toBe("");
    return;
  }
  const { message } = rendering;
  if (message.channel === "email") {
    expect(message.subject).toMatch(oneLine);
    expect(message.html.length).toBeLessThanOrEqual(longestParts.html);
    expect(message.text.length).toBeLessThanOrEqual(longestParts.text + 1);
  }
  if (message.channel === "sms") expect(message.text).toMatch(oneLine);
  if (message.channel === "push") expect(`${message.title}${message.body}`).toMatch(oneLine);
};

describe("a hostile template", () => {
  test("is rendered within its limits, or is an answer with a reason, and never stalls", async () => {
    const drawn = fc.record({
      texts: fc.array(template, { minLength: 5, maxLength: 5 }),
      language: fc.constantFrom(...languages),
      channel: fc.constantFrom<Channel>(...channels),
      profile: hostileProfile,
    });
    await fc.assert(
      fc.property(drawn, ({ texts, language, channel, profile }) => {
        const words = wordsOf(texts, language);
        const variables = variablesOf(profile, words);

        const { result: rendering, ms } = cpuTimed(() => renderMessage({ words, stepId: "hello", channel, variables }));

        expectWithinLimits(rendering);
        expect(ms).toBeLessThan(stalledMs);
      }),
      fuzzed(250),
    );
  });

  test("is checked within time, and what is wrong with it is told with its place", async () => {
    const allowed = allowedVariables(["couponCode", "couponValue"]);
    await fc.assert(
      fc.property(template, fc.constantFrom("html" as const, "plain" as const), (text, kind) => {
        const source = { file: "a.liquid", text, kind, language: "en" as const, firstLine: 1 };

        const { result: problems, ms } = cpuTimed(() => templateProblems(source, allowed));

        expect(ms).toBeLessThan(stalledMs);
        for (const { where, problem } of problems) {
          expect(where).toMatch(/^a\.liquid, line \d+$/);
          expect(problem).not.toBe("");
        }
      }),
      fuzzed(250),
    );
  });

  test.each([
    ["nested a thousand deep", `${"{% if order.count %}".repeat(1_000)}x${"{% endif %}".repeat(1_000)}`],
    ["nested until the stack ends", "{% if order.count %}".repeat(7_000)],
    ["of filters without end", `{{ 'abcdefgh'${" | upcase | downcase".repeat(7_000)} }}`],
    ["longer than any template", "x".repeat(200_000)],
    ["of values that add up to too much", "{{ shop.postalAddress }}".repeat(6_000)],
  ])("%s is an answer within time", (_what, text) => {
    const words = wordsOf(["Hello", text, text, text, text], "en");
    const variables = variablesOf(fullProfile("Ann"), words);

    const { result: rendering, ms } = cpuTimed(() =>
      renderMessage({ words, stepId: "hello", channel: "email", variables }),
    );

    expectWithinLimits(rendering);
    expect(ms).toBeLessThan(stalledMs);
  });
});

test("whatever a customer calls herself, the message stays one that we wrote", async () => {
  const greeting = "Hi {{ customer.firstName }}";
  const words = wordsOf([greeting, `<p title="${greeting}">${greeting}</p>`, greeting, greeting, greeting], "en");
  const marks = [
    "<img src=x>",
    "</p>",
    '"',
    "&lt;",
    "{{ 1 }}",
    "{% if %}",
    "\r\nBcc: a@b.example",
    "【x】",
    "http://a.example",
  ];
  const names = fc.oneof(
    hostileText,
    fc.array(fc.constantFrom(...marks, "Ann", " "), { maxLength: 5 }).map((parts) => parts.join("")),
  );
  await fc.assert(
    fc.property(names, (firstName) => {
      const variables = variablesOf(fullProfile(firstName), words);
      const email = renderMessage({ words, stepId: "hello", channel: "email", variables });
      const sms = renderMessage({ words, stepId: "hello", channel: "sms", variables });

      const html = email.ok && email.message.channel === "email" ? email.message.html : "";
      const text = sms.ok && sms.message.channel === "sms" ? sms.message.text : "";
      expect(html).toMatch(/^<p title="Hi [^<>"]*">Hi [^<>]*<\/p>$/);
      expect(text).toMatch(/^Hi .* Reply STOP to opt out$/);
      expect(text).not.toMatch(/[【】]/);
      expect(`${html}${text}`).not.toMatch(/https?:\/\//);
      expect(text.isWellFormed()).toBe(true);
      expectWithinLimits(email);
      expectWithinLimits(sms);
    }),
    fuzzed(600),
  );
});
