import { Button, Group, NumberInput, Paper, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import type { MembershipLevel } from "../../../../lambdas/domain/membership-settings.ts";
import { commonWords } from "../../words/common.ts";
import { useLanguage, useWords } from "../../words/define-words.ts";
import { useForm } from "./form-context.tsx";
import { useAllowedText } from "./number-field.tsx";
import { settingFacts } from "./setting-facts.ts";
import { settingsWords } from "./words.ts";

export interface LevelCardProps {
  readonly level: MembershipLevel;
  readonly at: number;
  readonly count: number;
  readonly disabled: boolean;
  /** What is wrong at a place of this level, such as `orders` or `benefits.discountPercent`. */
  readonly errorAt: (path: string) => string | undefined;
  readonly onChange: (level: MembershipLevel) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

const bounds = ["orders", "revenue", "yearRevenue", "activeDays"] as const;
const benefits = ["pointsMultiplier", "discountPercent", "earlyAccessHours"] as const;
type Named = (typeof bounds)[number] | (typeof benefits)[number];

interface LevelNumberProps {
  readonly name: Named;
  /** Within a level, such as `benefits.discountPercent`. */
  readonly path: string;
  readonly card: LevelCardProps;
  readonly value: number | undefined;
  /** undefined: the field was emptied, so that the default holds again. */
  readonly onChange: (value: number | undefined) => void;
}

const LevelNumber = ({ name, path, card, value, onChange }: LevelNumberProps) => {
  const say = useWords(settingsWords);
  const common = useWords(commonWords);
  const allowed = useAllowedText();
  const { currency } = useForm().settings.shop;
  const units: Partial<Record<Named, string>> = {
    ...{ revenue: currency, yearRevenue: currency, activeDays: say("unit.days"), discountPercent: "%" },
    earlyAccessHours: say("unit.hours"),
  };
  const schemaPath = `membership.levels.0.${path}`;
  return (
    <NumberInput
      id={`membership.levels[${card.at}].${path}`}
      label={say(`membership.${name}`)}
      description={common("twoSentences", { first: say(`membership.${name}Hint`), second: allowed(schemaPath) })}
      inputWrapperOrder={["label", "input", "description", "error"]}
      suffix={units[name] && ` ${units[name]}`}
      allowDecimal={!settingFacts(schemaPath).whole}
      value={value ?? ""}
      disabled={card.disabled}
      error={card.errorAt(path)}
      onChange={(given) => onChange(given === "" || given === "-" ? undefined : Number(given))}
    />
  );
};

/** An emptied key is left out of what is saved, and then its default holds. */
const withKey = <Owner extends object>(owner: Owner, name: string, value: number | undefined): Owner => {
  const { [name as keyof Owner]: _, ...rest } = owner;
  return (value === undefined ? rest : { ...rest, [name]: value }) as Owner;
};

const Names = (card: LevelCardProps) => {
  const say = useWords(settingsWords);
  const { level, at, disabled, errorAt, onChange } = card;
  return (["en", "zh"] as const).map((language) => (
    <TextInput
      key={language}
      id={`membership.levels[${at}].name.${language}`}
      label={say(language === "en" ? "membership.nameEn" : "membership.nameZh")}
      value={level.name[language]}
      disabled={disabled}
      error={errorAt(`name.${language}`)}
      onChange={({ currentTarget: { value } }) => onChange({ ...level, name: { ...level.name, [language]: value } })}
    />
  ));
};

const Buttons = ({
  level,
  at,
  count,
  disabled,
  onMove,
  onRemove,
  name,
}: LevelCardProps & { readonly name: string }) => {
  const say = useWords(settingsWords);
  return (
    <Group gap="xs">
      <Button
        id={`${level.id}-up`}
        size="xs"
        variant="default"
        disabled={disabled || at === 0}
        aria-label={say("membership.upNamed", { name })}
        onClick={() => onMove(-1)}
      >
        {say("membership.up")}
      </Button>
      <Button
        id={`${level.id}-down`}
        size="xs"
        variant="default"
        disabled={disabled || at === count - 1}
        aria-label={say("membership.downNamed", { name })}
        onClick={() => onMove(1)}
      >
        {say("membership.down")}
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={disabled}
        aria-label={say("membership.removeNamed", { name })}
        onClick={onRemove}
      >
        {say("remove")}
      </Button>
    </Group>
  );
};

const Legend = ({ text }: { readonly text: string }) => (
  <Text size="sm" fw={600} component="h4" m={0}>
    {text}
  </Text>
);

/** One level of the ladder: how it is called, what it asks for, what it brings. */
export const LevelCard = (card: LevelCardProps) => {
  const say = useWords(settingsWords);
  const { level, at, onChange } = card;
  const name = level.name[useLanguage()];
  const title = say("membership.level", { nth: at + 1, name });
  return (
    <Paper withBorder p="md" role="group" aria-label={title}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={3} size="h4">
            {title}
          </Title>
          <Buttons {...card} name={name} />
        </Group>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Names {...card} />
        </SimpleGrid>
        <Legend text={say("membership.asks")} />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {bounds.map((one) => (
            <LevelNumber
              key={one}
              {...{ name: one, path: one, card, value: level[one] }}
              onChange={(value) => onChange(withKey(level, one, value))}
            />
          ))}
        </SimpleGrid>
        <Legend text={say("membership.brings")} />
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          {benefits.map((one) => (
            <LevelNumber
              key={one}
              {...{ name: one, path: `benefits.${one}`, card, value: level.benefits[one] }}
              onChange={(value) => onChange({ ...level, benefits: withKey(level.benefits, one, value) })}
            />
          ))}
        </SimpleGrid>
      </Stack>
    </Paper>
  );
};
