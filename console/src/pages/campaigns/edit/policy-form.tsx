import { Stack } from "@mantine/core";
import type { Campaign } from "../../../../../lambdas/domain/campaign.ts";
import { useWords } from "../../../words/define-words.ts";
import { EventList } from "./fields/event-fields.tsx";
import { NumberField, SwitchField } from "./fields/fields.tsx";
import { fieldWords } from "./fields/words.ts";
import type { Editor } from "./use-editor.ts";

type Policy = Campaign["policy"];
interface Reentry {
  readonly reentryMax?: number;
  readonly reentryAfterDays?: number;
}

const reentryOf = ({ reentryMax: max, reentryAfterDays: afterDays }: Reentry): Policy["reentry"] =>
  max === undefined && afterDays === undefined
    ? undefined
    : { ...(max !== undefined && { max }), ...(afterDays !== undefined && { afterDays }) };

/** How the campaign stands beside others, and when somebody leaves it. */
export const PolicyForm = ({ editor }: { readonly editor: Editor }) => {
  const say = useWords(fieldWords);
  const { policy } = editor.definition;
  const change = (part: Partial<Policy>) => editor.changeDefinition({ policy: { ...policy, ...part } });
  const common = { owner: policy, onChange: change, disabled: !editor.mayEdit };
  const reentry: Reentry = {
    ...(policy.reentry?.max !== undefined && { reentryMax: policy.reentry.max }),
    ...(policy.reentry?.afterDays !== undefined && { reentryAfterDays: policy.reentry.afterDays }),
  };
  const changeReentry = (part: Partial<Reentry>) => change({ reentry: reentryOf({ ...reentry, ...part }) });
  const ofReentry = { owner: reentry, onChange: changeReentry, disabled: !editor.mayEdit };
  return (
    <Stack gap="md" maw={640}>
      <NumberField {...common} name="priority" min={1} max={9} />
      <NumberField {...common} name="expectedValue" min={0} max={1_000_000} decimal />
      <NumberField {...common} name="holdOutPercent" min={0} max={50} decimal />
      <NumberField {...common} name="messagesPerHourMax" min={1} max={1_000_000} optional />
      <SwitchField {...common} name="leaveOnOrder" />
      <EventList
        label={say("leaveOn")}
        matches={policy.leaveOn ?? []}
        least={0}
        most={5}
        disabled={!editor.mayEdit}
        onChange={(matches) => change({ leaveOn: matches.length === 0 ? undefined : [...matches] })}
      />
      <NumberField {...ofReentry} name="reentryMax" min={1} max={1000} optional />
      <NumberField {...ofReentry} name="reentryAfterDays" min={0} max={3650} decimal optional />
    </Stack>
  );
};
