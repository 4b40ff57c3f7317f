import { Button, Checkbox, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { FailureText } from "../../parts/states.tsx";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import { type GivenPerson, isChangedMeanwhile, type Person, type Role } from "./use-people.ts";
import { peopleWords } from "./words.ts";

const roles: readonly Role[] = ["viewer", "editor", "approver", "sender", "admin"];

const RoleChoice = (q: {
  readonly value: readonly Role[];
  readonly onChange: (value: Role[]) => void;
  readonly error?: string;
}) => {
  const say = useWords(peopleWords);
  return (
    <Checkbox.Group
      label={say("rolesOf")}
      value={[...q.value]}
      onChange={(value) => q.onChange(value as Role[])}
      error={q.error}
    >
      <Stack gap="xs" mt="xs">
        {roles.map((role) => (
          <Checkbox key={role} value={role} label={say.code("role", role)} description={say.code("does", role)} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
};

export interface PersonFormProps {
  /** Absent: somebody new. */
  readonly person?: Person | undefined;
  readonly onClose: () => void;
  readonly onSave: (person: GivenPerson) => Promise<unknown>;
}

const FormFailure = ({ error }: { readonly error: unknown }) => {
  const say = useWords(peopleWords);
  return <div role="alert">{isChangedMeanwhile(error) ? say("changedMeanwhile") : <FailureText error={error} />}</div>;
};

/** One person: who they are and what they may do. Stays open with the reason when it cannot be saved. */
export const PersonForm = ({ person, onClose, onSave }: PersonFormProps) => {
  const say = useWords(peopleWords);
  const common = useWords(commonWords);
  const [email, setEmail] = useState(person?.email ?? "");
  const [name, setName] = useState(person?.name ?? "");
  const [held, setHeld] = useState<readonly Role[]>(person?.roles ?? ["viewer"]);
  const [state, setState] = useState<{ readonly running?: boolean; readonly error?: unknown }>({});
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (held.length === 0) return;
    setState({ running: true });
    try {
      await onSave({ email: email.trim(), roles: held, ...(name.trim() !== "" && { name: name.trim() }) });
      onClose();
    } catch (error) {
      setState({ error });
    }
  };
  const title = person === undefined ? say("addTitle") : say("editTitle", { email: person.email });
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": common("close") }}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput
            type="email"
            required
            label={say("email")}
            description={say("emailHint")}
            value={email}
            disabled={person !== undefined}
            onChange={({ currentTarget: { value } }) => setEmail(value)}
          />
          <TextInput
            label={say("name")}
            description={say("nameHint")}
            value={name}
            onChange={({ currentTarget: { value } }) => setName(value)}
          />
          <RoleChoice value={held} onChange={setHeld} {...(held.length === 0 && { error: say("rolesMissing") })} />
          {state.error !== undefined && <FormFailure error={state.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common("cancel")}
            </Button>
            <Button type="submit" loading={state.running === true}>
              {common("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
