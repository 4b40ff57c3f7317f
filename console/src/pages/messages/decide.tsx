import { Alert, Group, Stack, Text, Textarea } from "@mantine/core";
import { IconHelp } from "@tabler/icons-react";
import { useState } from "react";
import { useMay } from "../../api/use-session.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { notifyDone } from "../../parts/notify.ts";
import { useFormat } from "../../parts/use-format.ts";
import { useWords } from "../../words/define-words.ts";
import { type Decision, type MessagePath, useDecide } from "./messages.ts";
import { messageWords } from "./words.ts";

interface DecideButtonProps {
  readonly path: MessagePath;
  readonly decision: Decision;
}

const DecideButton = ({ path, decision }: DecideButtonProps) => {
  const say = useWords(messageWords);
  const decide = useDecide(path);
  const [note, setNote] = useState("");
  const act = async (): Promise<void> => {
    await decide.mutateAsync({ decision, ...(note.trim() !== "" && { note: note.trim() }) });
    notifyDone(say("decide.done"));
  };
  return (
    <ConfirmButton
      size="xs"
      variant={decision === "send-again" ? "outline" : "default"}
      label={say(`decision.${decision}`)}
      question={say(`decision.${decision}`)}
      confirm={say(`decision.${decision}`)}
      onConfirm={act}
    >
      <Stack gap="sm">
        <Text size="sm">{say(`decide.${decision}`)}</Text>
        <Textarea
          label={say("decide.note")}
          description={say("decide.noteHint")}
          value={note}
          maxLength={500}
          autosize
          minRows={2}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
      </Stack>
    </ConfirmButton>
  );
};

interface DecideProps {
  readonly path: MessagePath;
  readonly open: readonly Decision[];
}

/** What a person may say about a message of which nobody knows what became of it. Nothing where they may not. */
export const DecideButtons = ({ path, open }: DecideProps) => {
  const may = useMay("decide-messages");
  return may ? (
    <Group gap="xs">
      {open.map((decision) => (
        <DecideButton key={decision} path={path} decision={decision} />
      ))}
    </Group>
  ) : null;
};

export const DecidePanel = ({
  evidenceUntil,
  ...props
}: DecideProps & { readonly evidenceUntil: string | undefined }) => {
  const say = useWords(messageWords);
  const { moment } = useFormat();
  return props.open.length === 0 ? null : (
    <Alert color="yellow" variant="default" icon={<IconHelp aria-hidden />} title={say("decide.title")}>
      <Stack gap="sm">
        <Text size="sm">
          {evidenceUntil === undefined ? say("doubts.parked") : say("decide.evidence", { time: moment(evidenceUntil) })}
        </Text>
        <DecideButtons {...props} />
      </Stack>
    </Alert>
  );
};
