import { Anchor, Box, Flex, List, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { readMessage, type ShownContent } from "../../local/local-api.ts";
import { Page } from "../../parts/page.tsx";
import { Answer } from "../../parts/states.tsx";
import { useFormat } from "../../parts/use-format.ts";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import { PhoneFrame, PushCard, SmsBubble } from "../campaigns/words-editor/phone-frame.tsx";
import { MailView } from "./mail-view.tsx";
import { inboxWords } from "./words.ts";

const Content = (message: ShownContent) => {
  const { moment } = useFormat();
  const { channel, title, text, receivedAt } = message;
  if (channel === "email") return <MailView {...message} />;
  return (
    <PhoneFrame>
      {channel === "sms" ? <SmsBubble text={text} /> : <PushCard title={title} body={text} when={moment(receivedAt)} />}
    </PhoneFrame>
  );
};

const Links = ({ links }: Pick<ShownContent, "links">) => {
  const say = useWords(inboxWords);
  return (
    <Stack component="aside" gap="xs" aria-label={say("links")}>
      <Title order={2}>{say("links")}</Title>
      {links.length === 0 ? (
        <Text c="dimmed">{say("noLinks")}</Text>
      ) : (
        <>
          <Text size="sm" c="dimmed">
            {say("linksLead")}
          </Text>
          <List spacing="xs" size="sm">
            {links.map(({ kind, url }) => (
              <List.Item key={url}>
                <Anchor
                  href={url}
                  target="_blank"
                  rel="noopener noreferrer"
                  underline="always"
                  aria-label={say("newTab", { kind: say(`kind.${kind}`) })}
                >
                  {say(`kind.${kind}`)}
                </Anchor>
                <Text size="xs" c="dimmed" className="breaks">
                  {url}
                </Text>
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Stack>
  );
};

const Shown = (message: ShownContent) => {
  const say = useWords(inboxWords);
  const sayCommon = useWords(commonWords);
  const { moment } = useFormat();
  const { channel, title, from, to, receivedAt, links } = message;
  const facts = [
    ...(from === undefined ? [] : [`${say("from")}: ${from}`]),
    `${say("to")}: ${to}`,
    `${say("received")}: ${moment(receivedAt)}`,
  ];
  return (
    <Page
      title={channel === "sms" ? sayCommon("channel.sms") : title}
      lead={
        <>
          <Anchor component={Link} to="/inbox" underline="always">
            {say("back")}
          </Anchor>
          {facts.map((fact) => (
            <Text key={fact} size="sm" className="breaks">
              {fact}
            </Text>
          ))}
        </>
      }
    >
      <Flex gap="xl" wrap="wrap" align="flex-start">
        <Box style={{ flex: "3 1 20rem", minWidth: 0 }}>
          <Content {...message} />
        </Box>
        <Box style={{ flex: "1 1 16rem", minWidth: 0 }}>
          <Links links={links} />
        </Box>
      </Flex>
    </Page>
  );
};

export const InboxMessage = () => {
  const { id = "" } = useParams();
  const query = useQuery({ queryKey: ["local", "message", id], queryFn: () => readMessage(id) });
  return <Answer query={query}>{(message) => <Shown {...message} />}</Answer>;
};
