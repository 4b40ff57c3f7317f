import { html } from "hono/html";
import type { Message } from "../../../lambdas/domain/message.ts";
import { type Html, type PageFrame, shopTime } from "./layout.ts";
import type { OverviewQuery } from "./overview.ts";
import { type MessageFilter, messagesPerPage, type ShopView } from "./shop-view.ts";
import {
  happenedAt,
  recipientName,
  type ShownMessage,
  shortLocalTime,
  stepName,
  whySentence,
} from "./shown-message.ts";

const pageUrl = (frame: PageFrame, filter: MessageFilter, page: number): string => {
  const query = new URLSearchParams({ lang: frame.language, status: filter.status, page: String(page) });
  if (filter.campaignId !== undefined) query.set("campaign", filter.campaignId);
  return `/?${query}#messages`;
};

const messageUrl = (frame: PageFrame, { customerId, messageKey }: Message): string =>
  `/messages/${encodeURIComponent(customerId)}/${encodeURIComponent(messageKey)}?lang=${frame.language}`;

const small = (text: string): Html => html`<div class="small">${text}</div>`;

const messageRow = (frame: PageFrame, view: ShopView, shown: ShownMessage): Html => {
  const { words, language } = frame;
  const { message } = shown;
  const at = happenedAt(message);
  const step = stepName(shown, words);
  const local = shortLocalTime(message, language, view.timeZone);
  return html`<tr>
<td data-label="${words.messages.when}"><time datetime="${new Date(at).toISOString()}">${shopTime(language, view.timeZone, at)}</time>
${local === undefined ? "" : small(words.messages.forCustomer(local))}</td>
<td data-label="${words.messages.to}"><a href="${messageUrl(frame, message)}">${recipientName(shown)}</a></td>
<td data-label="${words.messages.campaign}">${view.names.name(message.campaignId, language)}
${step === undefined ? "" : small(step)}</td>
<td data-label="${words.messages.why}">${whySentence(shown, words)}</td>
<td data-label="${words.messages.channel}">${words.channels[message.channel]}</td>
<td data-label="${words.messages.status}">${words.statuses[message.status]}</td></tr>`;
};

const pager = ({ frame, view, filter }: OverviewQuery): Html => {
  const { messages } = frame.words;
  const first = filter.page * messagesPerPage;
  const last = first + view.messages.length;
  const newer =
    filter.page > 0 ? html`<a rel="prev" href="${pageUrl(frame, filter, filter.page - 1)}">${messages.newer}</a>` : "";
  const older =
    last < view.matching
      ? html`<a rel="next" href="${pageUrl(frame, filter, filter.page + 1)}">${messages.older}</a>`
      : "";
  return html`<p class="dim">${messages.range(first + 1, last, view.matching)}</p>
<nav class="pages" aria-label="${messages.heading}">${newer}${older}</nav>`;
};

const emptyText = ({ frame, filter, clock }: OverviewQuery): string => {
  const { messages } = frame.words;
  const isFirstLook = filter.status === "sent" && filter.campaignId === undefined && filter.page === 0;
  if (!isFirstLook) return messages.none;
  return clock.kind === "filling" || clock.kind === "running" ? messages.noneSoFar : messages.noneYet;
};

/** One page of messages, newest first; on a narrow screen each row becomes a card. */
export const messageTable = (q: OverviewQuery): Html => {
  const { frame, view } = q;
  const { messages: words } = frame.words;
  if (view.messages.length === 0) return html`<p class="empty">${emptyText(q)}</p>`;
  const heads = [words.when, words.to, words.campaign, words.why, words.channel, words.status];
  return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="messages"><table class="cards"><thead><tr>
${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${view.messages.map((shown) => messageRow(frame, view, shown))}</tbody></table></div>${pager(q)}`;
};
