import { html } from "hono/html";
import { messageStatuses } from "../../../lambdas/domain/message.ts";
import type { SkipReason } from "../../../lambdas/domain/reason.ts";
import type { JumpState } from "../clock-jump.ts";
import { type Html, layout, type PageFrame, shopTime } from "./layout.ts";
import { messageTable } from "./message-table.ts";
import type { PageWords } from "./page-words.ts";
import type { CampaignFunnel, MessageFilter, ShopView } from "./shop-view.ts";

export interface OverviewQuery {
  readonly frame: PageFrame;
  readonly view: ShopView;
  readonly filter: MessageFilter;
  readonly jump: JumpState;
  /** Shown above everything, for example that the clock was busy. */
  readonly notice?: string;
}

const percent = (jump: JumpState): number =>
  jump.kind === "running" ? Math.round((100 * (jump.now - jump.from)) / Math.max(1, jump.to - jump.from)) : 0;

/** Reads how far the jump is and reloads at its end; without script the page reloads by itself. */
const progressScript = (frame: PageFrame): Html => html`<noscript><meta http-equiv="refresh" content="2"></noscript>
<script nonce="${frame.nonce}">
const follow = async () => {
  const state = await (await fetch("/clock")).json();
  if (state.kind !== "running") return location.reload();
  document.getElementById("jump").value = Math.round(100 * (state.now - state.from) / Math.max(1, state.to - state.from));
  setTimeout(follow, 500);
};
setTimeout(follow, 300);
</script>`;

const jumpButtons = ({ language, words }: PageFrame): Html => {
  const button = (by: string, label: string) =>
    html`<form method="post" action="/clock?lang=${language}"><input type="hidden" name="by" value="${by}">
<button class="main" type="submit">${label}</button></form>`;
  return html`<div class="row">${button("day", words.clock.day)}${button("week", words.clock.week)}${button("month", words.clock.month)}</div>`;
};

const clockSection = ({ frame, view, jump }: OverviewQuery): Html => {
  const { words, language } = frame;
  const moving =
    jump.kind === "running"
      ? html`<p id="jump-label" role="status">${words.clock.moving(shopTime(language, view.timeZone, jump.to))}</p>
<progress id="jump" aria-labelledby="jump-label" max="100" value="${percent(jump)}"></progress>
<form class="row" method="post" action="/clock/stop?lang=${language}"><button type="submit">${words.clock.stop}</button></form>
${progressScript(frame)}`
      : jumpButtons(frame);
  return html`<section aria-labelledby="clock"><h2 id="clock">${words.clock.heading}</h2>
<p class="now"><time datetime="${new Date(view.now).toISOString()}">${shopTime(language, view.timeZone, view.now)}</time></p>
<p class="dim">${words.clock.shopTime(view.timeZone)}</p>
${moving}
<p class="dim">${words.clock.explain}</p></section>`;
};

const countsSection = ({ frame: { words }, view: { figures } }: OverviewQuery): Html => {
  const figure = (label: string, value: number) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  return html`<section aria-labelledby="counts"><h2 id="counts">${words.counts.heading}</h2><dl class="counts">
${figure(words.counts.customers, figures.customers)}${figure(words.counts.events, figures.events)}
${figure(words.counts.sent, figures.sent)}${figure(words.counts.notSent, figures.notSent)}
${figure(words.counts.needPerson, figures.needPerson)}${figure(words.counts.deadLetters, figures.deadLetters)}
</dl></section>`;
};

const skippedReasons = (counts: CampaignFunnel["counts"]): readonly (readonly [string, number])[] =>
  Object.entries(counts)
    .filter(([name, count]) => name.startsWith("skipped:") && count > 0)
    .map(([name, count]) => [name.slice("skipped:".length), count] as const)
    .sort((a, b) => b[1] - a[1]);

const reasonLabel = (words: PageWords, reason: string): string => words.skipReasons[reason as SkipReason] ?? reason;

const funnelRow = (words: PageWords, { campaignId, counts }: CampaignFunnel): Html => {
  const skipped = skippedReasons(counts);
  const reasons =
    skipped.length === 0
      ? words.funnel.none
      : html`<ul>${skipped.map(([reason, count]) => html`<li>${reasonLabel(words, reason)}: ${count}</li>`)}</ul>`;
  return html`<tr><td data-label="${words.funnel.campaign}">${campaignId}</td>
<td class="number" data-label="${words.funnel.lookedAt}">${counts.lookedAt ?? 0}</td>
<td class="number" data-label="${words.funnel.reserved}">${counts.reserved ?? 0}</td>
<td class="number" data-label="${words.funnel.heldOut}">${counts.heldOut ?? 0}</td>
<td data-label="${words.funnel.skipped}">${reasons}</td></tr>`;
};

const funnelSection = ({ frame: { words }, view }: OverviewQuery): Html => {
  const table = html`<table class="cards"><thead><tr><th scope="col">${words.funnel.campaign}</th>
<th scope="col" class="number">${words.funnel.lookedAt}</th><th scope="col" class="number">${words.funnel.reserved}</th>
<th scope="col" class="number">${words.funnel.heldOut}</th><th scope="col">${words.funnel.skipped}</th></tr></thead>
<tbody>${view.funnels.map((funnel) => funnelRow(words, funnel))}</tbody></table>`;
  return html`<section aria-labelledby="funnel"><h2 id="funnel">${words.funnel.heading}</h2>
${view.paused ? html`<p class="notice">${words.funnel.paused}</p>` : ""}
${view.funnels.length === 0 ? html`<p class="empty">${words.funnel.noCampaigns}</p>` : table}</section>`;
};

const option = (value: string, label: string, chosen: string): Html =>
  html`<option value="${value}"${value === chosen ? html` selected` : ""}>${label}</option>`;

const filterForm = ({ frame: { words, language }, view, filter }: OverviewQuery): Html => {
  const statuses = messageStatuses.map((status) => option(status, words.statuses[status], filter.status));
  const campaigns = view.campaigns.map(({ id }) => option(id, id, filter.campaignId ?? ""));
  return html`<form class="row" method="get" action="/#messages"><input type="hidden" name="lang" value="${language}">
<label>${words.messages.status}<br><select name="status">${option("sent", words.messages.sent, filter.status)}
${option("all", words.messages.all, filter.status)}${statuses}</select></label>
<label>${words.messages.campaign}<br><select name="campaign">${option("", words.messages.allCampaigns, filter.campaignId ?? "")}
${campaigns}</select></label>
<button type="submit">${words.messages.apply}</button></form>`;
};

const noticeSection = ({ frame: { words }, jump, notice }: OverviewQuery): Html | "" => {
  if (notice !== undefined) return html`<p class="notice" role="alert">${notice}</p>`;
  return jump.kind === "failed" ? html`<p class="notice" role="alert">${words.clock.failed} ${jump.reason}</p>` : "";
};

export const overviewPage = (q: OverviewQuery): Html =>
  layout(
    q.frame,
    q.frame.words.title,
    html`${noticeSection(q)}${clockSection(q)}${countsSection(q)}${funnelSection(q)}
<section aria-labelledby="messages"><h2 id="messages">${q.frame.words.messages.heading}</h2>
${filterForm(q)}${messageTable(q)}</section>`,
  );
