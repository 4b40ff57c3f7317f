import { SegmentedControl, Skeleton, Stack, Text } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useWords } from "../../../../words/define-words.ts";
import type { Editor } from "../use-editor.ts";
import { StepCard } from "./step-card.tsx";
import { useStepsChange } from "./use-steps-change.ts";
import { stepsWords } from "./words.ts";

const JourneyPicture = lazy(() => import("./journey-picture.tsx"));
export const pictureHeight = 460;

/** The steps as a picture and as a list; a step chosen in the picture is opened below it. */
export const StepsEditor = ({ editor }: { readonly editor: Editor }) => {
  const say = useWords(stepsWords);
  const [asPicture, setAsPicture] = useState(true);
  const [opened, setOpened] = useState<string>();
  const change = useStepsChange(editor, setOpened);
  const { steps } = editor.definition;
  const card = (index: number) => {
    const id = steps[index]?.id;
    return (
      <StepCard
        key={id}
        steps={steps}
        index={index}
        opened={opened === id}
        onToggle={() => setOpened(opened === id ? undefined : id)}
        change={change}
        disabled={!editor.mayEdit}
      />
    );
  };
  const selected = steps.findIndex(({ id }) => id === opened);
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label={say("view")}
        data={[
          { value: "picture", label: say("asPicture") },
          { value: "list", label: say("asList") },
        ]}
        value={asPicture ? "picture" : "list"}
        onChange={(value) => setAsPicture(value === "picture")}
        style={{ alignSelf: "flex-start" }}
      />
      <Text c="dimmed">{say(asPicture ? "pictureLead" : "listLead")}</Text>
      {asPicture && (
        <Suspense fallback={<Skeleton height={pictureHeight} />}>
          <JourneyPicture steps={steps} selected={opened} onSelect={setOpened} />
        </Suspense>
      )}
      {asPicture && selected < 0 && <Text role="status">{say("none")}</Text>}
      <Stack component="ol" gap="sm" p={0} m={0} maw={720} aria-label={say(asPicture ? "selected" : "asList")}>
        {asPicture ? selected >= 0 && card(selected) : steps.map((_, index) => card(index))}
      </Stack>
    </Stack>
  );
};
