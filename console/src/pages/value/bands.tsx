import { Anchor, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { answered } from "../../api/answered.ts";
import { api } from "../../api/client.ts";
import { RowsTable } from "../../parts/paged-table.tsx";
import { Section } from "../../parts/section.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import type { ShopReport } from "./report.ts";
import { tierWords } from "./tier-words.ts";
import { rounded, useRange } from "./use-estimate.ts";

const bandNames = ["activeDays", "atRiskDays", "dormantDays", "coreOrders", "coreRevenue"] as const;
type BandName = (typeof bandNames)[number];

const useBandFormat = (): ((name: BandName) => (value: number) => string) => {
  const say = useWords(tierWords);
  const { count, amount } = useFormat();
  return (name) => {
    if (name === "coreRevenue") return amount;
    if (name === "coreOrders") return (value) => count(rounded(value));
    return (value) => say("bands.days", { count: rounded(value, value < 10 ? 1 : 0) });
  };
};

/** The bands that the shop set, beside what the shop's own customers suggest. */
export const Bands = ({ bands: { bands, estimates, note, returners } }: { readonly bands: ShopReport["bands"] }) => {
  const say = useWords(tierWords);
  const { count } = useFormat();
  const rangeOf = useRange();
  const formatOf = useBandFormat();
  const settings = useQuery({ queryKey: ["settings"], queryFn: () => answered(api.settings.$get()) });
  const inForce = settings.data?.settings.tiers;
  const lead = inForce?.by !== "learned" ? "fixed" : bands === undefined ? "missing" : "learned";
  return (
    <Section title={say("bands.title")} lead={say(`bands.lead.${lead}`)}>
      <RowsTable
        label={say("bands.title")}
        rows={bandNames}
        rowKey={(name) => name}
        columns={[
          {
            key: "band",
            title: say("bands.band"),
            cell: (name) => (
              <>
                {say(`bands.name.${name}`)}
                <Text size="xs" c="dimmed">
                  {say(`bands.why.${name}`)}
                </Text>
              </>
            ),
          },
          {
            key: "inForce",
            title: say("bands.inForce"),
            numeric: true,
            cell: (name) => (inForce === undefined ? "–" : formatOf(name)(inForce[name])),
          },
          {
            key: "suggested",
            title: say("bands.suggested"),
            numeric: true,
            cell: (name) => (bands === undefined ? "–" : formatOf(name)(bands[name])),
          },
          {
            key: "range",
            title: say("bands.range"),
            numeric: true,
            cell: (name) => (estimates === undefined ? "–" : rangeOf(estimates[name], formatOf(name))),
          },
        ]}
      />
      <Text size="sm">{say(`bands.note.${note}`, { returners: count(returners) })}</Text>
      <Anchor component={Link} to="/settings#tiers" size="sm">
        {say("bands.settings")}
      </Anchor>
    </Section>
  );
};
