import { Anchor, Button, Group, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";
import { Page } from "../../parts/page.tsx";
import { RowsTable } from "../../parts/paged-table.tsx";
import { Answer, Empty } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { audienceWords } from "../campaigns/audience/words.ts";
import { customerWords } from "./words.ts";

type Found = GoodBody<Awaited<ReturnType<typeof api.customers.$get>>>["customers"][number];

const FoundTable = ({ customers }: { readonly customers: readonly Found[] }) => {
  const say = useWords(customerWords);
  const tiers = useWords(audienceWords);
  const format = useFormat();
  return (
    <RowsTable
      label={say("found")}
      rows={customers}
      rowKey={({ customerId }) => customerId}
      columns={[
        {
          key: "name",
          title: say("name"),
          cell: ({ customerId, name }) => (
            <Anchor component={Link} to={`/customers/${encodeURIComponent(customerId)}`} className="breaks">
              {name ?? customerId}
            </Anchor>
          ),
        },
        { key: "id", title: say("id"), cell: ({ customerId }) => <span className="breaks">{customerId}</span> },
        { key: "email", title: say("email"), cell: ({ email }) => <span className="breaks">{email}</span> },
        { key: "phone", title: say("phone"), cell: ({ phone }) => phone },
        { key: "tier", title: say("tier"), cell: ({ tier }) => tiers(`tier.${tier}`) },
        { key: "orders", title: say("orders"), numeric: true, cell: ({ orders }) => format.count(orders) },
        {
          key: "last",
          title: say("lastOrder"),
          cell: ({ lastOrderAt }) => (lastOrderAt === undefined ? say("never") : format.day(lastOrderAt)),
        },
      ]}
    />
  );
};

const Results = ({ find }: { readonly find: string }) => {
  const say = useWords(customerWords);
  const query = useQuery({
    queryKey: ["customers", "find", find],
    queryFn: () => answered(api.customers.$get({ query: { find } })),
  });
  return (
    <Answer query={query}>
      {({ customers }) =>
        customers.length === 0 ? (
          <Empty title={say("nobodyTitle")}>{say("nobody", { find })}</Empty>
        ) : (
          <FoundTable customers={customers} />
        )
      }
    </Answer>
  );
};

/** A person is found by what they say of themselves: their id, address or number, in full. */
export const SearchPage = () => {
  const say = useWords(customerWords);
  const [params, setParams] = useSearchParams();
  const find = params.get("find")?.trim() ?? "";
  const [text, setText] = useState(find);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setParams(text.trim() === "" ? {} : { find: text.trim() });
  };
  return (
    <Page title={say("title")} lead={say("lead")}>
      <search>
        <form onSubmit={submit}>
          <Group align="flex-end">
            <TextInput
              style={{ flex: "1 1 18rem" }}
              label={say("find")}
              description={say("findHint")}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              maxLength={320}
            />
            <Button type="submit" leftSection={<IconSearch size={16} aria-hidden />}>
              {say("findButton")}
            </Button>
          </Group>
        </form>
      </search>
      {find === "" ? <Empty title={say("startTitle")}>{say("start")}</Empty> : <Results find={find} />}
    </Page>
  );
};
