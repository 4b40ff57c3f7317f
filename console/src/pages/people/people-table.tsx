import { Badge, Button, Group, Text } from "@mantine/core";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { RowsTable } from "../../parts/paged-table.tsx";
import { useWords } from "../../words/define-words.ts";
import type { Person } from "./use-people.ts";
import { peopleWords } from "./words.ts";

export interface PeopleTableProps {
  readonly people: readonly Person[];
  readonly onEdit: (person: Person) => void;
  readonly onRemove: (person: Person) => Promise<unknown>;
}

const Who = ({ person }: { readonly person: Person }) => (
  <>
    <Text size="sm" className="breaks">
      {person.name ?? person.email}
    </Text>
    {person.name !== undefined && (
      <Text size="xs" c="dimmed" className="breaks">
        {person.email}
      </Text>
    )}
  </>
);

const Deeds = ({ person, onEdit, onRemove }: { readonly person: Person } & Omit<PeopleTableProps, "people">) => {
  const say = useWords(peopleWords);
  if (person.fixed)
    return (
      <Text size="sm" c="dimmed">
        {say("fixed")}
      </Text>
    );
  const { email } = person;
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="xs" variant="default" aria-label={`${say("edit")} ${email}`} onClick={() => onEdit(person)}>
        {say("edit")}
      </Button>
      <ConfirmButton
        size="xs"
        variant="default"
        color="red"
        aria-label={`${say("remove")} ${email}`}
        label={say("remove")}
        question={say("removeQuestion", { email })}
        confirm={say("remove")}
        onConfirm={() => onRemove(person)}
      >
        {say("removeText")}
      </ConfirmButton>
    </Group>
  );
};

export const PeopleTable = ({ people, ...deeds }: PeopleTableProps) => {
  const say = useWords(peopleWords);
  return (
    <RowsTable<Person>
      label={say("list")}
      rows={people}
      rowKey={({ email }) => email}
      columns={[
        { key: "person", title: say("person"), cell: (person) => <Who person={person} /> },
        {
          key: "roles",
          title: say("roles"),
          cell: ({ roles }) => (
            <Group gap={4}>
              {roles.map((role) => (
                <Badge key={role} variant="default" tt="none">
                  {say.code("role", role)}
                </Badge>
              ))}
            </Group>
          ),
        },
        { key: "deeds", title: say("deeds"), cell: (person) => <Deeds person={person} {...deeds} /> },
      ]}
    />
  );
};
