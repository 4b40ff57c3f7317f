import { ActionIcon, Group, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";
import { useSession } from "../../api/use-session.ts";
import { Page } from "../../parts/page.tsx";
import { PagedTable } from "../../parts/paged-table.tsx";
import { Empty, Waiting } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useLanguage, useWords } from "../../words/define-words.ts";
import { auditWords } from "./words.ts";

const dayMs = 86_400_000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const shifted = (day: string, days: number): string => dayOf(Date.parse(`${day}T00:00:00Z`) + days * dayMs);

type AuditPageBody = GoodBody<Awaited<ReturnType<typeof api.audit.$get>>>;
type Entry = AuditPageBody["entries"][number];

const Trail = ({ day, by }: { readonly day: string; readonly by: string }) => {
  const say = useWords(auditWords);
  const format = useFormat();
  const language = useLanguage();
  const query = useInfiniteQuery({
    queryKey: ["audit", day, by],
    queryFn: ({ pageParam: cursor }) =>
      answered(api.audit.$get({ query: { day, ...(by !== "" && { by }), ...(cursor !== "" && { cursor }) } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor,
  });
  return (
    <PagedTable<Entry, AuditPageBody>
      label={say("list")}
      query={query}
      rowsOf={(page) => page.entries}
      rowKey={(entry) => `${entry.at} ${entry.action} ${entry.subject}`}
      columns={[
        { key: "when", title: say("when"), cell: (entry) => format.moment(entry.at) },
        {
          key: "what",
          title: say("what"),
          cell: (entry) => <span className="breaks">{entry.sentence[language]}</span>,
        },
      ]}
      empty={<Empty title={say("emptyTitle")}>{say(by === "" ? "empty" : "emptyBy")}</Empty>}
    />
  );
};

interface DayChoiceProps {
  readonly day: string;
  readonly today: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}

const DayChoice = ({ day, today, onChange }: DayChoiceProps) => {
  const say = useWords(auditWords);
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <ActionIcon variant="default" size={36} aria-label={say("before")} onClick={() => onChange(shifted(day, -1))}>
        <IconChevronLeft size={18} aria-hidden />
      </ActionIcon>
      <TextInput
        type="date"
        label={say("day")}
        description={say("dayHint")}
        value={day}
        onChange={({ currentTarget: { value } }) => onChange(value === "" ? undefined : value)}
      />
      <ActionIcon
        variant="default"
        size={36}
        aria-label={say("after")}
        disabled={day === today}
        onClick={() => onChange(shifted(day, 1))}
      >
        <IconChevronRight size={18} aria-hidden />
      </ActionIcon>
    </Group>
  );
};

const AuditPage = () => {
  const say = useWords(auditWords);
  const today = useSession().data?.now.slice(0, 10);
  const [chosen, setChosen] = useState<string>();
  const [person, setPerson] = useState("");
  const [by] = useDebouncedValue(person.trim().toLowerCase(), 300);
  const day = chosen ?? today;
  return (
    <Page title={say("title")} lead={say("lead")}>
      {day === undefined ? (
        <Waiting rows={6} />
      ) : (
        <>
          <Group align="flex-end" gap="md">
            <DayChoice day={day} today={today} onChange={setChosen} />
            <TextInput
              label={say("by")}
              description={say("byHint")}
              value={person}
              onChange={({ currentTarget: { value } }) => setPerson(value)}
              style={{ flex: "1 1 16rem" }}
            />
          </Group>
          <Trail day={day} by={by} />
        </>
      )}
    </Page>
  );
};

export default AuditPage;
