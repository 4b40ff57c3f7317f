import "@xyflow/react/dist/style.css";
import { Text, useComputedColorScheme } from "@mantine/core";
import { useResizeObserver } from "@mantine/hooks";
import {
  Background,
  Controls,
  type Edge,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  type ReactFlowInstance,
} from "@xyflow/react";
import { useEffect, useMemo, useState } from "react";
import type { Step } from "../../../../../../lambdas/domain/campaign.ts";
import { useWords } from "../../../../words/define-words.ts";
import { stepWords } from "../../sentences/step-words.ts";
import { useSentences } from "../../sentences/use-sentences.ts";
import { boxWidth, type Place, placesOf, waysOf } from "./journey-layout.ts";
import classes from "./journey-picture.module.css";
import { boxHeight, handlesOf, type Sizes, useSizes } from "./journey-sizes.ts";
import { stepsWords } from "./words.ts";

interface StepData extends Record<string, unknown> {
  readonly title: string;
  readonly sentence: string;
  readonly isChosen: boolean;
  readonly isEnd?: boolean;
}
type StepNode = Node<StepData, "step">;

const rowHeight = 150;
/** Tall enough to be read, and no taller than a screen shows with its ends. */
const frame = { ofRow: 112, least: 320, most: 1_000 } as const;

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

const useNodes = (steps: readonly Step[], selected: string | undefined, sizes: Sizes): readonly StepNode[] => {
  const say = useWords(stepsWords);
  const words = useWords(stepWords);
  const sentences = useSentences();
  const places = placesOf(steps, waysOf(steps));
  const nodeAt = (index: number, id: string, data: StepData): StepNode => ({
    id,
    type: "step",
    position: { x: places[index]?.x ?? 0, y: (places[index]?.row ?? 0) * rowHeight },
    data,
    ariaLabel: [data.title, data.sentence].filter((one) => one !== "").join(". "),
    focusable: id !== endId,
    selectable: id !== endId,
    width: boxWidth,
    initialHeight: boxHeight,
    handles: handlesOf(sizes[id]?.height ?? boxHeight),
    ...(sizes[id] !== undefined && { measured: sizes[id] }),
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

/** Where a way turns aside, from 0 above to 1 below: one that leads past steps runs down on the side that is free. */
const bendOf = (from: Place | undefined, to: Place | undefined): number => {
  const rows = (to?.row ?? 0) - (from?.row ?? 0);
  if (rows <= 1) return 0.5;
  const early = 20 / (rows * rowHeight - boxHeight);
  return (from?.x ?? 0) < (to?.x ?? 0) ? 1 - early : early;
};

const useEdges = (steps: readonly Step[]): readonly Edge[] => {
  const words = useWords(stepWords);
  const labels: Readonly<Record<string, string>> = {
    yes: words("yes"),
    no: words("no"),
    event: words("event"),
    next: words("next"),
  };
  const ways = waysOf(steps);
  const places = placesOf(steps, ways);
  return ways.map(({ from, to, name }) => ({
    id: `${from} ${to} ${name ?? ""}`,
    source: steps[from]?.id ?? endId,
    target: steps[to]?.id ?? endId,
    ...(name !== undefined && { label: labels[name] ?? name }),
    focusable: false,
    type: "smoothstep",
    pathOptions: { stepPosition: bendOf(places[from], places[to]) },
  }));
};

export interface JourneyPictureProps {
  readonly steps: readonly Step[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}

const fit = { maxZoom: 1 };

/** Keeps the whole journey in sight when its frame becomes wider or narrower, as by turning a phone. */
const useFit = () => {
  const [flow, setFlow] = useState<ReactFlowInstance<StepNode>>();
  const [frameRef, { width }] = useResizeObserver<HTMLElement>();
  useEffect(() => {
    if (width > 0) void flow?.fitView(fit);
  }, [flow, width]);
  return { frameRef, setFlow };
};

/** The journey from top to bottom. Nothing is dragged or drawn: a step is chosen, by pointer or keyboard, and changed below. */
const JourneyPicture = ({ steps, selected, onSelect }: JourneyPictureProps) => {
  const say = useWords(stepsWords);
  const scheme = useComputedColorScheme("light");
  const { frameRef, setFlow } = useFit();
  const { sizes, noteSizes } = useSizes();
  const nodes = useNodes(steps, selected, sizes);
  const edges = useEdges(steps);
  const rows = 1 + Math.max(...nodes.map(({ position }) => position.y / rowHeight));
  const height = Math.min(frame.most, Math.max(frame.least, rows * frame.ofRow));
  const shape = useMemo(() => steps.map(({ id }) => id).join(" "), [steps]);
  return (
    <section ref={frameRef} className={classes.frame} style={{ height }} aria-label={say("picture")}>
      <ReactFlow
        key={shape}
        nodes={[...nodes]}
        edges={[...edges]}
        nodeTypes={nodeTypes}
        colorMode={scheme}
        ariaLabelConfig={{
          "controls.ariaLabel": say("controls"),
          "controls.zoomIn.ariaLabel": say("zoomIn"),
          "controls.zoomOut.ariaLabel": say("zoomOut"),
          "controls.fitView.ariaLabel": say("fit"),
          "node.a11yDescription.default": say("chooseByKey"),
          "node.a11yDescription.keyboardDisabled": say("chooseByKey"),
        }}
        fitView
        fitViewOptions={fit}
        onInit={setFlow}
        minZoom={0.2}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        zoomOnScroll={false}
        preventScrolling={false}
        onNodesChange={(changes) => {
          noteSizes(changes);
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
