import { NativeSelect, Paper, Stack, Text } from "@mantine/core";
import type { Trigger } from "../../../../../../lambdas/domain/campaign.ts";
import { useSession } from "../../../../api/use-session.ts";
import { useWords } from "../../../../words/define-words.ts";
import { triggerWords } from "../../sentences/trigger-words.ts";
import { useSentences } from "../../sentences/use-sentences.ts";
import { fieldWords } from "../fields/words.ts";
import type { Editor } from "../use-editor.ts";
import { EventTriggerFields } from "./event-trigger-fields.tsx";
import { newTrigger, triggerKinds } from "./new-trigger.ts";
import { TimedTriggerFields } from "./timed-trigger-fields.tsx";

/** What makes a customer due: its kind, its numbers, and what they come to as a sentence. */
export const TriggerForm = ({ editor }: { readonly editor: Editor }) => {
  const say = useWords(triggerWords);
  const field = useWords(fieldWords);
  const sentences = useSentences();
  const today = useSession().data?.now.slice(0, 10) ?? "2027-01-01";
  const { trigger } = editor.definition;
  const set = (next: Trigger) => editor.changeDefinition({ trigger: next });
  const change = (part: object) => set({ ...trigger, ...part } as Trigger);
  const props = { trigger, onChange: change, disabled: !editor.mayEdit };
  return (
    <Stack gap="md" maw={640}>
      <Paper withBorder p="md" role="status">
        <Text fw={600}>{sentences.trigger(trigger)}</Text>
      </Paper>
      <NativeSelect
        label={field("kind")}
        data={triggerKinds.map((kind) => ({ value: kind, label: say(`kind.${kind}`) }))}
        value={trigger.kind}
        disabled={!editor.mayEdit}
        onChange={({ currentTarget: { value } }) => set(newTrigger(value as Trigger["kind"], today))}
      />
      {trigger.kind === "event" ? (
        <EventTriggerFields {...props} trigger={trigger} />
      ) : (
        <TimedTriggerFields {...props} trigger={trigger} />
      )}
    </Stack>
  );
};
