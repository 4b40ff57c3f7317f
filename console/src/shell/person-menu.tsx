import { ActionIcon, Menu } from "@mantine/core";
import { IconLogout, IconUser } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSession } from "../api/use-session.ts";
import { actAs, actingAs } from "../session/acting-as.ts";
import { signOut } from "../session/sign-out.ts";
import { useWords } from "../words/define-words.ts";
import { shellWords } from "./words.ts";

interface PeopleAnswer {
  readonly people: readonly { readonly email: string; readonly roles: readonly string[] }[];
}

/** Asked as the owner of this machine, who may see the list whoever they act as. */
/** Asked as the owner of this machine, who may see the list whoever they act as. */
const readPeople = async (): Promise<PeopleAnswer> => {
  const answer = await fetch("/api/people");
  return answer.ok ? ((await answer.json()) as PeopleAnswer) : { people: [] };
};

const SignOutItem = () => {
  const say = useWords(shellWords);
  return (
    <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
      {say("signOut")}
    </Menu.Item>
  );
};

/** On one machine a person may act as each of the shop's people, to try what needs two of them. */
const ActAsItems = () => {
  const say = useWords(shellWords);
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: ["local", "people"], queryFn: readPeople });
  const become = async (person: string | undefined): Promise<void> => {
    actAs(person);
    await queries.invalidateQueries();
  };
  return (
    <>
      <Menu.Label>{say("actAs")}</Menu.Label>
      <Menu.Item disabled={actingAs() === undefined} onClick={() => void become(undefined)}>
        {say("ownerHere")}
      </Menu.Item>
      {data?.people.map(({ email, roles }) => (
        <Menu.Item key={email} disabled={actingAs() === email} onClick={() => void become(email)}>
          {email} ({roles.join(", ")})
        </Menu.Item>
      ))}
    </>
  );
};

export const PersonMenu = () => {
  const say = useWords(shellWords);
  const session = useSession().data;
  if (session === undefined) return null;
  const label = say("actingAs", { person: session.person });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={label}>
          <IconUser size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{label}</Menu.Label>
        {session.local ? <ActAsItems /> : <SignOutItem />}
      </Menu.Dropdown>
    </Menu>
  );
};
