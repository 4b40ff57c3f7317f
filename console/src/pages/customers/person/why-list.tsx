import { Alert, List, Paper, Stack, Text, Title } from "@mantine/core";
import { Answer, Waiting } from "../../../parts/states.tsx";
import { useFormat } from "../../../parts/use-format.ts";
import { defineWords, useLanguage, useWords } from "../../../words/define-words.ts";
import { useCampaignName } from "../../campaigns/data/campaign-name.ts";
import { outcomeWords } from "../../campaigns/outlook/outlook-words.ts";
import { Section } from "./section.tsx";
import { timelineWords } from "./timeline-words.ts";
import { useWhy, type Why } from "./use-person.ts";

const whyWords = defineWords("why", {
  en: {
    title: "Why something, why nothing",
    none: "No campaign is live, so nothing is sent to anybody.",
    paused: "Everything is paused: whatever is said below happens after somebody resumes sending.",
    breakerOpen: "The breaker is open: marketing waits until somebody lets sending go on.",
    state: {
      due: "Is looked at within the next minute.",
      inside: "Is in this campaign, at the step “{{step}}”. Next look: {{at}}.",
      later: "Is looked at {{at}}, should nothing happen before.",
      "waits-for-event": "Gets it when this happens: {{events}}.",
      "not-in-audience": "Is not in the audience. It asks that the customer",
      excluded: "Is left out, because the customer",
      entered: "Was in it already ({{at}}), and does not enter again for the same reason.",
      "nothing-to-go-by": "Nothing to go by: the date that the campaign counts from is missing, or is past.",
    },
    rhythm: "The customer {{sentence}}.",
    purchase: {
      customer: "{{product}} is expected to be bought again around {{at}}, going by the customer's own purchases.",
      product: "{{product}} is expected to be bought again around {{at}}, going by how long it lasts others.",
      category: "{{product}} is expected to be bought again around {{at}}, going by goods of its kind.",
      shop: "{{product}} is expected to be bought again around {{at}}. Little is known of it: that is what goods of this shop do.",
    },
    outcome: "What would come of it: {{outcome}}.",
    unknownStep: "?",
    value: "now: {{value}}",
  },
  zh: {
    title: "为什么会收到，为什么不会",
    none: "没有上线的活动，不会向任何人发送消息。",
    paused: "整个账户已暂停：以下内容在恢复发送之后才会发生。",
    breakerOpen: "熔断已开启：恢复之前营销消息将等待。",
    state: {
      due: "一分钟内处理。",
      inside: "正在此活动中，位于步骤“{{step}}”。下次处理：{{at}}。",
      later: "如无其他变化，将于 {{at}} 处理。",
      "waits-for-event": "以下事情发生时触发：{{events}}。",
      "not-in-audience": "不在受众之内。受众要求客户",
      excluded: "被排除，因为客户",
      entered: "已进入过（{{at}}），不会因同一原因再次进入。",
      "nothing-to-go-by": "缺少依据：活动所依据的日期没有或已过去。",
    },
    rhythm: "该客户{{sentence}}。",
    purchase: {
      customer: "根据客户自己的购买记录，预计 {{at}} 前后再次购买 {{product}}。",
      product: "根据其他客户使用该商品的时长，预计 {{at}} 前后再次购买 {{product}}。",
      category: "根据同类商品的情况，预计 {{at}} 前后再次购买 {{product}}。",
      shop: "预计 {{at}} 前后再次购买 {{product}}。对该商品了解不多，仅按本店商品的一般情况推算。",
    },
    outcome: "预计结果：{{outcome}}。",
    unknownStep: "？",
    value: "目前：{{value}}",
  },
});

const Reasons = ({ reasons }: Pick<Why, "reasons">) => {
  const say = useWords(whyWords);
  const language = useLanguage();
  if (reasons.length === 0) return null;
  return (
    <List size="sm">
      {reasons.map(({ sentence, value }) => (
        <List.Item key={sentence.en}>
          {sentence[language]}
          {value !== undefined && ` (${say("value", { value: String(value) })})`}
        </List.Item>
      ))}
    </List>
  );
};

/** What the campaign goes by that stands nowhere as a date: the customer's rhythm, or when a product is needed again. */
const GoesBy = ({ why: { rhythm, purchase } }: { readonly why: Why }) => {
  const say = useWords(whyWords);
  const language = useLanguage();
  const format = useFormat();
  return (
    <>
      {rhythm !== undefined && <Text size="sm">{say("rhythm", { sentence: rhythm[language] })}</Text>}
      {purchase !== undefined && (
        <Text size="sm">
          {say(`purchase.${purchase.from}`, { product: purchase.productId, at: format.day(purchase.expectedAt) })}
        </Text>
      )}
    </>
  );
};

const One = ({ why }: { readonly why: Why }) => {
  const say = useWords(whyWords);
  const outcomeOf = useWords(outcomeWords);
  const happenings = useWords(timelineWords);
  const format = useFormat();
  const nameOf = useCampaignName();
  const at = why.state === "entered" ? why.enteredAt : why.nextAt;
  const values = {
    at: at === undefined ? "–" : format.moment(at),
    step: why.stepId ?? say("unknownStep"),
    events: (why.events ?? []).map((event) => happenings.code("kind", event)).join(", "),
  };
  return (
    <Paper withBorder p="sm" component="li">
      <Title order={3} size="h4">
        {nameOf(why.campaignId)}
      </Title>
      <Text size="sm">{say(`state.${why.state}`, values)}</Text>
      <GoesBy why={why} />
      <Reasons reasons={why.reasons} />
      {why.outcome !== undefined && (
        <Text size="sm" fw={600}>
          {say("outcome", { outcome: outcomeOf(why.outcome) })}
        </Text>
      )}
    </Paper>
  );
};

/** For each live campaign: what the engine would do with this customer now, and why. */
export const WhyList = ({ customerId }: { readonly customerId: string }) => {
  const say = useWords(whyWords);
  return (
    <Section title={say("title")}>
      <Answer query={useWhy(customerId)} waiting={<Waiting rows={3} height={64} />}>
        {({ campaigns, paused, breakerOpen }) => (
          <Stack gap="sm">
            {paused && <Alert color="yellow">{say("paused")}</Alert>}
            {breakerOpen && <Alert color="yellow">{say("breakerOpen")}</Alert>}
            {campaigns.length === 0 && <Text c="dimmed">{say("none")}</Text>}
            {campaigns.length > 0 && (
              <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: "none" }}>
                {campaigns.map((why) => (
                  <One key={why.campaignId} why={why} />
                ))}
              </Stack>
            )}
          </Stack>
        )}
      </Answer>
    </Section>
  );
};
