import { Checkbox, SimpleGrid, Stack, TextInput, Title } from "@mantine/core";
import { useWords } from "../../words/define-words.ts";
import { useNumbers, usePart } from "./form-context.tsx";
import { NumberField } from "./number-field.tsx";
import { Section } from "./section.tsx";
import type { Settings } from "./use-settings.ts";
import { settingsWords } from "./words.ts";

type WarmUp = NonNullable<Settings["pace"]["warmUp"]>;
const warmUpNumbers = ["firstDay", "growthPercent"] as const;
const breakerNumbers = [
  { name: "bouncePercent", unit: "%" },
  { name: "complaintPercent", unit: "%" },
  { name: "emailsMin" },
  { name: "windowDays" },
] as const;

/** A warm-up begins on a day that somebody chooses: until then there is none. */
const WarmUpFields = () => {
  const say = useWords(settingsWords);
  const { value: pace, set, errorAt, disabled } = usePart("pace");
  const { warmUp } = pace;
  const put = (change: Partial<WarmUp>): void => set({ ...pace, warmUp: { ...(warmUp as WarmUp), ...change } });
  const turn = (on: boolean): void => {
    const { warmUp: _, ...rest } = pace;
    set(on ? { ...rest, warmUp: { startsOn: "", firstDay: 200, growthPercent: 50 } } : rest);
  };
  return (
    <Stack gap="sm">
      <Checkbox
        id="pace.warmUp"
        label={say("pace.warmUp")}
        description={say("pace.warmUpHint")}
        checked={warmUp !== undefined}
        disabled={disabled}
        onChange={({ currentTarget: { checked } }) => turn(checked)}
      />
      {warmUp !== undefined && (
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput
            type="date"
            id="pace.warmUp.startsOn"
            label={say("pace.startsOn")}
            description={say("pace.startsOnHint")}
            value={warmUp.startsOn}
            disabled={disabled}
            error={errorAt("warmUp.startsOn")}
            onChange={({ currentTarget: { value } }) => put({ startsOn: value })}
          />
          {warmUpNumbers.map((name) => (
            <NumberField
              key={name}
              path={`pace.warmUp.${name}`}
              label={say(`pace.${name}`)}
              hint={say(`pace.${name}Hint`)}
              unit={name === "growthPercent" ? "%" : undefined}
              value={warmUp[name]}
              error={errorAt(`warmUp.${name}`)}
              disabled={disabled}
              onChange={(value) => put({ [name]: value })}
            />
          ))}
        </SimpleGrid>
      )}
    </Stack>
  );
};

/** The emergency stop of a reputation: four numbers that few shops ever touch. */
const BreakerFields = () => {
  const say = useWords(settingsWords);
  const { value: pace, set, errorAt, disabled } = usePart("pace");
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        {say("pace.breaker")}
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {breakerNumbers.map((one) => (
          <NumberField
            key={one.name}
            path={`pace.breaker.${one.name}`}
            label={say(`pace.${one.name}`)}
            hint={say(`pace.${one.name}Hint`)}
            unit={"unit" in one ? one.unit : undefined}
            value={pace.breaker[one.name]}
            error={errorAt(`breaker.${one.name}`)}
            disabled={disabled}
            onChange={(value) =>
              set({ ...pace, breaker: { ...pace.breaker, [one.name]: value } as Settings["pace"]["breaker"] })
            }
          />
        ))}
      </SimpleGrid>
    </Stack>
  );
};

/** How fast email leaves, and what stops it. */
export const PaceSection = () => {
  const say = useWords(settingsWords);
  const number = useNumbers("pace");
  return (
    <Section folded parts={["pace"]} title={say("pace.title")} lead={say("pace.lead")}>
      <WarmUpFields />
      <NumberField
        label={say("pace.keepFreePercent")}
        hint={say("pace.keepFreePercentHint")}
        unit="%"
        {...number("keepFreePercent")}
      />
      <BreakerFields />
    </Section>
  );
};
