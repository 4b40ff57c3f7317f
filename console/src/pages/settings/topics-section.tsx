import { RowsTable } from "../../parts/paged-table.tsx";
import { useWords } from "../../words/define-words.ts";
import { Section } from "./section.tsx";
import { settingsWords } from "./words.ts";

const topics = ["promotion", "care", "service", "transactional"] as const;

/** They are the same in every shop, because laws speak of them: here they are only explained. */
export const TopicsSection = () => {
  const say = useWords(settingsWords);
  return (
    <Section folded parts={["topics"]} title={say("topics.title")} lead={say("topics.lead")}>
      <RowsTable
        label={say("topics.title")}
        rows={topics}
        rowKey={(topic) => topic}
        columns={[
          {
            key: "name",
            title: say("topics.name"),
            cell: (topic) => <span style={{ whiteSpace: "nowrap" }}>{say(`topics.names.${topic}`)}</span>,
          },
          { key: "needs", title: say("topics.needs"), cell: (topic) => say(`topics.said.${topic}`) },
        ]}
      />
    </Section>
  );
};
