import { Text } from "@mantine/core";
import { RowsTable } from "../../parts/paged-table.tsx";
import { Section } from "../../parts/section.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import type { Pressure } from "./data.ts";
import { pressureWords } from "./words.ts";

type Cap = Pressure["caps"][number];

const useSentences = () => {
  const say = useWords(pressureWords);
  const common = useWords(commonWords);
  const { count } = useFormat();
  const partOf = (part: string): string =>
    part === "email" || part === "sms" || part === "push" ? common(`channel.${part}`) : say.code("caps.category", part);
  return {
    covers: ({ scope }: Cap): string => (scope === "all" ? say("caps.all") : scope.split("/").map(partOf).join(" · ")),
    within: ({ window }: Cap): string => {
      const [first = "", second = ""] = window.split(" ");
      if (first === "calendar") return say.code("caps.calendar", second);
      if (second === "hours") return say("caps.hours", { count: Number(first) });
      return second === "days" ? say("caps.days", { count: Number(first) }) : "–";
    },
    most: ({ max }: Cap): string => (max === undefined ? "–" : count(max)),
  };
};

export const Caps = ({ pressure: { caps } }: { readonly pressure: Pressure }) => {
  const say = useWords(pressureWords);
  const { count } = useFormat();
  const { covers, within, most } = useSentences();
  return (
    <Section title={say("caps.title")} lead={say("caps.lead")}>
      {caps.length === 0 ? (
        <Text>{say("caps.none")}</Text>
      ) : (
        <RowsTable
          label={say("caps.title")}
          columns={[
            {
              key: "id",
              title: say("caps.cap"),
              cell: ({ id }) => (id === "chosen-by-customer" ? say("caps.chosen") : id),
            },
            { key: "scope", title: say("caps.covers"), cell: covers },
            { key: "window", title: say("caps.window"), cell: within },
            { key: "max", title: say("caps.most"), numeric: true, cell: most },
            { key: "decided", title: say("caps.decided"), numeric: true, cell: ({ decided }) => count(decided) },
          ]}
          rows={caps}
          rowKey={({ id }) => id}
        />
      )}
    </Section>
  );
};
