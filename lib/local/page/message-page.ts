import { html } from "hono/html";
import type { WithdrawalReason } from "../../../lambdas/domain/reason.ts";
import { smsParts } from "../../../lambdas/domain/sms-parts.ts";
import type { EmailEntry, InboxEntry, PushEntry, SmsEntry } from "../stand-ins/inbox.ts";
import { type Html, layout, type PageFrame, shopTime } from "./layout.ts";
import type { PageWords } from "./page-words.ts";
import type { MessageView } from "./shop-view.ts";
import { happenedAt, localTime, recipientName, stepName, whySentence } from "./shown-message.ts";

/** A mail may carry its own styles and pictures inside itself; it may run nothing and reach nothing. */
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const policyTag = `<meta http-equiv="Content-Security-Policy" content="${mailPolicy}">`;

/** The policy goes into the head: in front of the doctype it would put the mail into quirks mode. */
const mailDocument = (mail: string): string => {
  const head = /<head[^>]*>/i.exec(mail)?.[0];
  return head === undefined ? policyTag + mail : mail.replace(head, () => head + policyTag);
};

const emailContent = ({ words }: PageFrame, email: EmailEntry): Html => html`
<section aria-labelledby="rendered"><h2 id="rendered">${words.message.rendered}</h2>
<iframe title="${words.message.rendered}" sandbox="" srcdoc="${mailDocument(email.html)}"></iframe></section>
<section aria-labelledby="plain"><h2 id="plain">${words.message.plainText}</h2><pre>${email.text}</pre></section>`;

const smsContent = ({ words }: PageFrame, sms: SmsEntry): Html => {
  const { parts, units, encoding } = smsParts(sms.text);
  return html`<section aria-labelledby="text"><h2 id="text">${words.message.text}</h2><pre>${sms.text}</pre>
<p class="dim">${words.message.parts(parts, units, encoding)}</p></section>`;
};

const pushContent = ({ words }: PageFrame, push: PushEntry): Html => html`
<section aria-labelledby="text"><h2 id="text">${words.message.push}</h2><pre><b>${push.title}</b>
${push.body}</pre></section>`;

const contentOf = (frame: PageFrame, content: InboxEntry | undefined): Html => {
  if (content === undefined) return html`<p class="empty">${frame.words.message.notSubmitted}</p>`;
  if (content.channel === "push") return pushContent(frame, content);
  return content.channel === "email" ? emailContent(frame, content) : smsContent(frame, content);
};

const fact = (label: string, value: string | Html | undefined): Html | "" =>
  value === undefined ? "" : html`<dt>${label}</dt><dd>${value}</dd>`;

/** A withdrawal in words; a code of the provider as it is. */
const reasonText = (words: PageWords, reason: string | undefined): string | undefined =>
  words.withdrawalReasons[reason as WithdrawalReason] ?? reason;

/** The name with the id that the API and the tables know, where they differ. */
const withId = (name: string, id: string): string => (name === id ? id : `${name} (${id})`);

const titleOf = (content: InboxEntry | undefined): string | undefined => {
  if (content?.channel === "push") return content.title;
  return content?.channel === "email" ? content.subject : undefined;
};

/** One message: what it was, why it was sent, and how it looks to the customer. */
export const messagePage = (frame: PageFrame, view: MessageView): Html => {
  const { words, language } = frame;
  const { shown, timeZone } = view;
  const { message, content } = shown;
  const campaign = view.names.name(message.campaignId, language);
  const email = content?.channel === "email" ? content : undefined;
  const title = titleOf(content) ?? `${words.channels[message.channel]}, ${campaign}`;
  const at = happenedAt(message);
  return layout(
    frame,
    title,
    html`<p><a href="/?lang=${language}#messages">${words.message.back}</a></p><h2>${title}</h2><dl class="facts">
${fact(words.messages.when, html`<time datetime="${new Date(at).toISOString()}">${shopTime(language, timeZone, at)}</time>`)}${fact(words.messages.localTime, localTime(message, language, timeZone))}
${fact(words.messages.to, withId(recipientName(shown), message.customerId))}${fact(words.message.address, content?.to.join(", "))}
${fact(words.message.from, email?.from)}${fact(words.message.subject, email?.subject)}
${fact(words.messages.campaign, withId(campaign, message.campaignId))}${fact(words.messages.step, withId(stepName(shown, words) ?? message.stepId, message.stepId))}
${fact(words.messages.why, whySentence(shown, words))}
${fact(words.messages.channel, words.channels[message.channel])}
${fact(words.messages.status, words.statuses[message.status])}${fact(words.message.reason, reasonText(words, message.reason))}
</dl>${contentOf(frame, content)}`,
  );
};
