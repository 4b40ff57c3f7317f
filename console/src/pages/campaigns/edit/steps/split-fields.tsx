import { ActionIcon, Button, Group, NumberInput, Radio, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { StepOf } from "../../../../../../lambdas/domain/campaign.ts";
import { useWords } from "../../../../words/define-words.ts";
import { fieldWords } from "../fields/words.ts";
import { NextField } from "./next-field.tsx";
import type { StepFieldsProps } from "./step-fields.tsx";

type Ways = StepOf<"split">["ways"];

const freeName = (ways: Ways): string => {
  for (let number = ways.length + 1; ; number += 1)
    if (!ways.some(({ name }) => name === `way-${number}`)) return `way-${number}`;
};

/** Shares that stay as they are written, or that go where more customers reach the goal. */
const ChoiceOfShares = ({
  adapts,
  disabled,
  onChange,
}: Pick<StepFieldsProps, "disabled" | "onChange"> & { adapts: boolean }) => {
  const say = useWords(fieldWords);
  return (
    <Radio.Group
      label={say("adapts")}
      value={adapts ? "adapt" : "stay"}
      onChange={(value) => onChange({ adapts: value === "adapt" ? true : undefined })}
    >
      <Stack gap="xs" mt={4}>
        <Radio value="stay" label={say("adaptsOption.stay")} disabled={disabled} />
        <Radio value="adapt" label={say("adaptsOption.adapt")} description={say("adaptsNote")} disabled={disabled} />
      </Stack>
    </Radio.Group>
  );
};

/** The ways of a split: their names, shares and where each one leads. */
export const SplitFields = ({ step, behind, disabled, onChange }: StepFieldsProps<StepOf<"split">>) => {
  const say = useWords(fieldWords);
  const { ways } = step;
  const set = (next: Ways) => onChange({ ways: next });
  const change = (index: number, part: object) =>
    set(
      ways.map((way, at) => (at === index ? (JSON.parse(JSON.stringify({ ...way, ...part })) as Ways[number]) : way)),
    );
  return (
    <>
      <ChoiceOfShares adapts={step.adapts === true} disabled={disabled} onChange={onChange} />
      {ways.map((way, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a way is named while it is edited
        <Group key={index} align="flex-end" gap="xs">
          <TextInput
            label={say("wayName", { number: index + 1 })}
            value={way.name}
            disabled={disabled}
            onChange={(event) => change(index, { name: event.currentTarget.value })}
            style={{ flex: "2 1 8rem" }}
          />
          <NumberInput
            label={say("wayShare", { number: index + 1 })}
            value={way.share}
            min={1}
            max={100}
            disabled={disabled}
            onChange={(share) => typeof share === "number" && change(index, { share })}
            style={{ flex: "1 1 7rem" }}
          />
          <div style={{ flex: "2 1 9rem" }}>
            <NextField
              owner={way}
              name="to"
              label={say("wayTo", { number: index + 1 })}
              behind={behind}
              disabled={disabled}
              onChange={(part) => change(index, part)}
            />
          </div>
          {ways.length > 2 && (
            <ActionIcon
              variant="default"
              size="lg"
              disabled={disabled}
              aria-label={say("removeWay", { number: index + 1 })}
              onClick={() => set(ways.toSpliced(index, 1))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ))}
      {ways.length < 5 && (
        <Button
          size="xs"
          variant="subtle"
          disabled={disabled}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => set([...ways, { name: freeName(ways), share: 10 }])}
          style={{ alignSelf: "flex-start" }}
        >
          {say("addWay")}
        </Button>
      )}
    </>
  );
};
