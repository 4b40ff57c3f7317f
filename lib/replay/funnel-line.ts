import type { Counts } from "../../lambdas/domain/funnel-counts.ts";

/** One entry of `funnel.json`. lookedAt = reserved + heldOut + the sum of all skipped. */
export interface FunnelLine {
  readonly campaignId: string;
  readonly lookedAt: number;
  readonly reserved: number;
  readonly heldOut: number;
  /** By reason. */
  readonly skipped: Readonly<Record<string, number>>;
}

const skippedPrefix = "skipped:";

export const funnelLine = (campaignId: string, counts: Counts): FunnelLine => ({
  campaignId,
  lookedAt: counts.lookedAt ?? 0,
  reserved: counts.reserved ?? 0,
  heldOut: counts.heldOut ?? 0,
  skipped: Object.fromEntries(
    Object.entries(counts)
      .filter(([name]) => name.startsWith(skippedPrefix))
      .map(([name, count]) => [name.slice(skippedPrefix.length), count] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ),
});
