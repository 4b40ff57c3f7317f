import { Button, JsonInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../../../words/define-words.ts";
import type { Definition } from "../data/save-version.ts";
import type { Editor } from "./use-editor.ts";
import { editWords } from "./words.ts";

/** The definition as it is stored, for who would rather write it. The API checks it when it is saved. */
export const JsonForm = ({ editor }: { readonly editor: Editor }) => {
  const say = useWords(editWords);
  const written = JSON.stringify(editor.definition, null, 2);
  const [text, setText] = useState(written);
  const [problem, setProblem] = useState<string>();
  const apply = (): void => {
    try {
      const definition = JSON.parse(text) as Definition;
      if (!Array.isArray(definition.steps)) throw new Error("steps");
      editor.change({ definition });
      setProblem(undefined);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Stack gap="sm">
      <Text c="dimmed">{say("jsonLead")}</Text>
      <JsonInput
        label={say("jsonField")}
        value={text}
        onChange={setText}
        disabled={!editor.mayEdit}
        error={problem === undefined ? undefined : say("jsonWrong", { problem })}
        autosize
        minRows={12}
        maxRows={40}
        styles={{ input: { fontFamily: "monospace" } }}
      />
      <Button
        disabled={!editor.mayEdit || text === written}
        onClick={apply}
        style={{ alignSelf: "flex-start" }}
        variant="default"
      >
        {say("jsonApply")}
      </Button>
    </Stack>
  );
};
