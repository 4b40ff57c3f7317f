import { Button, Group, Modal, Radio, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { notifyDone } from "../../parts/notify.ts";
import { FailureText } from "../../parts/states.tsx";
import { useDraft } from "../../parts/use-draft.ts";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import { outcomes, type Task, useTaskDeeds } from "./tasks.ts";
import { taskWords } from "./words.ts";

interface Closing {
  readonly outcome?: (typeof outcomes)[number];
  readonly note: string;
}

const noteMost = 500;

/** Asks what came of it. What was typed survives a reload, until the task is closed. */
const CloseForm = ({ task, onClosed }: { readonly task: Task; readonly onClosed: () => void }) => {
  const say = useWords(taskWords);
  const { value, setValue, discard } = useDraft<Closing>(`task.${task.taskId}`);
  const { done, cancel } = useTaskDeeds(task);
  const { outcome, note } = value ?? { note: "" };
  const said = note.trim() === "" ? {} : { note: note.trim() };
  const finish = (message: string): void => {
    discard();
    onClosed();
    notifyDone(message);
  };
  const error = done.error ?? cancel.error;
  return (
    <Stack>
      <Radio.Group
        label={say("closeTitle")}
        description={say("outcomeHint")}
        value={outcome ?? null}
        onChange={(chosen) => setValue({ note, outcome: outcomes.find((one) => one === chosen) ?? "other" })}
      >
        <Stack gap="xs" mt="xs">
          {outcomes.map((one) => (
            <Radio key={one} value={one} label={say(`outcome.${one}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={say("note")}
        description={say("noteHint")}
        autosize
        minRows={2}
        maxLength={noteMost}
        value={note}
        onChange={({ currentTarget }) => setValue({ ...(outcome && { outcome }), note: currentTarget.value })}
      />
      {error && (
        <div role="alert">
          <FailureText error={error} />
        </div>
      )}
      <Group justify="space-between">
        <Button
          variant="subtle"
          loading={cancel.isPending}
          onClick={() => cancel.mutate(said, { onSuccess: () => finish(say("cancelled")) })}
        >
          {say("notNeeded")}
        </Button>
        <Button
          disabled={outcome === undefined}
          loading={done.isPending}
          onClick={() => outcome && done.mutate({ outcome, ...said }, { onSuccess: () => finish(say("done")) })}
        >
          {say("doClose")}
        </Button>
      </Group>
    </Stack>
  );
};

export const CloseTask = ({ task, title }: { readonly task: Task; readonly title: string }) => {
  const say = useWords(taskWords);
  const common = useWords(commonWords);
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button onClick={() => setOpened(true)}>{say("close")}</Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={title}
        closeButtonProps={{ "aria-label": common("close") }}
      >
        <CloseForm task={task} onClosed={() => setOpened(false)} />
      </Modal>
    </>
  );
};
