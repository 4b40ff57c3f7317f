import { html } from "hono/html";
import { messageStatuses } from "../../../lambdas/domain/message.ts";
import { type ClockState, clockSection } from "./clock-section.ts";
import { liveIds } from "./follow-script.ts";
import { funnelSection } from "./funnel-section.ts";
import { type Html, layout, type PageFrame } from "./layout.ts";
import { messageTable } from "./message-table.ts";
import type { MessageFilter, ShopView } from "./shop-view.ts";

export interface OverviewQuery {
  readonly frame: PageFrame;
  readonly view: ShopView;
  readonly filter: MessageFilter;
  readonly clock: ClockState;
  /** Shown above everything, for example that the clock was busy. */
  readonly notice?: string;
}

const countsSection = ({ frame: { words, language }, view: { figures } }: OverviewQuery): Html => {
  const figure = (label: string, value: number) =>
    html`<div><dt>${label}</dt><dd>${value.toLocaleString(language)}</dd></div>`;
  return html`<section aria-labelledby="counts"><h2 id="counts">${words.counts.heading}</h2><dl class="counts" id="${liveIds.figures}">
${figure(words.counts.customers, figures.customers)}${figure(words.counts.events, figures.events)}
${figure(words.counts.sent, figures.sent)}${figure(words.counts.underWay, figures.underWay)}
${figure(words.counts.notSent, figures.notSent)}
${figure(words.counts.needPerson, figures.needPerson)}${figure(words.counts.deadLetters, figures.deadLetters)}
</dl></section>`;
};

const option = (value: string, label: string, chosen: string): Html =>
  html`<option value="${value}"${value === chosen ? html` selected` : ""}>${label}</option>`;

const filterForm = ({ frame: { words, language }, view, filter }: OverviewQuery): Html => {
  const statuses = messageStatuses.map((status) => option(status, words.statuses[status], filter.status));
  const campaigns = view.campaigns.map(({ id }) => option(id, view.names.name(id, language), filter.campaignId ?? ""));
  return html`<form class="row" method="get" action="/#messages"><input type="hidden" name="lang" value="${language}">
<label>${words.messages.status}<br><select name="status">${option("sent", words.messages.sent, filter.status)}
${option("all", words.messages.all, filter.status)}${statuses}</select></label>
<label>${words.messages.campaign}<br><select name="campaign">${option("", words.messages.allCampaigns, filter.campaignId ?? "")}
${campaigns}</select></label>
<button type="submit">${words.messages.apply}</button></form>`;
};

const noticeSection = ({ frame: { words }, clock, notice }: OverviewQuery): Html | "" => {
  if (notice !== undefined) return html`<p class="notice" role="alert">${notice}</p>`;
  return clock.kind === "failed" ? html`<p class="notice" role="alert">${words.clock.failed} ${clock.reason}</p>` : "";
};

export const overviewPage = (q: OverviewQuery): Html => {
  const { frame, view, clock } = q;
  const { now, timeZone } = view;
  return layout(
    frame,
    frame.words.title,
    html`${noticeSection(q)}${clockSection({ frame, now, timeZone, clock })}${countsSection(q)}${funnelSection(frame, view)}
<section aria-labelledby="messages"><h2 id="messages">${frame.words.messages.heading}</h2>
${filterForm(q)}<div id="${liveIds.messages}">${messageTable(q)}</div></section>`,
  );
};
