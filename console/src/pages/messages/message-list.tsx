import { Anchor, Button, Stack, Text } from "@mantine/core";
import { Link, useSearchParams } from "react-router";
import { PagedTable } from "../../parts/paged-table.tsx";
import { Empty } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import { useCampaignName } from "../campaigns/data/campaign-name.ts";
import { ListFilters } from "./list-filters.tsx";
import { ListsFrame } from "./lists-frame.tsx";
import { type Filters, type ListedMessage, pathTo, useMessageList } from "./messages.ts";
import { StatusBadge } from "./status-badge.tsx";
import { messageWords } from "./words.ts";

const names = ["day", "customerId", "campaignId", "channel", "status"] as const;

const useFilters = (): readonly [Filters, (next: Filters) => void] => {
  const [search, setSearch] = useSearchParams();
  const filters = Object.fromEntries(
    names.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : [])),
  ) as Filters;
  return [filters, (next) => setSearch(new URLSearchParams({ ...next }))];
};

/** Of one day the time says enough. */
const useColumns = (isOneDay: boolean) => {
  const say = useWords(messageWords);
  const sayCommon = useWords(commonWords);
  const { moment, time } = useFormat();
  const nameOf = useCampaignName();
  return [
    {
      key: "time",
      title: say("column.time"),
      cell: (message: ListedMessage) => (
        <Anchor
          size="sm"
          component={Link}
          to={pathTo(message)}
          aria-label={say("openOf", { customer: message.customerId, time: moment(message.reservedAt) })}
        >
          {isOneDay ? time(message.reservedAt) : moment(message.reservedAt)}
        </Anchor>
      ),
    },
    {
      key: "status",
      title: say("column.status"),
      cell: ({ status }: ListedMessage) => <StatusBadge status={status} />,
    },
    {
      key: "customer",
      title: say("column.customer"),
      cell: ({ customerId }: ListedMessage) => (
        <Anchor size="sm" component={Link} to={`/customers/${encodeURIComponent(customerId)}`} className="breaks">
          {customerId}
        </Anchor>
      ),
    },
    { key: "campaign", title: say("column.campaign"), cell: ({ campaignId }: ListedMessage) => nameOf(campaignId) },
    {
      key: "channel",
      title: say("column.channel"),
      cell: ({ channel }: ListedMessage) => sayCommon(`channel.${channel}`),
    },
  ];
};

const NoMessages = ({ filters }: { readonly filters: Filters }) => {
  const say = useWords(messageWords);
  return (
    <Empty
      title={say("noneTitle")}
      action={
        <Button component={Link} to="/campaigns" variant="default">
          {say("toCampaigns")}
        </Button>
      }
    >
      {say(filters.customerId === undefined ? "noneDay" : "noneCustomer")}
    </Empty>
  );
};

export const MessageList = () => {
  const say = useWords(messageWords);
  const { civilDay } = useFormat();
  const [filters, setFilters] = useFilters();
  const query = useMessageList(filters);
  const columns = useColumns(filters.customerId === undefined);
  const day = filters.day ?? query.data?.pages[0]?.day;
  const heading =
    filters.customerId === undefined
      ? day && say("ofDay", { day: civilDay(day) })
      : say("ofCustomer", { customer: filters.customerId });
  return (
    <ListsFrame list="all">
      <Stack>
        <ListFilters filters={filters} day={day} onChange={setFilters} />
        <Text c="dimmed" className="breaks" aria-live="polite">
          {heading ?? " "}
        </Text>
        <PagedTable
          query={query}
          rowsOf={(page) => page.messages}
          rowKey={({ messageKey }) => messageKey}
          label={say("listLabel")}
          columns={columns}
          empty={<NoMessages filters={filters} />}
        />
      </Stack>
    </ListsFrame>
  );
};
