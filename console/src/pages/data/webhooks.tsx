import { Code, Group, List, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answered, type GoodBody } from "../../api/answered.ts";
import { api } from "../../api/client.ts";
import { Answer } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { CopyText } from "./copy-text.tsx";
import { dataWords } from "./words.ts";

type Hooks = GoodBody<Awaited<ReturnType<typeof api.webhooks.$get>>>;

const Secret = ({ stored, changedAt }: Hooks["shopify"]["secret"]) => {
  const say = useWords(dataWords);
  const { moment } = useFormat();
  const state = changedAt === undefined ? say("hooks.stored") : say("hooks.storedAt", { at: moment(changedAt) });
  return (
    <Text>
      <strong>{say("hooks.secret")}:</strong> {stored ? state : say("hooks.missing")}
    </Text>
  );
};

const Shopify = ({ address, topics, secret }: Hooks["shopify"]) => {
  const say = useWords(dataWords);
  return (
    <Paper withBorder p="md" component="section" aria-label={say("hooks.shopify")}>
      <Stack gap="sm">
        <Title order={2}>{say("hooks.shopify")}</Title>
        <Text maw="70ch">{say("hooks.shopifyLead")}</Text>
        <Group>
          <Code className="breaks" aria-label={say("hooks.address")}>
            {address}
          </Code>
          <CopyText text={address} label={say("copyAddress")} />
        </Group>
        <Title order={3}>{say("hooks.topics")}</Title>
        <List size="sm">
          {topics.map((topic) => (
            <List.Item key={topic}>
              <Code>{topic}</Code>
            </List.Item>
          ))}
        </List>
        <Secret {...secret} />
        <Text size="sm" c="dimmed" maw="70ch">
          {say("hooks.shopifyNext")}
        </Text>
      </Stack>
    </Paper>
  );
};

const Outgoing = ({ hosts, secret }: Hooks["outgoing"]) => {
  const say = useWords(dataWords);
  return (
    <Paper withBorder p="md" component="section" aria-label={say("hooks.out")}>
      <Stack gap="sm">
        <Title order={2}>{say("hooks.out")}</Title>
        <Text maw="70ch">{say("hooks.outLead")}</Text>
        <Title order={3}>{say("hooks.hosts")}</Title>
        {hosts.length === 0 ? (
          <Text c="dimmed">{say("hooks.noHosts")}</Text>
        ) : (
          <List size="sm">
            {hosts.map((host) => (
              <List.Item key={host}>
                <Code className="breaks">{host}</Code>
              </List.Item>
            ))}
          </List>
        )}
        <Secret {...secret} />
      </Stack>
    </Paper>
  );
};

export const useWebhooks = () => useQuery({ queryKey: ["webhooks"], queryFn: () => answered(api.webhooks.$get()) });

/** Who tells the shop's news, and who is told of them. Secrets are never shown, only whether there are any. */
export const Webhooks = () => {
  const say = useWords(dataWords);
  const query = useWebhooks();
  return (
    <Stack>
      <Text c="dimmed">{say("hooks.lead")}</Text>
      <Answer query={query}>
        {({ shopify, outgoing }) => (
          <>
            <Shopify {...shopify} />
            <Outgoing {...outgoing} />
          </>
        )}
      </Answer>
    </Stack>
  );
};
