import { Text } from "@mantine/core";
import { PagedTable } from "../../../parts/paged-table.tsx";
import { useFormat } from "../../../parts/use-format.ts";
import { commonWords } from "../../../words/common.ts";
import { useLanguage, useWords } from "../../../words/define-words.ts";
import { useCampaignName } from "../../campaigns/data/campaign-name.ts";
import { customerWords } from "../words.ts";
import { Section } from "./section.tsx";
import { useSourceName } from "./source-words.ts";
import { timelineWords } from "./timeline-words.ts";
import { type Moment, useTimeline } from "./use-person.ts";

/** In which order fields are told; others follow by name. */
const order = [
  "campaignId",
  "stepId",
  "orderId",
  "amount",
  "items",
  "channel",
  "category",
  "topic",
  "status",
  "reason",
];
const placeOf = (name: string): string =>
  String(order.includes(name) ? order.indexOf(name) : order.length).padStart(2, "0") + name;

const messageKey = /^[a-z2-7]{26}$/;

/** What a moment says beside its name. Keys of messages are for machines. */
const useDetails = (): ((moment: Moment) => string) => {
  const say = useWords(timelineWords);
  const topics = useWords(customerWords);
  const common = useWords(commonWords);
  const format = useFormat();
  const nameOf = useCampaignName();
  const sourceOf = useSourceName();
  const language = useLanguage();
  const fieldsOf = (value: string): string => {
    const names = value.split(", ").map((field) => topics.code("trait", field));
    return names.join(language === "zh" ? "、" : ", ");
  };
  const shown = (name: string, value: string | number | boolean): string => {
    if (name === "amount" || name === "value" || name === "discount") return format.amount(Number(value));
    if (name === "channel") return common.code("channel", String(value));
    if (name === "topic" || name === "category") return topics.code("topic", String(value));
    if (name === "fields") return fieldsOf(String(value));
    if (name === "campaignId") return nameOf(String(value));
    if (name === "status") return say.code("status", String(value));
    if (name === "source") return sourceOf(String(value));
    return name.endsWith("At") && typeof value === "number" ? format.moment(value) : String(value);
  };
  return ({ details }) =>
    Object.entries(details)
      .filter(([name, value]) => name !== "messageKey" && !messageKey.test(String(value)))
      .toSorted(([a], [b]) => (placeOf(a) < placeOf(b) ? -1 : 1))
      .map(([name, value]) => `${say.code("detail", name)}: ${shown(name, value)}`)
      .join(" · ");
};

/** Everything that happened to a customer and was sent to them, the latest first. */
export const Timeline = ({ customerId }: { readonly customerId: string }) => {
  const say = useWords(timelineWords);
  const format = useFormat();
  const detailsOf = useDetails();
  return (
    <Section title={say("title")}>
      <PagedTable
        label={say("title")}
        query={useTimeline(customerId)}
        rowsOf={({ moments }) => moments}
        rowKey={(moment) => `${moment.at} ${moment.kind} ${JSON.stringify(moment.details)}`}
        empty={<Text c="dimmed">{say("empty")}</Text>}
        columns={[
          { key: "at", title: say("at"), cell: ({ at }) => format.moment(at) },
          { key: "what", title: say("what"), cell: ({ kind, name }) => name ?? say.code("kind", kind) },
          {
            key: "details",
            title: say("details"),
            cell: (moment) => <span className="breaks">{detailsOf(moment)}</span>,
          },
        ]}
      />
    </Section>
  );
};
