import "@xyflow/react/dist/style.css";
import { Text, useComputedColorScheme } from "@mantine/core";
import { Background, Controls, type Edge, Handle, type Node, type NodeProps, Position, ReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import type { Step } from "../../../../../../lambdas/domain/campaign.ts";
import { useWords } from "../../../../words/define-words.ts";
import { stepWords } from "../../sentences/step-words.ts";
import { useSentences } from "../../sentences/use-sentences.ts";
import { placesOf, waysOf } from "./journey-layout.ts";
import classes from "./journey-picture.module.css";
import { stepsWords } from "./words.ts";

interface StepData extends Record<string, unknown> {
  readonly title: string;
  readonly sentence: string;
  readonly isChosen: boolean;
  readonly isEnd?: boolean;
}
type StepNode = Node<StepData, "step">;

const size = { width: 230, columnGap: 50, rowHeight: 150 } as const;

const StepBox = ({ data }: NodeProps<StepNode>) => (
  <div className={data.isChosen ? `${classes.step} ${classes.chosen}` : classes.step}>
    <Handle type="target" position={Position.Top} isConnectable={false} />
    <Text fw={700} size="sm">
      {data.title}
    </Text>
    <Text size="xs" lineClamp={4}>
      {data.sentence}
    </Text>
    {data.isEnd !== true && <Handle type="source" position={Position.Bottom} isConnectable={false} />}
  </div>
);

const nodeTypes = { step: StepBox };

const endId = "end of the journey";

const useNodes = (steps: readonly Step[], selected: string | undefined): readonly StepNode[] => {
  const say = useWords(stepsWords);
  const words = useWords(stepWords);
  const sentences = useSentences();
  const places = placesOf(steps, waysOf(steps));
  const nodeAt = (index: number, id: string, data: StepData): StepNode => ({
    id,
    type: "step",
    position: {
      x: (places[index]?.column ?? 0) * (size.width + size.columnGap),
      y: (places[index]?.row ?? 0) * size.rowHeight,
    },
    data,
    ariaLabel: [data.title, data.sentence].filter((one) => one !== "").join(". "),
    focusable: id !== endId,
    selectable: id !== endId,
    width: size.width,
  });
  const isEndReached = waysOf(steps).some(({ to }) => to === steps.length);
  return [
    ...steps.map((step, index) =>
      nodeAt(index, step.id, {
        title: say("step", { number: index + 1, kind: words(`kind.${step.kind}`) }),
        sentence: sentences.step(step),
        isChosen: step.id === selected,
      }),
    ),
    ...(isEndReached
      ? [nodeAt(steps.length, endId, { title: words("end"), sentence: "", isChosen: false, isEnd: true })]
      : []),
  ];
};

const useEdges = (steps: readonly Step[]): readonly Edge[] => {
  const words = useWords(stepWords);
  const labels: Readonly<Record<string, string>> = {
    yes: words("yes"),
    no: words("no"),
    event: words("event"),
    next: words("next"),
  };
  return waysOf(steps).map(({ from, to, name }) => ({
    id: `${from} ${to} ${name ?? ""}`,
    source: steps[from]?.id ?? endId,
    target: steps[to]?.id ?? endId,
    ...(name !== undefined && { label: labels[name] ?? name }),
    focusable: false,
    type: "smoothstep",
  }));
};

export interface JourneyPictureProps {
  readonly steps: readonly Step[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}

/** The journey from top to bottom. Nothing is dragged or drawn: a step is chosen, by pointer or keyboard, and changed below. */
const JourneyPicture = ({ steps, selected, onSelect }: JourneyPictureProps) => {
  const say = useWords(stepsWords);
  const scheme = useComputedColorScheme("light");
  const nodes = useNodes(steps, selected);
  const edges = useEdges(steps);
  const shape = useMemo(() => steps.map(({ id }) => id).join(" "), [steps]);
  return (
    <section className={classes.frame} aria-label={say("picture")}>
      <ReactFlow
        key={shape}
        nodes={[...nodes]}
        edges={[...edges]}
        nodeTypes={nodeTypes}
        colorMode={scheme}
        fitView
        fitViewOptions={{ maxZoom: 1 }}
        minZoom={0.2}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        zoomOnScroll={false}
        preventScrolling={false}
        onNodesChange={(changes) => {
          for (const one of changes) if (one.type === "select" && one.selected && one.id !== endId) onSelect(one.id);
        }}
        proOptions={{ hideAttribution: true }}
      >
        <Background />
        <Controls showInteractive={false} />
      </ReactFlow>
    </section>
  );
};

export default JourneyPicture;
