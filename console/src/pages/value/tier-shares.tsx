import { Bars } from "../../parts/bars.tsx";
import { ChartWithTable } from "../../parts/chart-with-table.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import type { ShopReport } from "./report.ts";
import { tierWords } from "./tier-words.ts";
import { useRange } from "./use-estimate.ts";

/** Three digits, because nobody counted them all. */
const about = (value: number): number => Number(value.toPrecision(3));

export const TierShares = ({ report: { tiers, from } }: { readonly report: ShopReport }) => {
  const say = useWords(tierWords);
  const rangeOf = useRange();
  const { count, percent } = useFormat();
  const rows = tiers.tiers;
  return (
    <ChartWithTable
      title={say("shares.title")}
      lead={say("shares.lead")}
      chart={
        <Bars
          data={rows.map(({ tier, share }) => ({ tier: say(`tier.${tier}`), share: share.value }))}
          by="tier"
          series={[{ name: "share", label: say("shares.share"), color: "indigo.6" }]}
          height={60 + rows.length * 34}
          format={(share) => percent(share)}
          lying
        />
      }
      table={{
        rows,
        rowKey: ({ tier }) => tier,
        columns: [
          { key: "tier", title: say("shares.tier"), cell: ({ tier }) => say(`tier.${tier}`) },
          { key: "share", title: say("shares.share"), numeric: true, cell: ({ share }) => percent(share.value) },
          { key: "range", title: say("shares.range"), numeric: true, cell: ({ share }) => rangeOf(share, percent) },
          {
            key: "about",
            title: say("shares.about"),
            numeric: true,
            cell: ({ share, customers }) => count(from.whole ? customers : about(share.value * from.of)),
          },
        ],
      }}
    />
  );
};
