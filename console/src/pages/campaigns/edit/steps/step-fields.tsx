import { Stack, Switch } from "@mantine/core";
import type { Step, StepOf } from "../../../../../../lambdas/domain/campaign.ts";
import { categories, channels } from "../../../../../../lambdas/domain/channel.ts";
import { useLanguage, useWords } from "../../../../words/define-words.ts";
import { stepWords } from "../../sentences/step-words.ts";
import { useCoupons } from "../../sentences/use-sentences.ts";
import { EventFields } from "../fields/event-fields.tsx";
import { ChoiceField, NumberField, SomeField, SwitchField, TextField } from "../fields/fields.tsx";
import { PredicateField } from "../fields/predicate-field.tsx";
import { fieldWords } from "../fields/words.ts";
import { NextField } from "./next-field.tsx";
import { SplitFields } from "./split-fields.tsx";

export interface StepFieldsProps<One extends Step = Step> {
  readonly step: One;
  /** Steps that it may lead to: all behind it. */
  readonly behind: readonly Step[];
  readonly disabled: boolean;
  readonly onChange: (part: object) => void;
}

const SendFields = ({ step, disabled, onChange }: StepFieldsProps<StepOf<"send">>) => {
  const say = useWords(stepWords);
  const field = useWords(fieldWords);
  const common = { owner: step, disabled, onChange };
  const option = <Value extends string>(values: readonly Value[], label: (value: Value) => string) =>
    values.map((value) => ({ value, label: label(value) }));
  return (
    <>
      <SomeField {...common} name="channels" options={option(channels, (one) => say(`channel.${one}`))} />
      <ChoiceField
        {...common}
        name="channelChoice"
        absent={field("channelChoiceOption.listed")}
        options={option(["by-goods", "by-response"] as const, (one) => field(`channelChoiceOption.${one}`))}
      />
      <ChoiceField {...common} name="category" options={option(categories, (one) => say(`category.${one}`))} />
      <SwitchField {...common} name="obeysCaps" />
      <SwitchField {...common} name="countsTowardCaps" />
      <ChoiceField
        {...common}
        name="whenCapped"
        options={option(["defer", "skip", "reroute"] as const, (one) => field(`whenCappedOption.${one}`))}
      />
      <ChoiceField
        {...common}
        name="whenClosed"
        options={option(["defer", "drop"] as const, (one) => field(`whenClosedOption.${one}`))}
      />
      <NumberField {...common} name="sendWithinHours" min={1} max={2160} decimal />
    </>
  );
};

const WaitFields = ({ step, behind, disabled, onChange }: StepFieldsProps<StepOf<"wait">>) => {
  const field = useWords(fieldWords);
  const common = { owner: step, disabled, onChange };
  return (
    <>
      <NumberField {...common} name="days" min={0} max={3650} decimal optional />
      <NumberField {...common} name="hours" min={0} max={8760} decimal optional />
      <NumberField {...common} name="minutes" min={0} max={1440} decimal optional />
      <NumberField {...common} name="workingMinutes" min={0} max={1440} optional />
      <Switch
        label={field("until")}
        checked={step.until !== undefined}
        disabled={disabled}
        onChange={(event) =>
          onChange(
            event.currentTarget.checked
              ? { until: { event: "message-clicked" } }
              : { until: undefined, onEvent: undefined },
          )
        }
      />
      {step.until !== undefined && (
        <>
          <EventFields
            label={field("event")}
            match={step.until}
            disabled={disabled}
            onChange={(until) => onChange({ until })}
          />
          <NextField {...common} name="onEvent" behind={behind} />
        </>
      )}
    </>
  );
};

const BranchFields = ({ step, behind, disabled, onChange }: StepFieldsProps<StepOf<"branch">>) => {
  const field = useWords(fieldWords);
  const common = { owner: step, disabled, onChange, behind };
  return (
    <>
      <PredicateField
        label={field("if")}
        value={step.if}
        disabled={disabled}
        onChange={(value) => onChange({ if: value })}
      />
      <NextField {...common} name="onYes" />
      <NextField {...common} name="onNo" />
    </>
  );
};

const CouponFields = ({ step, disabled, onChange }: StepFieldsProps<StepOf<"coupon">>) => {
  const language = useLanguage();
  const known = (useCoupons().data?.coupons ?? []).map(({ id, name }) => ({ value: id, label: name[language] }));
  const options = known.some(({ value }) => value === step.coupon)
    ? known
    : [{ value: step.coupon, label: step.coupon }, ...known];
  return <ChoiceField owner={step} name="coupon" options={options} disabled={disabled} onChange={onChange} />;
};

const TaskFields = ({ step, disabled, onChange }: StepFieldsProps<StepOf<"task">>) => {
  const say = useWords(stepWords);
  const common = { owner: step, disabled, onChange };
  const tasks = (["call", "chat", "reply", "other"] as const).map((value) => ({ value, label: say(`task.${value}`) }));
  return (
    <>
      <ChoiceField {...common} name="task" options={tasks} />
      <TextField {...common} name="role" maxLength={60} />
      <NumberField {...common} name="dueWorkingMinutes" min={1} max={43_200} optional />
      <NumberField {...common} name="dueMinutes" min={1} max={43_200} />
    </>
  );
};

const KindFields = (props: StepFieldsProps) => {
  const { step, disabled, onChange } = props;
  const say = useWords(stepWords);
  const common = { disabled, onChange };
  switch (step.kind) {
    case "send":
      return <SendFields {...props} step={step} />;
    case "wait":
      return <WaitFields {...props} step={step} />;
    case "branch":
      return <BranchFields {...props} step={step} />;
    case "split":
      return <SplitFields {...props} step={step} />;
    case "coupon":
      return <CouponFields {...props} step={step} />;
    case "task":
      return <TaskFields {...props} step={step} />;
    case "webhook":
      return <TextField owner={step} name="url" type="url" {...common} />;
    case "set-attribute":
      return (
        <>
          <TextField owner={step} name="name" maxLength={60} {...common} />
          <TextField owner={step} name="value" maxLength={120} {...common} />
        </>
      );
    case "case": {
      const subjects = (["complaint", "review", "survey", "other"] as const).map((value) => ({
        value,
        label: say(`subject.${value}`),
      }));
      return <ChoiceField owner={step} name="subject" options={subjects} {...common} />;
    }
    case "exit":
      return null;
  }
};

const goesOn = ({ kind }: Step): boolean => kind !== "branch" && kind !== "split" && kind !== "exit";

/** Everything about one step. */
export const StepFields = (props: StepFieldsProps) => (
  <Stack gap="sm">
    <KindFields {...props} />
    {goesOn(props.step) && (
      <NextField
        owner={props.step as StepOf<"send">}
        name="next"
        behind={props.behind}
        disabled={props.disabled}
        onChange={props.onChange}
      />
    )}
  </Stack>
);
