import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { notifyDone } from "../../parts/notify.ts";
import { FailureText } from "../../parts/states.tsx";
import { useDraft } from "../../parts/use-draft.ts";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import { type Case, useCaseDeeds } from "./cases.ts";
import { caseWords } from "./words.ts";

interface Closing {
  readonly outcome: string;
  readonly note: string;
}

/** What was typed survives a reload, until the case is closed. */
const CloseForm = ({ one, onClosed }: { readonly one: Case; readonly onClosed: () => void }) => {
  const say = useWords(caseWords);
  const { value = { outcome: "", note: "" }, setValue, discard } = useDraft<Closing>(`case.${one.caseKey}`);
  const { close } = useCaseDeeds(one);
  const { outcome, note } = value;
  const finish = (): void => {
    discard();
    onClosed();
    notifyDone(say("closed"));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const said = { outcome: outcome.trim(), ...(note.trim() !== "" && { note: note.trim() }) };
        if (said.outcome !== "") close.mutate(said, { onSuccess: finish });
      }}
    >
      <Stack>
        <Text size="sm">{say("closeLead")}</Text>
        <TextInput
          label={say("outcome")}
          description={say("outcomeHint")}
          required
          maxLength={120}
          data-autofocus
          value={outcome}
          onChange={({ currentTarget }) => setValue({ note, outcome: currentTarget.value })}
        />
        <Textarea
          label={say("note")}
          description={say("noteHint")}
          autosize
          minRows={2}
          maxLength={500}
          value={note}
          onChange={({ currentTarget }) => setValue({ outcome, note: currentTarget.value })}
        />
        {close.error && (
          <div role="alert">
            <FailureText error={close.error} />
          </div>
        )}
        <Group justify="flex-end">
          <Button type="submit" disabled={outcome.trim() === ""} loading={close.isPending}>
            {say("doClose")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

export const CloseCase = ({ one }: { readonly one: Case }) => {
  const say = useWords(caseWords);
  const common = useWords(commonWords);
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {say("close")}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={say("closeTitle")}
        closeButtonProps={{ "aria-label": common("close") }}
      >
        <CloseForm one={one} onClosed={() => setOpened(false)} />
      </Modal>
    </>
  );
};
