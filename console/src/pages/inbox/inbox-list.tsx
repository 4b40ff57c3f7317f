import { Anchor, Button, Group, SegmentedControl, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { type InboxPage, readInbox } from "../../local/local-api.ts";
import { useClock } from "../../local/use-clock.ts";
import { Page } from "../../parts/page.tsx";
import { PagedTable } from "../../parts/paged-table.tsx";
import { Empty } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import { inboxWords } from "./words.ts";

const channels = ["all", "email", "sms", "push"] as const;
type Choice = (typeof channels)[number];

/** Not with every letter that is typed. */
const pauseMs = 300;

const useInbox = (choice: Choice, search: string) => {
  const sent = useClock().data?.sent;
  return useInfiniteQuery({
    // Whatever arrives makes another list.
    queryKey: ["local", "inbox", choice, search, sent],
    queryFn: ({ pageParam }) =>
      readInbox({ channel: choice === "all" ? undefined : choice, search, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: InboxPage) => page.cursor,
    placeholderData: (before) => before,
  });
};

const NothingYet = () => {
  const say = useWords(inboxWords);
  const action = (
    <Button component={Link} to="/clock" variant="default">
      {say("toClock")}
    </Button>
  );
  return (
    <Empty title={say("none")} action={action}>
      {say("noneHint")}
    </Empty>
  );
};

export const InboxList = () => {
  const say = useWords(inboxWords);
  const sayCommon = useWords(commonWords);
  const { count, moment } = useFormat();
  const [choice, setChoice] = useState<Choice>("all");
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search, pauseMs);
  const query = useInbox(choice, asked);
  const counts = query.data?.pages[0]?.counts;
  const countOf = (one: Choice): number =>
    counts === undefined ? 0 : one === "all" ? counts.email + counts.sms + counts.push : counts[one];
  const nameOf = (one: Choice): string => (one === "all" ? say("all") : sayCommon(`channel.${one}`));
  return (
    <Page title={say("title")} lead={say("lead")}>
      <Group>
        <SegmentedControl
          aria-label={say("channels")}
          value={choice}
          onChange={(next) => setChoice(next as Choice)}
          data={channels.map((value) => ({ value, label: `${nameOf(value)} ${count(countOf(value))}` }))}
        />
        <TextInput
          aria-label={say("search")}
          placeholder={say("search")}
          type="search"
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          style={{ flex: "1 1 14rem" }}
        />
      </Group>
      <PagedTable
        label={say("title")}
        query={query}
        rowsOf={(page: InboxPage) => page.entries}
        rowKey={({ id }) => id}
        empty={countOf("all") === 0 ? <NothingYet /> : <Empty title={say("notFound")}>{say("notFoundHint")}</Empty>}
        columns={[
          { key: "when", title: say("when"), cell: ({ receivedAt }) => moment(receivedAt) },
          {
            key: "message",
            title: say("message"),
            cell: ({ id, title }) => (
              <Anchor component={Link} to={`/inbox/${encodeURIComponent(id)}`} className="breaks">
                {title === "" ? "–" : title}
              </Anchor>
            ),
          },
          { key: "channel", title: say("channel"), cell: ({ channel }) => sayCommon(`channel.${channel}`) },
          { key: "to", title: say("to"), cell: ({ to }) => <span className="breaks">{to}</span> },
        ]}
      />
    </Page>
  );
};
