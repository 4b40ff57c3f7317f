import { Checkbox, Group, Stack, TextInput } from "@mantine/core";
import type { QuietHours, QuietSpan } from "../../../../lambdas/domain/settings.ts";
import { commonWords } from "../../words/common.ts";
import { useWords } from "../../words/define-words.ts";
import { usePart } from "./form-context.tsx";
import { Section } from "./section.tsx";
import { WeekPicture } from "./week-picture.tsx";
import { settingsWords } from "./words.ts";

type Of = "default" | "email" | "sms" | "push";
type Quiet = QuietSpan | "none";
const usual: QuietSpan = { from: "21:00", to: "09:00" };

interface SpanProps {
  readonly label: string;
  readonly value: Quiet;
  readonly disabled: boolean;
  readonly errors: readonly (string | undefined)[];
  readonly onChange: (value: Quiet) => void;
}

const Span = ({ label, value, disabled, errors, onChange }: SpanProps) => {
  const say = useWords(settingsWords);
  const span = value === "none" ? usual : value;
  const off = disabled || value === "none";
  const time = (key: keyof QuietSpan, at: number) => (
    <TextInput
      type="time"
      label={`${label}: ${say(key === "from" ? "hours.from" : "hours.to")}`}
      value={span[key]}
      disabled={off}
      error={errors[at]}
      onChange={({ currentTarget: { value: chosen } }) => chosen !== "" && onChange({ ...span, [key]: chosen })}
    />
  );
  return (
    <Group align="flex-end" gap="md">
      {time("from", 0)}
      {time("to", 1)}
      <Checkbox
        label={`${label}: ${say("hours.none")}`}
        checked={value === "none"}
        disabled={disabled}
        onChange={({ currentTarget: { checked } }) => onChange(checked ? "none" : usual)}
        mb={8}
      />
    </Group>
  );
};

const channels = ["email", "sms", "push"] as const;

/** A channel with hours of its own, or without: then those of every channel hold. */
const ChannelHours = ({
  of,
  quiet,
  set,
  disabled,
  errorsAt,
}: {
  readonly of: Exclude<Of, "default">;
  readonly quiet: QuietHours;
  readonly set: (value: Quiet | undefined) => void;
  readonly disabled: boolean;
  readonly errorsAt: (of: Of) => readonly (string | undefined)[];
}) => {
  const say = useWords(settingsWords);
  const common = useWords(commonWords);
  const channel = common(`channel.${of}`);
  const own = quiet[of];
  return (
    <Stack gap="xs">
      <Checkbox
        label={say("hours.own", { channel })}
        checked={own !== undefined}
        disabled={disabled}
        onChange={({ currentTarget: { checked } }) => set(checked ? (quiet.default ?? usual) : undefined)}
      />
      {own !== undefined && (
        <Span label={channel} value={own} disabled={disabled} errors={errorsAt(of)} onChange={set} />
      )}
    </Stack>
  );
};

export const HoursSection = () => {
  const say = useWords(settingsWords);
  const { value: quiet, set, errorAt, disabled } = usePart("quietHours");
  const errorsAt = (of: Of) => [errorAt(`${of}.from`), errorAt(`${of}.to`)];
  const put = (of: Exclude<Of, "default">, value: Quiet | undefined): void => {
    const { [of]: _, ...rest } = quiet;
    set(value === undefined ? rest : { ...rest, [of]: value });
  };
  return (
    <Section parts={["quietHours"]} title={say("hours.title")} lead={say("hours.lead")}>
      <Span
        label={say("hours.every")}
        value={quiet.default}
        disabled={disabled}
        errors={errorsAt("default")}
        onChange={(value) => set({ ...quiet, default: value })}
      />
      {channels.map((of) => (
        <ChannelHours
          key={of}
          of={of}
          quiet={quiet}
          set={(value) => put(of, value)}
          disabled={disabled}
          errorsAt={errorsAt}
        />
      ))}
      <WeekPicture />
    </Section>
  );
};
