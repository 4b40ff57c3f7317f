import { Button, Center, Loader, MantineProvider, Stack, Text, Title } from "@mantine/core";
import { readableColors, theme } from "../theme.ts";
import { useWords } from "../words/define-words.ts";
import type { Started } from "./start-session.ts";
import { sessionWords } from "./words.ts";

const Leaving = () => {
  const say = useWords(sessionWords);
  return (
    <Stack align="center" role="status">
      <Loader aria-hidden />
      <Text>{say("leaving")}</Text>
    </Stack>
  );
};

const FailedStart = ({ reason, again }: Extract<Started, { kind: "failed" }>) => {
  const say = useWords(sessionWords);
  return (
    <Stack align="center" ta="center" maw="60ch">
      <Title order={1}>{say(reason)}</Title>
      <Text>{say(`${reason}Hint`)}</Text>
      <Button onClick={() => void again()}>{say(reason === "sign-in" ? "signInAgain" : "loadAgain")}</Button>
    </Stack>
  );
};

/** What stands in the place of the console while nobody is signed in. */
export const BeforeSession = ({ started }: { readonly started: Exclude<Started, { kind: "ready" }> }) => (
  <MantineProvider theme={theme} cssVariablesResolver={readableColors} defaultColorScheme="auto">
    <Center component="main" mih="100dvh" p="md">
      {started.kind === "leaving" ? <Leaving /> : <FailedStart {...started} />}
    </Center>
  </MantineProvider>
);
