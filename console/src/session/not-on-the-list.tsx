import { Button, Center, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiRefusal } from "../api/answered.ts";
import { useSession } from "../api/use-session.ts";
import { useWords } from "../words/define-words.ts";
import { actAs } from "./acting-as.ts";
import { signOut } from "./sign-out.ts";
import { sessionWords } from "./words.ts";

/** The address that the API knows nobody by. */
const strangerIn = (error: unknown): string | undefined =>
  error instanceof ApiRefusal && error.status === 403 && Reflect.get(Object(error.body), "reason") === "unknown-person"
    ? (error.problems[0]?.received ?? "")
    : undefined;

/** On one machine somebody acted as a person who is gone: they act as themselves again. */
const leave = async (): Promise<void> => {
  actAs(undefined);
  await signOut();
};

const Stranger = ({ person }: { readonly person: string }) => {
  const say = useWords(sessionWords);
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack align="center" ta="center" maw="60ch">
        <Title order={1}>{say("stranger")}</Title>
        <Text className="breaks">{say("strangerHint", { person })}</Text>
        <Button onClick={() => void leave()}>{say("leave")}</Button>
      </Stack>
    </Center>
  );
};

/** Whoever signed in and is not on the shop's list is told so, and can sign in as somebody else. */
export const ForPeopleOfTheShop = ({ children }: { readonly children: ReactNode }) => {
  const stranger = strangerIn(useSession().error);
  return stranger === undefined ? children : <Stranger person={stranger} />;
};
