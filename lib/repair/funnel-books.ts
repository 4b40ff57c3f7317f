import { type Counts, sumCounts } from "../../lambdas/domain/funnel-counts.ts";
import { type FunnelFault, funnelFaults } from "../../lambdas/domain/funnel-faults.ts";
import type { Message } from "../../lambdas/domain/message.ts";
import type { Rules } from "../../lambdas/domain/rules.ts";
import type { ScannedCounters } from "../../lambdas/store/table-scans.ts";

/** The funnel kept twice, by the counters and by the messages. Its size is that of the reports, not of the customers. */
export interface FunnelBooks {
  addMessage(message: Message): void;
  addCounters(counters: ScannedCounters): void;
  faults(): readonly (FunnelFault & { readonly campaignId: string; readonly day: string })[];
}

interface Page {
  readonly campaignId: string;
  readonly day: string;
  counts: Counts;
  readonly messages: Record<string, number>;
  changing: number;
}

export const createFunnelBooks = (q: { readonly rules: Rules; readonly quietSince: number }): FunnelBooks => {
  const pages = new Map<string, Page>();
  const pageOf = (campaignId: string, day: string): Page => {
    const name = `${day} ${campaignId}`;
    const page = pages.get(name) ?? { campaignId, day, counts: {}, messages: {}, changing: 0 };
    pages.set(name, page);
    return page;
  };
  const quietDay = q.rules.dayOf(q.quietSince);
  return {
    addMessage: ({ campaignId, day, status, updatedAt }) => {
      const page = pageOf(campaignId, day);
      page.messages[status] = (page.messages[status] ?? 0) + 1;
      if (updatedAt > q.quietSince) page.changing += 1;
    },
    addCounters: ({ campaignId, day, counts }) => {
      const page = pageOf(campaignId, day);
      page.counts = sumCounts([page.counts, counts]);
    },
    faults: () =>
      [...pages.values()].flatMap(({ campaignId, day, ...page }) =>
        funnelFaults({ ...page, closed: day < quietDay }).map((fault) => ({ campaignId, day, ...fault })),
      ),
  };
};
