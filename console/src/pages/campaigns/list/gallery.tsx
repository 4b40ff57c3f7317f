import { playbooks } from "virtual:playbooks";
import { Badge, Button, Card, Group, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import type { LibraryPlaybook } from "../../../../../lib/console/playbook-library.ts";
import { purposes } from "../../../../../lib/playbooks/purpose.ts";
import { commonWords } from "../../../words/common.ts";
import { useLanguage, useWords } from "../../../words/define-words.ts";
import type { ShownCampaign } from "../data/campaigns.ts";
import { StateBadge } from "../data/state-badge.tsx";
import { listWords } from "./words.ts";

interface CardProps {
  readonly playbook: LibraryPlaybook;
  /** The campaign of that id, if the shop has one. */
  readonly campaign: ShownCampaign | undefined;
}

const Channels = ({ channels }: Pick<LibraryPlaybook, "channels">) => {
  const common = useWords(commonWords);
  const say = useWords(listWords);
  const names = channels.map((one) => common(`channel.${one}`));
  return (
    <Group gap={4} aria-label={say("channels", { channels: names.join(", ") })} role="group">
      {names.map((name) => (
        <Badge key={name} variant="default" size="sm" tt="none">
          {name}
        </Badge>
      ))}
    </Group>
  );
};

const PlaybookCard = ({ playbook, campaign }: CardProps) => {
  const say = useWords(listWords);
  const language = useLanguage();
  const name = playbook.name[language];
  const known = campaign !== undefined;
  return (
    <Card withBorder padding="md" component="article" aria-label={name} h="100%">
      <Stack gap="xs" h="100%">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Title order={4} size="h4">
            {name}
          </Title>
          {known && <StateBadge state={campaign.state} />}
        </Group>
        <Text size="sm" style={{ flex: 1 }}>
          {playbook.description[language]}
        </Text>
        {playbook.reference !== undefined && (
          <Text size="sm" c="dimmed">
            {say("reported", { result: playbook.reference.result[language] })}
          </Text>
        )}
        <Group justify="space-between" mt={4}>
          <Channels channels={playbook.channels} />
          <Button
            component={Link}
            size="xs"
            variant={known ? "default" : "light"}
            to={known ? `/campaigns/${playbook.id}` : `/campaigns/start/${playbook.id}`}
            aria-label={say(known ? "openNamed" : "setUpNamed", { name })}
          >
            {say(known ? "open" : "setUp")}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
};

const isFound = (text: string, { id, name, description }: LibraryPlaybook): boolean => {
  const all = [id, name.en, name.zh, description.en, description.zh].join(" ").toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
};

/** The ready-made campaigns, by what a shop wants. */
export const Gallery = ({ known }: { readonly known: readonly ShownCampaign[] }) => {
  const say = useWords(listWords);
  const [text, setText] = useState("");
  const found = playbooks.filter((one) => isFound(text, one));
  const campaigns = new Map(known.map((one) => [one.id, one]));
  return (
    <Stack component="section" gap="md" aria-labelledby="gallery">
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={2} id="gallery">
            {say("gallery")}
          </Title>
          <Text c="dimmed">{say("galleryLead")}</Text>
        </div>
        <TextInput
          type="search"
          aria-label={say("filter")}
          placeholder={say("filter")}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          w={{ base: "100%", xs: 260 }}
        />
      </Group>
      {found.length === 0 && <Text role="status">{say("noMatch", { text })}</Text>}
      {purposes.map((purpose) => {
        const own = found.filter((one) => one.purpose === purpose);
        return own.length === 0 ? null : (
          <Stack key={purpose} gap="xs">
            <Title order={3}>{say(`purpose.${purpose}`)}</Title>
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
              {own.map((playbook) => (
                <PlaybookCard key={playbook.id} playbook={playbook} campaign={campaigns.get(playbook.id)} />
              ))}
            </SimpleGrid>
          </Stack>
        );
      })}
    </Stack>
  );
};
