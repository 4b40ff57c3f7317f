import { Button, Group, NumberInput, Select, Stack, Text } from "@mantine/core";
import type { Cap } from "../../../../lambdas/domain/settings.ts";
import { useWords } from "../../words/define-words.ts";
import { capId, scopeKey, scopeOf, scopes, windowKey, windowOf, windows } from "./cap-choices.ts";
import { usePart } from "./form-context.tsx";
import { Section } from "./section.tsx";
import { settingsWords } from "./words.ts";

interface CapRowProps {
  readonly cap: Cap;
  readonly at: number;
  readonly disabled: boolean;
  readonly error?: string | undefined;
  readonly onChange: (cap: Cap) => void;
  readonly onRemove: () => void;
}

/** Reads as a sentence: at most so many messages, of this kind, in this time. */
const CapRow = ({ cap, at, disabled, error, onChange, onRemove }: CapRowProps) => {
  const say = useWords(settingsWords);
  const [scope, window] = [scopeKey(cap.scope), windowKey(cap.window)];
  const options = (prefix: string, keys: readonly string[], known: string) =>
    [...new Set([...keys, known])].map((key) => ({ value: key, label: say.code(prefix, key) }));
  const nth = { nth: at + 1 };
  return (
    <Group align="flex-end" gap="sm">
      <NumberInput
        label={say("caps.most")}
        aria-label={say("caps.mostNth", nth)}
        min={0}
        allowDecimal={false}
        value={cap.max}
        disabled={disabled}
        error={error}
        onChange={(value) => onChange({ ...cap, max: Number(value) })}
        w={110}
      />
      <Select
        allowDeselect={false}
        label={say("caps.of")}
        aria-label={say("caps.ofNth", nth)}
        data={options("caps.scope", scopes, scope)}
        value={scope}
        disabled={disabled}
        onChange={(key) => key !== null && onChange({ ...cap, scope: scopeOf(key) })}
        style={{ flex: "1 1 11rem" }}
      />
      <Select
        allowDeselect={false}
        label={say("caps.within")}
        aria-label={say("caps.withinNth", nth)}
        data={options("caps.window", windows, window)}
        value={window}
        disabled={disabled}
        onChange={(key) => key !== null && onChange({ ...cap, window: windowOf(key) })}
        style={{ flex: "1 1 11rem" }}
      />
      <Button variant="default" disabled={disabled} onClick={onRemove} aria-label={say("caps.removeNth", nth)}>
        {say("remove")}
      </Button>
    </Group>
  );
};

export const CapsSection = () => {
  const say = useWords(settingsWords);
  const { value: caps, set, errorAt, disabled } = usePart("caps");
  const add = (): void => {
    const cap = { scope: "all" as const, window: { calendar: "week" as const }, max: 3 };
    set([...caps, { id: capId(caps), ...cap }]);
  };
  return (
    <Section parts={["caps"]} title={say("caps.title")} lead={say("caps.lead")}>
      <Stack gap="sm">
        {caps.length === 0 && <Text size="sm">{say("caps.none")}</Text>}
        {caps.map((cap, at) => (
          <CapRow
            key={cap.id}
            cap={cap}
            at={at}
            disabled={disabled}
            error={errorAt(`[${at}].max`)}
            onChange={(next) => set(caps.map((one) => (one.id === cap.id ? next : one)))}
            onRemove={() => set(caps.filter((one) => one.id !== cap.id))}
          />
        ))}
      </Stack>
      <Group>
        <Button variant="default" disabled={disabled || caps.length >= 50} onClick={add}>
          {say("caps.add")}
        </Button>
      </Group>
    </Section>
  );
};
