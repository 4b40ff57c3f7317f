import { Alert, Box, Paper, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { Answer } from "../../parts/states.tsx";
import { useWords } from "../../words/define-words.ts";
import { useProblemWords } from "../../words/problems/use-problem-words.ts";
import { type Filling, type OneMessage, type Rendered, useRendering } from "./messages.ts";
import { messageWords } from "./words.ts";

const views = ["desktop", "phone", "text"] as const;

const Email = ({ subject, html, text }: Extract<Rendered, { channel: "email" }>) => {
  const say = useWords(messageWords);
  const [view, setView] = useState<(typeof views)[number]>("desktop");
  return (
    <Stack gap="sm">
      <Text>
        <strong>{say("one.subject")}:</strong> {subject}
      </Text>
      <SegmentedControl
        aria-label={say("one.view")}
        value={view}
        onChange={(next) => setView(next as typeof view)}
        data={views.map((one) => ({ value: one, label: say(`one.views.${one}`) }))}
        style={{ alignSelf: "flex-start" }}
      />
      {view === "text" ? (
        <Paper withBorder p="md">
          <Text
            component="pre"
            ff="monospace"
            size="sm"
            className="breaks"
            style={{ whiteSpace: "pre-wrap", margin: 0 }}
          >
            {text}
          </Text>
        </Paper>
      ) : (
        // An email was made elsewhere: in its frame it can run nothing and reach nothing of the console.
        <iframe
          title={say("one.frame")}
          sandbox=""
          srcDoc={html}
          style={{
            width: view === "phone" ? "min(100%, 390px)" : "100%",
            height: 560,
            border: "1px solid var(--mantine-color-default-border)",
            borderRadius: 8,
            background: "#fff",
          }}
        />
      )}
    </Stack>
  );
};

const Bubble = ({ title, text }: { readonly title?: string; readonly text: string }) => (
  <Box maw={360}>
    <Paper withBorder p="md" radius="lg">
      {title !== undefined && <Text fw={700}>{title}</Text>}
      <Text className="breaks">{text}</Text>
    </Paper>
  </Box>
);

const Said = ({ message }: { readonly message: Rendered }) => {
  const say = useWords(messageWords);
  if (message.channel === "email") return <Email {...message} />;
  if (message.channel === "sms") return <Bubble text={message.text} />;
  return (
    <Stack gap="xs">
      <Bubble title={message.title} text={message.body} />
      {message.link !== undefined && (
        <Text size="sm" c="dimmed" className="breaks">
          {say("one.push", { link: message.link })}
        </Text>
      )}
    </Stack>
  );
};

const Filled = ({ message, filling }: { readonly message: OneMessage; readonly filling: Filling }) => {
  const say = useWords(messageWords);
  const problemWords = useProblemWords();
  const query = useRendering(message, filling);
  return (
    <Answer query={query}>
      {({ message: said, problem }) =>
        said === undefined ? (
          <Alert color="yellow" variant="default" title={say("one.notFilled")}>
            {problem !== undefined && problemWords.problem(problem)}
          </Alert>
        ) : (
          <Said message={said} />
        )
      }
    </Answer>
  );
};

interface SaidWordsProps {
  readonly message: OneMessage;
  readonly filling: Filling | undefined;
}

/** What a message said, filled in once more, and what that cannot show. */
export const SaidWords = ({ message, filling }: SaidWordsProps) => {
  const say = useWords(messageWords);
  const isHeldOut = message.status === "held-out";
  return (
    <section aria-labelledby="said">
      <Stack gap="sm">
        <Title order={2} id="said">
          {say("one.said")}
        </Title>
        <Text size="sm" c="dimmed" maw="70ch">
          {isHeldOut ? say("one.heldOut") : say("one.again", { version: message.campaignVersion })}
        </Text>
        {filling === undefined ? (
          <Alert color="yellow" variant="default">
            {say("one.noCustomer")}
          </Alert>
        ) : (
          <Filled message={message} filling={filling} />
        )}
      </Stack>
    </section>
  );
};
