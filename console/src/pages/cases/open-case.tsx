import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { notifyDone } from "../../parts/notify.ts";
import { FailureText } from "../../parts/states.tsx";
import { useDraft } from "../../parts/use-draft.ts";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import { channels, type NewCase, subjects, useOpenCase } from "./cases.ts";
import { caseWords } from "./words.ts";

type Draft = Required<Omit<NewCase, "channel">> & Pick<NewCase, "channel">;

const blank: Draft = { customerId: "", caseId: "", subject: "complaint", note: "" };

const toSend = ({ customerId, caseId, note, ...rest }: Draft): NewCase => ({
  ...rest,
  customerId: customerId.trim(),
  caseId: caseId.trim(),
  ...(note.trim() !== "" && { note: note.trim() }),
});

interface FieldsProps {
  readonly draft: Draft;
  readonly change: (some: Partial<Draft>) => void;
}

const Fields = ({ draft, change }: FieldsProps) => {
  const say = useWords(caseWords);
  const common = useWords(commonWords);
  const { customerId, caseId, subject, channel, note } = draft;
  return (
    <>
      <TextInput
        label={say("customerId")}
        description={say("customerIdHint")}
        required
        data-autofocus
        value={customerId}
        onChange={({ currentTarget }) => change({ customerId: currentTarget.value })}
      />
      <TextInput
        label={say("caseId")}
        description={say("caseIdHint")}
        required
        value={caseId}
        onChange={({ currentTarget }) => change({ caseId: currentTarget.value })}
      />
      <Select
        label={say("subjectLabel")}
        allowDeselect={false}
        data={subjects.map((value) => ({ value, label: say(`subject.${value}`) }))}
        value={subject}
        onChange={(chosen) => change({ subject: subjects.find((one) => one === chosen) ?? "complaint" })}
      />
      <Select
        label={say("channel")}
        clearable
        data={channels.map((value) => ({ value, label: common(`channel.${value}`) }))}
        value={channel ?? null}
        onChange={(chosen) => change({ channel: channels.find((one) => one === chosen) })}
      />
      <Textarea
        label={say("note")}
        description={say("noteHint")}
        autosize
        minRows={2}
        maxLength={500}
        value={note}
        onChange={({ currentTarget }) => change({ note: currentTarget.value })}
      />
    </>
  );
};

const OpenForm = ({ onOpened }: { readonly onOpened: () => void }) => {
  const say = useWords(caseWords);
  const { value: draft = blank, setValue, discard } = useDraft<Draft>("case.new");
  const open = useOpenCase();
  const isReady = draft.customerId.trim() !== "" && draft.caseId.trim() !== "";
  const finish = (): void => {
    discard();
    onOpened();
    notifyDone(say("openedDone"));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) open.mutate(toSend(draft), { onSuccess: finish });
      }}
    >
      <Stack>
        <Text size="sm">{say("openLead")}</Text>
        <Fields draft={draft} change={(some) => setValue({ ...draft, ...some })} />
        {open.error && (
          <div role="alert">
            <FailureText error={open.error} />
          </div>
        )}
        <Group justify="flex-end">
          <Button type="submit" disabled={!isReady} loading={open.isPending}>
            {say("doOpen")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

export const OpenCase = () => {
  const say = useWords(caseWords);
  const common = useWords(commonWords);
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button onClick={() => setOpened(true)}>{say("open")}</Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={say("openTitle")}
        closeButtonProps={{ "aria-label": common("close") }}
      >
        <OpenForm onOpened={() => setOpened(false)} />
      </Modal>
    </>
  );
};
