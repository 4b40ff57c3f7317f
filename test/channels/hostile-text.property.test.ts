import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEmailSender } from "../../lambdas/channels/email.ts";
import { type RenderedMessage, renderMessage } from "../../lambdas/channels/render.ts";
import { createSmsSender } from "../../lambdas/channels/sms.ts";
import type { Channel } from "../../lambdas/domain/channel.ts";
import type { StandIns } from "../../lib/local/stand-ins/start.ts";
import { fullProfile, sampleVariables, unsubscribeUrl, wordsWith } from "../support/message-samples.ts";
import { noonStandIns, providerRuntime } from "../support/provider-clients.ts";

/** What people, and programs that fill in forms, write where a name belongs. */
const pieces = fc.constantFrom(
  ...["<script>", "</p>", '"', "'", "&", "<img src=x onerror=a()>", "javascript:", "-->", "]]>", "\\", "`"],
  ...["\r\n", "\n", "\r", "\u2028", "\u2029", "\u0085", "\v", "\f", "\0", "\t", "\u001b[2J"],
  ...["Bcc: all@shop.example", "Subject: x", "{{ shop.name }}", "{% if true %}", "{{", "}}", "| raw", "=?UTF-8?B?"],
  ...[
    "\u202e",
    "\u2066",
    "\u200f",
    "\u200e",
    "\ufeff",
    "【",
    "】",
    "https://evil.example",
    "evil.example",
    "Ann",
    "张",
    "é",
    "😀",
  ],
);
const hostileText = fc.oneof(
  fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", maxLength: 60 }),
);

const lineBreaks = /[\p{Cc}\u2028\u2029]/u;
const turningMarks = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
const greeting = "Hi {{ customer.firstName }}";

const words = wordsWith({
  email: { subject: greeting, preheader: "", html: `<p title="${greeting}">${greeting}</p>`, text: greeting },
  sms: { text: greeting },
  push: { title: greeting, body: greeting },
});

const rendered = (firstName: string, channel: Channel): RenderedMessage => {
  const variables = sampleVariables(words, fullProfile(firstName));
  const rendering = renderMessage({ words, stepId: "hello", channel, variables });
  if (!rendering.ok) throw new Error(rendering.detail);
  return rendering.message;
};

describe("whatever a customer is called", () => {
  it("the email keeps its markup, its one-line subject and its direction", () => {
    void fc.assert(
      fc.property(hostileText, (name) => {
        const email = rendered(name, "email");
        if (email.channel !== "email") throw new Error("no email");

        expect(email.html).toMatch(/^<p title="Hi [^"<>]*">Hi [^<>]*<\/p>$/u);
        expect(email.html).not.toMatch(/&(?!amp;|lt;|gt;|#34;|#39;)/);
        expect(email.subject).not.toMatch(lineBreaks);
        expect(email.text.trimEnd()).not.toMatch(lineBreaks);
        for (const part of [email.html, email.text, email.subject]) expect(part).not.toMatch(turningMarks);
      }),
      { numRuns: 500 },
    );
  });

  it("text and push messages have one line, end with the way out, and link to nothing", () => {
    void fc.assert(
      fc.property(hostileText, (name) => {
        const [sms, push] = [rendered(name, "sms"), rendered(name, "push")];
        if (sms.channel !== "sms" || push.channel !== "push") throw new Error("another channel");

        for (const line of [sms.text, push.title, push.body]) {
          expect(line).not.toMatch(lineBreaks);
          expect(line).not.toMatch(turningMarks);
          expect(line).not.toMatch(/:\/\/|evil\.example/);
        }
        expect(sms.text).not.toMatch(/[【】]/);
        expect(sms.text).toMatch(/ Reply STOP to opt out$/);
      }),
      { numRuns: 500 },
    );
  });

  it("it is never read as a template", () => {
    void fc.assert(
      fc.property(hostileText, (name) => {
        expect(JSON.stringify(rendered(`${name}{{ shop.name }}`, "email"))).not.toContain("Harbour");
      }),
    );
  });
});

describe("what reaches the provider", () => {
  let standIns: StandIns;
  beforeAll(async () => {
    standIns = await noonStandIns();
  });
  afterAll(() => standIns.stop());

  const ids = { messageKey: "a".repeat(26), customerId: "c-1", campaignId: "c", stepId: "s", occurrence: "o" };
  const around = { html: "<p>x</p>", text: "x", unsubscribeUrl, configurationSet: "set" };

  it("has no header that a subject or a sender's name brought in", async () => {
    const sender = createEmailSender(providerRuntime(standIns));
    await fc.assert(
      fc.asyncProperty(hostileText, hostileText, async (subject, shop) => {
        const before = standIns.inbox().length;
        const from = `${shop.replaceAll(/[<>@]/g, "")} <shop@example.com>`;

        await sender.send({ channel: "email", ...ids, ...around, to: "ada@example.com", from, subject });

        const sent = standIns.inbox().slice(before);
        for (const email of sent) {
          if (email.channel !== "email") throw new Error("no email");
          expect(Object.keys(email.headers).toSorted()).toEqual(["List-Unsubscribe", "List-Unsubscribe-Post"]);
          expect(email.subject).not.toMatch(lineBreaks);
          expect(email.from).not.toMatch(lineBreaks);
          expect(email.to).toEqual(["ada@example.com"]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("goes to one address, or nowhere", async () => {
    const sender = createEmailSender(providerRuntime(standIns));
    const before = standIns.inbox().length;
    const hostile = [
      "a@b.example,c@d.example",
      "a@b.example\r\nBcc: c@d.example",
      "<a@b.example>",
      "A <a@b.example>",
      "a b@c.example",
      "a@b@c",
    ];

    const outcomes = await Promise.all(
      hostile.map((to) =>
        sender.send({ channel: "email", ...ids, ...around, to, from: "shop@example.com", subject: "x" }),
      ),
    );

    expect(outcomes).toEqual(hostile.map(() => ({ kind: "rejected", reason: "invalid-address" })));
    expect(standIns.inbox()).toHaveLength(before);
  });

  it("is a text of one line", async () => {
    const sender = createSmsSender(providerRuntime(standIns));

    await sender.send({
      channel: "sms",
      ...ids,
      to: "+447700900123",
      text: "Hi\r\nX-Header: 1\u2028there",
      maxPriceUsd: 0.5,
      category: "promotion",
      sendBy: 0,
    });

    expect(standIns.inbox().at(-1)).toMatchObject({ channel: "sms", text: "Hi X-Header: 1 there" });
  });
});
