import { Alert, Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useMay, useSession } from "../../api/use-session.ts";
import { notifyDone } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import { Answer, Empty, Waiting } from "../../parts/states.tsx";
import { useWords } from "../../words/define-words.ts";
import { PeopleTable } from "./people-table.tsx";
import { PersonForm } from "./person-form.tsx";
import { type GivenPerson, type Invitation, type Person, usePeople } from "./use-people.ts";
import { peopleWords } from "./words.ts";

interface InvitationsProps {
  readonly invitations: readonly Invitation[];
  readonly onAgain: (email: string) => Promise<unknown>;
}

/** What stays to be done about new people: of those whose invitation went out, the passing word says enough. */
const Invitations = ({ invitations, onAgain }: InvitationsProps) => {
  const say = useWords(peopleWords);
  return invitations
    .filter(({ outcome }) => outcome === "failed")
    .map(({ email, reason = "" }) => (
      <Alert key={email} color="orange" role="alert">
        <Stack gap="xs" align="flex-start">
          <Text size="sm">{say("inviteFailed", { email, reason })}</Text>
          <Button size="xs" variant="default" onClick={() => void onAgain(email)}>
            {say("inviteAgain")}
          </Button>
        </Stack>
      </Alert>
    ));
};

const People = ({
  editing,
  onEdit,
}: {
  readonly editing: Person | "new" | undefined;
  readonly onEdit: (who?: Person) => void;
}) => {
  const say = useWords(peopleWords);
  const { query, save, invite } = usePeople();
  const [invitations, setInvitations] = useState<readonly Invitation[]>([]);
  const told = (all: readonly Invitation[]): void => {
    for (const { email, outcome } of all)
      if (outcome !== "failed") notifyDone(say(outcome === "invited" ? "invited" : "hasAccount", { email }));
    setInvitations(all);
  };
  const others = (email: string) =>
    (query.data?.people ?? []).filter((person) => !person.fixed && person.email !== email);
  const put = async (person: GivenPerson): Promise<void> => {
    const answer = await save.mutateAsync([...others(person.email.toLowerCase()), person]);
    notifyDone(say("saved"));
    told(answer.invitations);
  };
  const remove = async ({ email }: Person): Promise<void> => {
    await save.mutateAsync(others(email));
    notifyDone(say("removed", { email }));
  };
  const again = async (email: string): Promise<void> => told([(await invite.mutateAsync(email)).invitation]);
  return (
    <Answer query={query} waiting={<Waiting rows={5} height={48} />}>
      {({ people, invites }) => (
        <>
          <Text size="sm">{say(invites ? "invites" : "here")}</Text>
          <Invitations invitations={invitations} onAgain={again} />
          <PeopleTable people={people} onEdit={onEdit} onRemove={remove} />
          {editing !== undefined && (
            <PersonForm
              {...(editing !== "new" && { person: editing })}
              onClose={() => onEdit(undefined)}
              onSave={put}
            />
          )}
        </>
      )}
    </Answer>
  );
};

const PeoplePage = () => {
  const say = useWords(peopleWords);
  const may = useMay("manage-people");
  const known = useSession().data !== undefined;
  const [editing, setEditing] = useState<Person | "new">();
  const add = may && <Button onClick={() => setEditing("new")}>{say("add")}</Button>;
  return (
    <Page title={say("title")} lead={say("lead")} actions={add}>
      {!known && <Waiting rows={5} height={48} />}
      {known && !may && <Empty title={say("notAllowed")}>{say("notAllowedHint")}</Empty>}
      {may && <People editing={editing} onEdit={setEditing} />}
    </Page>
  );
};

export default PeoplePage;
