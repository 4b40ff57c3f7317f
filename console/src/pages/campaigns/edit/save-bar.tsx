import { Alert, Badge, Button, Group, Paper, Stack, Text, TextInput } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { ApiRefusal } from "../../../api/answered.ts";
import { ConfirmButton } from "../../../parts/confirm-button.tsx";
import { notifyDone } from "../../../parts/notify.ts";
import { FailureText } from "../../../parts/states.tsx";
import { useWords } from "../../../words/define-words.ts";
import { RefusalText, reasonOf } from "../summary/refusal.tsx";
import { ProblemPlaces } from "./problem-places.tsx";
import type { Editor } from "./use-editor.ts";
import { editWords } from "./words.ts";

/** Why it was not saved. That somebody else saved meanwhile is told by itself, with both their changes. */
const NotSaved = ({ editor }: { readonly editor: Editor }) => {
  const say = useWords(editWords);
  const { saveError } = editor;
  if (saveError === undefined || editor.overtaken !== undefined) return null;
  if (reasonOf(saveError) === "changed-meanwhile")
    return (
      <Alert color="orange" role="alert" title={say("notSaved")}>
        <RefusalText error={saveError} />
      </Alert>
    );
  const isWrong = saveError instanceof ApiRefusal && saveError.status === 400;
  return (
    <Alert color="red" role="alert" title={say("notSaved")}>
      {isWrong && <ProblemPlaces problems={saveError.problems} editor={editor} />}
      {reasonOf(saveError) === "nothing-new" && <Text size="sm">{say("nothingNew")}</Text>}
      {!isWrong && reasonOf(saveError) !== "nothing-new" && <FailureText error={saveError} />}
    </Alert>
  );
};

const Unsaved = ({ editor }: { readonly editor: Editor }) => {
  const say = useWords(editWords);
  const [note, setNote] = useState("");
  const { version } = editor.answer.campaign.newest;
  const save = async (): Promise<void> => {
    await editor.save(note);
    setNote("");
    notifyDone(say("saved", { version: version + 1 }));
  };
  const discard = async (): Promise<void> => {
    editor.discard();
    editor.forgetError();
  };
  return (
    <Group align="flex-end" gap="sm">
      <Stack gap={2} style={{ flex: "1 1 14rem" }}>
        <Badge
          variant="default"
          tt="none"
          leftSection={<IconPencil size={12} color="var(--mantine-color-orange-6)" aria-hidden />}
        >
          {say("unsaved")}
        </Badge>
        <Text size="sm">{say("unsavedText", { version: version + 1 })}</Text>
      </Stack>
      <TextInput
        label={say("note")}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        style={{ flex: "1 1 14rem" }}
      />
      <ConfirmButton
        variant="default"
        label={say("discard")}
        question={say("discardQuestion")}
        confirm={say("discard")}
        color="red"
        onConfirm={discard}
      >
        {say("discardText", { version })}
      </ConfirmButton>
      <Button
        loading={editor.saving}
        disabled={editor.overtaken !== undefined}
        onClick={() => void save().catch(() => undefined)}
      >
        {say("save")}
      </Button>
    </Group>
  );
};

/** Whether there is unsaved work, and what can be done with it. */
export const SaveBar = ({ editor }: { readonly editor: Editor }) => {
  const say = useWords(editWords);
  return (
    <Paper withBorder p="sm" component="section" aria-label={say("save")}>
      <Stack gap="sm">
        {editor.isUnsaved ? (
          <Unsaved editor={editor} />
        ) : (
          <Text size="sm" role="status">
            {say("allSaved", { version: editor.answer.campaign.newest.version })}
          </Text>
        )}
        <NotSaved editor={editor} />
      </Stack>
    </Paper>
  );
};
