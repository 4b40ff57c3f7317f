import { describe, expect, it } from "vitest";
import { type Rendering, renderMessage } from "../../lambdas/channels/render.ts";
import type { EmailWords, Words } from "../../lambdas/channels/words.ts";
import type { Channel } from "../../lambdas/domain/channel.ts";
import { emptyProfile, type Profile } from "../../lambdas/domain/profile.ts";
import { fullProfile, sampleVariables, wordsWith } from "../support/message-samples.ts";

const render = (words: Words, channel: Channel, profile: Profile = fullProfile("Ann")): Rendering =>
  renderMessage({ words, stepId: "hello", channel, variables: sampleVariables(words, profile) });

const email = (parts: Partial<EmailWords>): Words =>
  wordsWith({ email: { subject: "Hello", preheader: "", html: "<p>Hello</p>", text: "Hello", ...parts } });

const sms = (text: string, language: Words["language"] = "en"): Words => wordsWith({ sms: { text } }, language);

const greeting = "Hi {{ customer.firstName }}";

describe("a hostile first name", () => {
  const hostile = fullProfile('<img src=x onerror="a()">\r\nBcc: all@shop.example');

  it("is escaped in html and left as written in plain text", () => {
    const words = email({ html: `<p title="${greeting}">${greeting}</p>`, text: greeting });

    const rendering = render(words, "email", hostile);

    expect(rendering).toMatchObject({ ok: true, message: { channel: "email" } });
    const message = rendering.ok && rendering.message.channel === "email" ? rendering.message : undefined;
    expect(message?.html).not.toContain("<img");
    expect(message?.html).toContain("&lt;img src=x onerror=&#34;");
    expect(message?.text).toContain("<img src=x");
  });

  it("cannot start a second line in a subject", () => {
    const rendering = render(email({ subject: greeting }), "email", hostile);

    expect(rendering).toMatchObject({ ok: true, message: { subject: expect.not.stringMatching(/[\r\n]/) } });
  });

  it("cannot start a second line in a text message", () => {
    const rendering = render(sms(greeting), "sms", hostile);

    expect(rendering).toMatchObject({ ok: true, message: { text: expect.not.stringMatching(/[\r\n]/) } });
  });

  it("is not read as a template", () => {
    const rendering = render(email({ text: greeting }), "email", fullProfile("{{ 7 | money }}"));

    expect(rendering).toMatchObject({ ok: true, message: { text: "Hi {{ 7 | money }}\n" } });
  });
});

describe("a text message", () => {
  it("ends with the opt-out wording of its language", () => {
    const [english, chinese] = [render(sms("Hello"), "sms"), render(sms("您好", "zh"), "sms")];

    expect(english).toEqual({ ok: true, message: { channel: "sms", text: "Hello Reply STOP to opt out" } });
    expect(chinese).toEqual({ ok: true, message: { channel: "sms", text: "您好 拒收请回复R" } });
  });

  it("loses the brackets that only the gateway may write in China", () => {
    const rendering = render(sms("【海风】您好", "zh"), "sms");

    expect(rendering).toEqual({ ok: true, message: { channel: "sms", text: "海风 您好 拒收请回复R" } });
  });

  it("spells typographic marks so that English stays in the cheap alphabet", () => {
    const rendering = render(sms("It’s “here” – now…"), "sms");

    expect(rendering).toMatchObject({
      ok: true,
      message: { text: expect.stringMatching(/^It's "here" - now\.\.\. /) },
    });
  });
});

describe("money", () => {
  it("is written in the shop's currency and without empty cents", () => {
    const words = sms("{{ campaign.couponValue | money: shop.currency }}");

    const rendering = render(words, "sms");

    expect(rendering).toMatchObject({ ok: true, message: { text: expect.stringMatching(/^£20 /) } });
  });
});

describe("a template that cannot be rendered", () => {
  it.each([
    ["an unknown variable", "Hi {{ customer.frstName }}", /undefined variable: customer.frstName/],
    ["a loop", "{% for i in (1..1000000000) %}x{% endfor %}", /tag "for" not found/],
    ["a file", "{% include 'settings.json' %}", /tag "include" not found/],
    ["a way round the escaping", "{{ customer.firstName | raw }}", /undefined filter: raw/],
    ["an unclosed tag", "{% if order.count %}", /not closed/],
    ["the prototype", "{{ customer.constructor }}", /undefined variable: customer.constructor/],
  ])("names %s instead of throwing", (_, text, expected) => {
    const rendering = render(email({ html: text }), "email");

    expect(rendering).toMatchObject({ ok: false, reason: "template-error", detail: expect.stringMatching(expected) });
  });

  it("is stopped when its output is too long for the channel", () => {
    const rendering = render(sms("long ".repeat(300)), "sms");

    expect(rendering).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/1500 characters long; allowed: at most 800/),
    });
  });

  it("is refused when the template itself is too long", () => {
    const rendering = render(email({ html: "x".repeat(200_000) }), "email");

    expect(rendering).toMatchObject({ ok: false, reason: "template-error", detail: expect.stringMatching(/limit/) });
  });

  it("says so when the step has no words on the channel", () => {
    const rendering = render(sms("Hello"), "push");

    expect(rendering).toEqual({ ok: false, reason: "no-words", detail: "step hello has no push words in en" });
  });
});

describe("a customer nobody knows", () => {
  it("is greeted with a friendly word, and what is unknown is false in a condition", () => {
    const words = email({ text: `${greeting}{% if order.lastDate %} since {{ order.lastDate }}{% endif %}.` });

    const rendering = render(words, "email", emptyProfile("c-1"));

    expect(rendering).toMatchObject({ ok: true, message: { text: "Hi there.\n" } });
  });
});
