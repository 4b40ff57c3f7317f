import { Anchor, Group, Radio, SimpleGrid, Stack, TagsInput, Text } from "@mantine/core";
import { Link } from "react-router";
import { Answer, Waiting } from "../../parts/states.tsx";
import { useWords } from "../../words/define-words.ts";
import { useCampaignName } from "../campaigns/data/campaign-name.ts";
import { useCampaigns } from "../campaigns/data/campaigns.ts";
import { useNumbers, usePart } from "./form-context.tsx";
import { NumberField } from "./number-field.tsx";
import { Section } from "./section.tsx";
import { settingsWords } from "./words.ts";

export const WebhookHostsSection = () => {
  const say = useWords(settingsWords);
  const { value: hosts, set, errorAt, disabled } = usePart("webhookHosts");
  const error = hosts.map((_, at) => errorAt(`[${at}]`)).find((one) => one !== undefined) ?? errorAt("");
  return (
    <Section folded parts={["webhookHosts"]} title={say("hosts.title")} lead={say("hosts.lead")}>
      <TagsInput
        id="webhookHosts.hosts"
        label={say("hosts.hosts")}
        description={say("hosts.hostsHint")}
        value={hosts}
        disabled={disabled}
        error={error}
        onChange={(next) => set(next.map((host) => host.trim().toLowerCase()))}
      />
    </Section>
  );
};

/** What is done where nobody can know: a message that was perhaps sent, an event that is perhaps old. */
export const UncertainSection = () => {
  const say = useWords(settingsWords);
  const { value: inDoubt, set, disabled } = usePart("inDoubt");
  const number = useNumbers("importing");
  return (
    <Section folded parts={["inDoubt", "importing"]} title={say("uncertain.title")} lead={say("uncertain.lead")}>
      <Radio.Group
        id="inDoubt.email"
        label={say("uncertain.email")}
        description={say("uncertain.emailHint")}
        value={inDoubt.email}
        onChange={(way) => set({ ...inDoubt, email: way === "retry-once" ? "retry-once" : "park" })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="park" label={say("uncertain.park")} disabled={disabled} />
          <Radio value="retry-once" label={say("uncertain.retry")} disabled={disabled} />
        </Stack>
      </Radio.Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NumberField
          label={say("uncertain.historyHours")}
          hint={say("uncertain.historyHoursHint")}
          unit={say("unit.hours")}
          {...number("historyHours")}
        />
        <NumberField
          label={say("uncertain.settleMinutes")}
          hint={say("uncertain.settleMinutesHint")}
          unit={say("unit.minutes")}
          {...number("settleMinutes")}
        />
      </SimpleGrid>
    </Section>
  );
};

/** What a campaign sets for itself is edited with the campaign; here stands only the way there. */
export const CampaignsSection = () => {
  const say = useWords(settingsWords);
  const nameOf = useCampaignName();
  const query = useCampaigns();
  return (
    <Section folded parts={["campaigns"]} title={say("own.title")} lead={say("own.lead")}>
      <Answer query={query} waiting={<Waiting rows={3} height={24} />}>
        {({ campaigns }) => (
          <Stack gap="xs">
            {campaigns.every(({ state }) => state !== "live") && <Text size="sm">{say("own.none")}</Text>}
            {campaigns
              .filter(({ state }) => state === "live")
              .map(({ id }) => (
                <Group key={id} gap="sm">
                  <Anchor component={Link} to={`/campaigns/${id}/edit/policy`} size="sm">
                    {nameOf(id)}
                  </Anchor>
                </Group>
              ))}
          </Stack>
        )}
      </Answer>
    </Section>
  );
};
