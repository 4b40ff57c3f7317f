import { Text } from "@mantine/core";
import { Bars } from "../../parts/bars.tsx";
import { ChartWithTable } from "../../parts/chart-with-table.tsx";
import { Section } from "../../parts/section.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { whoWords } from "./customer-words.ts";
import { type DistributionId, type Group, groupsInOrder } from "./group-order.ts";
import { useRange } from "./use-estimate.ts";
import { useGroupName } from "./use-group-name.ts";

export interface DistributionProps {
  readonly id: DistributionId;
  readonly groups: readonly Group[];
}

/** How the customers divide by one question. */
export const Distribution = ({ id, groups }: DistributionProps) => {
  const say = useWords(whoWords);
  const nameOf = useGroupName();
  const rangeOf = useRange();
  const { count, percent } = useFormat();
  const rows = groupsInOrder(id, groups);
  if (rows.every(({ group }) => group === "unknown"))
    return (
      <Section title={say(`title.${id}`)}>
        <Text>{say("nobody", { how: say(`how.${id}`) })}</Text>
      </Section>
    );
  return (
    <ChartWithTable
      title={say(`title.${id}`)}
      lead={say(`lead.${id}`)}
      chart={
        <Bars
          data={rows.map(({ group, share }) => ({ group: nameOf(id, group), share: share.value }))}
          by="group"
          series={[{ name: "share", label: say("share"), color: "indigo.6" }]}
          height={50 + rows.length * 30}
          format={(share) => percent(share)}
          lying
        />
      }
      table={{
        rows,
        rowKey: ({ group }) => group,
        columns: [
          { key: "group", title: say(`title.${id}`), cell: ({ group }) => nameOf(id, group) },
          { key: "share", title: say("shareOf"), numeric: true, cell: ({ share }) => percent(share.value) },
          { key: "range", title: say("range"), numeric: true, cell: ({ share }) => rangeOf(share, percent) },
          { key: "customers", title: say("customers"), numeric: true, cell: ({ customers }) => count(customers) },
        ],
      }}
    />
  );
};
