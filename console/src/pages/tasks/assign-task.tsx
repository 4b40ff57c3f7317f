import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useSession } from "../../api/use-session.ts";
import { notifyDone } from "../../parts/notify.ts";
import { FailureText } from "../../parts/states.tsx";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import { type Task, useTaskDeeds } from "./tasks.ts";
import { taskWords } from "./words.ts";

const AssignForm = ({ task, onDone }: { readonly task: Task; readonly onDone: () => void }) => {
  const say = useWords(taskWords);
  const [name, setName] = useState(task.assignee ?? "");
  const { assign } = useTaskDeeds(task);
  const person = name.trim();
  const finish = (): void => {
    onDone();
    notifyDone(say("assigned", { person }));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (person !== "") assign.mutate(person, { onSuccess: finish });
      }}
    >
      <Stack>
        <TextInput
          label={say("assignee")}
          description={say("assigneeHint")}
          value={name}
          maxLength={200}
          data-autofocus
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        {assign.error && (
          <div role="alert">
            <FailureText error={assign.error} />
          </div>
        )}
        <Group justify="flex-end">
          <Button type="submit" disabled={person === ""} loading={assign.isPending}>
            {say("doAssign")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

/** One press for oneself, a form for anybody else. */
export const AssignTask = ({ task }: { readonly task: Task }) => {
  const say = useWords(taskWords);
  const common = useWords(commonWords);
  const [opened, setOpened] = useState(false);
  const me = useSession().data?.person;
  const { assign } = useTaskDeeds(task);
  return (
    <>
      {me !== undefined && task.assignee !== me && (
        <Button
          variant="default"
          loading={assign.isPending}
          onClick={() => assign.mutate(me, { onSuccess: () => notifyDone(say("takenOn")) })}
        >
          {say("takeOn")}
        </Button>
      )}
      <Button variant="default" onClick={() => setOpened(true)}>
        {say("assign")}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={say("assignTitle")}
        closeButtonProps={{ "aria-label": common("close") }}
      >
        <AssignForm task={task} onDone={() => setOpened(false)} />
      </Modal>
    </>
  );
};
