import { Fieldset, Stack, Switch } from "@mantine/core";
import type { EventMatch, Trigger } from "../../../../../../lambdas/domain/campaign.ts";
import { useWords } from "../../../../words/define-words.ts";
import { EventList } from "../fields/event-fields.tsx";
import { NumberField, SwitchField, TagsField, TextField } from "../fields/fields.tsx";
import { fieldWords } from "../fields/words.ts";

type EventTrigger = Extract<Trigger, { readonly kind: "event" }>;

export interface EventTriggerFieldsProps {
  readonly trigger: EventTrigger;
  readonly disabled: boolean;
  readonly onChange: (part: Partial<EventTrigger>) => void;
}

const yearMinutes = 60 * 24 * 365;

const CountFields = ({ trigger, disabled, onChange }: EventTriggerFieldsProps) => {
  const say = useWords(fieldWords);
  const { count } = trigger;
  return (
    <>
      <Switch
        label={say("count")}
        checked={count !== undefined}
        disabled={disabled}
        onChange={(event) =>
          onChange({ count: event.currentTarget.checked ? { atLeast: 3, withinHours: 72 } : undefined })
        }
      />
      {count !== undefined && (
        <Fieldset legend={say("count")}>
          <Stack gap="xs">
            <NumberField
              owner={count}
              name="atLeast"
              label={say("countAtLeast")}
              min={2}
              max={12}
              disabled={disabled}
              onChange={(part) => onChange({ count: { ...count, ...part } })}
            />
            <NumberField
              owner={count}
              name="withinHours"
              label={say("countWithinHours")}
              min={1}
              max={2160}
              disabled={disabled}
              onChange={(part) => onChange({ count: { ...count, ...part } })}
            />
            <Switch
              label={say("countByKey")}
              checked={count.by === "key"}
              disabled={disabled}
              onChange={(event) =>
                onChange({ count: { ...count, by: event.currentTarget.checked ? "key" : undefined } })
              }
            />
          </Stack>
        </Fieldset>
      )}
    </>
  );
};

/** One event as itself, several as a list: so the rules have it. */
const oneOrMore = (matches: readonly EventMatch[]): EventTrigger["on"] => {
  const [first] = matches;
  return matches.length === 1 && first !== undefined ? first : [...matches];
};

export const EventTriggerFields = (props: EventTriggerFieldsProps) => {
  const { trigger, disabled, onChange } = props;
  const say = useWords(fieldWords);
  const common = { owner: trigger, disabled, onChange };
  return (
    <>
      <EventList
        label={say("on")}
        matches={[trigger.on].flat()}
        least={1}
        most={6}
        disabled={disabled}
        onChange={(matches) => onChange({ on: oneOrMore(matches) })}
      />
      <NumberField {...common} name="delayMinutes" min={0} max={yearMinutes} decimal />
      <TextField {...common} name="fromField" optional />
      <CountFields {...props} />
      <TextField {...common} name="occurrenceField" optional />
      <SwitchField {...common} name="restarts" />
      <TagsField {...common} name="keep" />
      <NumberField {...common} name="freshnessHours" min={1} max={8760} decimal />
    </>
  );
};
