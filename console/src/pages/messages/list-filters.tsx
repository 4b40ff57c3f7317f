import { ActionIcon, Button, Group, Select, TextInput } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { channels } from "../../../../lambdas/domain/channel.ts";
import { messageStatuses } from "../../../../lambdas/domain/message.ts";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import { outcomeWords } from "../../words/outcomes.ts";
import { useCampaignName } from "../campaigns/data/campaign-name.ts";
import { useCampaigns } from "../campaigns/data/campaigns.ts";
import type { Filters } from "./messages.ts";
import { messageWords } from "./words.ts";

const dayMs = 86_400_000;
const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

interface ListFiltersProps {
  readonly filters: Filters;
  /** The day that is shown. */
  readonly day: string | undefined;
  readonly onChange: (next: Filters) => void;
}

const DayFilter = ({ filters, day, onChange }: ListFiltersProps) => {
  const say = useWords(messageWords);
  const shown = filters.day ?? day ?? "";
  const go = (days: number) => onChange({ ...filters, day: dayAfter(shown, days) });
  return (
    <Group gap={4} align="flex-end" wrap="nowrap">
      <ActionIcon
        size={36}
        variant="default"
        aria-label={say("filters.earlier")}
        disabled={shown === ""}
        onClick={() => go(-1)}
      >
        <IconChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <TextInput
        type="date"
        label={say("filters.day")}
        value={shown}
        disabled={filters.customerId !== undefined && filters.day === undefined}
        onChange={({ currentTarget: { value } }) => onChange({ ...filters, ...(value !== "" && { day: value }) })}
      />
      <ActionIcon
        size={36}
        variant="default"
        aria-label={say("filters.later")}
        disabled={shown === ""}
        onClick={() => go(1)}
      >
        <IconChevronRight size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
};

const CustomerFilter = ({ filters, onChange }: ListFiltersProps) => {
  const say = useWords(messageWords);
  const [text, setText] = useState(filters.customerId ?? "");
  const find = (event: FormEvent): void => {
    event.preventDefault();
    const { customerId: _id, day: _day, ...rest } = filters;
    onChange(text.trim() === "" ? rest : { ...rest, customerId: text.trim() });
  };
  return (
    <form onSubmit={find}>
      <Group gap={4} align="flex-end" wrap="nowrap">
        <TextInput
          label={say("filters.customer")}
          title={say("filters.customerHint")}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {say("filters.apply")}
        </Button>
      </Group>
    </form>
  );
};

const ChoiceFilters = ({ filters, onChange }: ListFiltersProps) => {
  const say = useWords(messageWords);
  const sayOutcome = useWords(outcomeWords);
  const sayCommon = useWords(commonWords);
  const nameOf = useCampaignName();
  const campaigns = useCampaigns().data?.campaigns ?? [];
  const choose = (key: "campaignId" | "channel" | "status") => (value: string | null) => {
    const { [key]: _old, ...rest } = filters;
    onChange(value === null ? rest : { ...rest, [key]: value });
  };
  const shared = {
    placeholder: say("filters.any"),
    clearable: true,
    clearButtonProps: { "aria-label": say("filters.clear") },
  };
  return (
    <>
      <Select
        {...shared}
        label={say("filters.campaign")}
        searchable
        data={campaigns.map(({ id }) => ({ value: id, label: nameOf(id) }))}
        value={filters.campaignId ?? null}
        onChange={choose("campaignId")}
      />
      <Select
        {...shared}
        w={130}
        label={say("filters.channel")}
        data={channels.map((one) => ({ value: one, label: sayCommon(`channel.${one}`) }))}
        value={filters.channel ?? null}
        onChange={choose("channel")}
      />
      <Select
        {...shared}
        label={say("filters.status")}
        data={messageStatuses.map((one) => ({ value: one, label: sayOutcome(`status.${one}`) }))}
        value={filters.status ?? null}
        onChange={choose("status")}
      />
    </>
  );
};

/** What stands in the address, so that a list can be sent to somebody and survives a reload. */
export const ListFilters = (props: ListFiltersProps) => {
  const say = useWords(messageWords);
  const isFiltered = Object.keys(props.filters).length > 0;
  return (
    <Group gap="sm" align="flex-end" role="search" aria-label={say("filters.label")}>
      <DayFilter {...props} />
      <ChoiceFilters {...props} />
      <CustomerFilter key={props.filters.customerId ?? ""} {...props} />
      {isFiltered && (
        <Button variant="subtle" onClick={() => props.onChange({})}>
          {say("filters.clear")}
        </Button>
      )}
    </Group>
  );
};
