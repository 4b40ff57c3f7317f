import { indexOf } from "./arrive.ts";
import type { Campaign, Step } from "./campaign.ts";

/** Where a step may lead. */
export interface Way {
  /** `next`, `yes`, `no`, `event`, or the name of a way of a split: what it is called stays when steps change their places. */
  readonly name: string;
  /** Index of the step; the number of steps: the end. */
  readonly to: number;
}

/** As much of a step as tells where a journey stands. */
export interface StepOutline {
  readonly id: string;
  readonly kind: Step["kind"];
  /** None behind an exit. All lead forward. */
  readonly ways: readonly Way[];
}

export type Outline = readonly StepOutline[];

const kept = new WeakMap<Campaign, Outline>();

/** Kept with the campaign, because every journey of it asks. */
export const outlineOf = (campaign: Campaign): Outline => {
  const known = kept.get(campaign);
  if (known !== undefined) return known;
  const outline = campaign.steps.map((step, index) => ({
    id: step.id,
    kind: step.kind,
    ways: waysOf(campaign, step, index),
  }));
  kept.set(campaign, outline);
  return outline;
};

const waysOf = (campaign: Campaign, step: Step, index: number): readonly Way[] => {
  const way = (name: string, id: string | undefined): Way => ({ name, to: indexOf(campaign, index, id) });
  switch (step.kind) {
    case "exit":
      return [];
    case "branch":
      return [way("yes", step.onYes), way("no", step.onNo)];
    case "split":
      return step.ways.map(({ name, to }) => way(name, to));
    case "wait":
      return step.until === undefined
        ? [way("next", step.next)]
        : [way("next", step.next), way("event", step.onEvent ?? step.next)];
    default:
      return [way("next", step.next)];
  }
};

/** Of a version of which only the names of its steps are known: one step after the other. */
export const outlineOfNames = (names: readonly string[]): Outline =>
  names.map((id, index) => ({ id, kind: "send", ways: [{ name: "next", to: index + 1 }] }));

/** The customer, or somebody else on their behalf, gets something: it must not come twice. */
export const reachesOut = ({ kind }: Pick<StepOutline, "kind">): boolean =>
  kind === "send" || kind === "task" || kind === "webhook" || kind === "case";

/** Every step that may come from this one on, itself included; the number of steps stands for the end. */
export const reachableFrom = (outline: Outline, index: number): ReadonlySet<number> => {
  const found = new Set([index]);
  for (let at = index; at < outline.length; at += 1) {
    if (found.has(at)) for (const { to } of outline[at]?.ways ?? []) found.add(to);
  }
  return found;
};

export const placeOfStep = (outline: Outline, id: string): number => outline.findIndex((step) => step.id === id);
