import { html } from "hono/html";
import { type Counts, sumCounts } from "../../../lambdas/domain/funnel-counts.ts";
import type { SkipReason } from "../../../lambdas/domain/reason.ts";
import { liveIds } from "./follow-script.ts";
import type { Html, PageFrame } from "./layout.ts";
import type { PageWords } from "./page-words.ts";
import type { ShopView } from "./shop-view.ts";

const skippedReasons = (counts: Counts): readonly (readonly [string, number])[] =>
  Object.entries(counts)
    .filter(([name, count]) => name.startsWith("skipped:") && count > 0)
    .map(([name, count]) => [name.slice("skipped:".length), count] as const)
    .sort((a, b) => b[1] - a[1]);

const reasonLabel = (words: PageWords, reason: string): string => words.skipReasons[reason as SkipReason] ?? reason;

/** The four numbers of a row add up: looked at = reserved + held out + skipped. */
const funnelRow = ({ words, language }: PageFrame, name: string, counts: Counts): Html => {
  const reasons = skippedReasons(counts);
  const skipped = reasons.reduce((sum, [, count]) => sum + count, 0);
  const label = (reason: string) => reasonLabel(words, reason);
  const list =
    reasons.length === 0
      ? words.funnel.none
      : html`<ul>${reasons.map(([reason, count]) => html`<li>${label(reason)}: ${count.toLocaleString(language)}</li>`)}</ul>`;
  const cell = (head: string, count: number) =>
    html`<td class="number" data-label="${head}">${count.toLocaleString(language)}</td>`;
  return html`<tr><th scope="row">${name}</th>${cell(words.funnel.lookedAt, counts.lookedAt ?? 0)}
${cell(words.funnel.reserved, counts.reserved ?? 0)}${cell(words.funnel.heldOut, counts.heldOut ?? 0)}
${cell(words.funnel.skipped, skipped)}<td data-label="${words.funnel.reasons}">${list}</td></tr>`;
};

const funnelTable = (frame: PageFrame, { funnels, names }: ShopView): Html => {
  const { funnel } = frame.words;
  const number = (head: string) => html`<th scope="col" class="number">${head}</th>`;
  const rows = funnels.map((each) => funnelRow(frame, names.name(each.campaignId, frame.language), each.counts));
  const total =
    funnels.length < 2
      ? ""
      : html`<tfoot>${funnelRow(frame, funnel.total, sumCounts(funnels.map((each) => each.counts)))}</tfoot>`;
  return html`<table class="cards"><thead><tr><th scope="col">${funnel.campaign}</th>${number(funnel.lookedAt)}
${number(funnel.reserved)}${number(funnel.heldOut)}${number(funnel.skipped)}<th scope="col">${funnel.reasons}</th></tr></thead>
<tbody>${rows}</tbody>${total}</table><p class="dim">${funnel.sum}</p>`;
};

export const funnelSection = (frame: PageFrame, view: ShopView): Html => {
  const { funnel } = frame.words;
  return html`<section aria-labelledby="funnel"><h2 id="funnel">${funnel.heading}</h2><div id="${liveIds.funnel}">
${view.paused ? html`<p class="notice">${funnel.paused}</p>` : ""}
${view.isBreakerOpen ? html`<p class="notice">${funnel.breakerOpen}</p>` : ""}
${view.funnels.length === 0 ? html`<p class="empty">${funnel.noCampaigns}</p>` : funnelTable(frame, view)}</div></section>`;
};
