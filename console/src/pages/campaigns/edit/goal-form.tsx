import { Paper, Stack, Switch, Text } from "@mantine/core";
import { useWords } from "../../../words/define-words.ts";
import { useSentences } from "../sentences/use-sentences.ts";
import { EventFields } from "./fields/event-fields.tsx";
import { NumberField } from "./fields/fields.tsx";
import { fieldWords } from "./fields/words.ts";
import type { Editor } from "./use-editor.ts";
import { editWords } from "./words.ts";

/** What the campaign is for. */
export const GoalForm = ({ editor }: { readonly editor: Editor }) => {
  const say = useWords(editWords);
  const field = useWords(fieldWords);
  const sentences = useSentences();
  const { goal } = editor.definition;
  const disabled = !editor.mayEdit;
  return (
    <Stack gap="md" maw={640}>
      <Paper withBorder p="md" role="status">
        <Text fw={600}>{sentences.goal(editor.definition)}</Text>
      </Paper>
      <Switch
        label={say("goalOn")}
        description={say("goalLead")}
        checked={goal !== undefined}
        disabled={disabled}
        onChange={(event) =>
          editor.changeDefinition({
            goal: event.currentTarget.checked ? { on: { event: "order-placed" }, windowDays: 14 } : undefined,
          })
        }
      />
      {goal !== undefined && (
        <>
          <EventFields
            label={field("on")}
            match={goal.on}
            disabled={disabled}
            onChange={(on) => editor.changeDefinition({ goal: { ...goal, on } })}
          />
          <NumberField
            owner={goal}
            name="windowDays"
            min={1}
            max={365}
            decimal
            disabled={disabled}
            onChange={(part) => editor.changeDefinition({ goal: { ...goal, ...part } })}
          />
        </>
      )}
    </Stack>
  );
};
