/*
 * A customer stands at a step of one version and goes on in another. Steps may have been put in, taken out, put in another
 * order or given another name, and nobody may get a step twice or lose one.
 *
 *     entered   hello ── wait ── gift ── last call        stands at gift
 *     live      hello ── wait ── last call ── gift        goes on at last call, gift follows
 *     live      gift ── wait ── hello ── last call        goes on at gift; hello was passed and is skipped
 *     live      hello ── wait ── present ── last call     gift is gone: goes on where it stood, at present
 *     live      hello ── wait ── last call                gift is gone for good: goes on at last call
 *     live      hello ── survey ── wait ── gift           goes on at gift: a step put in before it comes too late
 *
 * What lies behind the customer is told from the version they walked: every step from which a way leads to where they
 * stand. Where ways meet again that is more than they went through; silence is then preferred to a repetition, and of the
 * version they entered they lose nothing.
 */
import { type Outline, placeOfStep, reachableFrom, reachesOut, type StepOutline } from "./step-outline.ts";

export interface Standpoint {
  /** Index of the step that comes next; the number of steps: the journey is over. */
  readonly stepIndex: number;
  /** Ids of steps that the customer is through with although they still lie ahead here, or may come back in a later version. */
  readonly passed: readonly string[];
}

/** The steps of two versions of the most there may be: older ones that are gone for good hardly come back. */
const passedMax = 60;

export const moved = (from: Outline, to: Outline, at: Standpoint): Standpoint => {
  const here = from[at.stepIndex];
  if (here === undefined) return { stepIndex: to.length, passed: at.passed };
  const same = placeOfStep(to, here.id);
  const done = new Set([...at.passed, ...stepsBehind(from, at.stepIndex)]);
  const target = same >= 0 ? same : placeInGap(from, to, at.stepIndex);
  const stepIndex = firstStillAhead({ from, to, done, target, stepIndex: at.stepIndex });
  // What lies behind here as well is told from here.
  const behind = new Set(stepsBehind(to, stepIndex));
  return { stepIndex, passed: [...done].filter((id) => !behind.has(id)).slice(-passedMax) };
};

const stepsBehind = (outline: Outline, index: number): readonly string[] =>
  outline.flatMap((step, at) =>
    at < index && reachesOut(step) && reachableFrom(outline, at).has(index) ? [step.id] : [],
  );

interface Search {
  readonly from: Outline;
  readonly to: Outline;
  readonly done: ReadonlySet<string>;
  /** Where the step at hand is now. */
  readonly target: number;
  readonly stepIndex: number;
}

/** A step that was still to come may now stand before the one at hand: then it comes first. */
const firstStillAhead = ({ from, to, done, target, stepIndex }: Search): number => {
  const ahead = new Set<string>();
  for (const index of reachableFrom(from, stepIndex)) {
    const step = from[index];
    if (step !== undefined && reachesOut(step) && !done.has(step.id)) ahead.add(step.id);
  }
  const leadsOn = (index: number): boolean => target >= to.length || reachableFrom(to, index).has(target);
  const first = to.findIndex(({ id }, index) => index < target && ahead.has(id) && leadsOn(index));
  return first < 0 ? target : first;
};

/** A step between the last one that is still there and the one at hand, with the way that was taken from it. */
interface Gone {
  readonly step: StepOutline;
  readonly way: string;
}

/**
 * The step at hand is gone. It stood behind one that is still there, so many new ones further on as there were gone steps of
 * the same kind between them: a step that was given another name is found at its place.
 */
const placeInGap = (from: Outline, to: Outline, stepIndex: number): number => {
  const paths = new Map<number, readonly Gone[]>([[stepIndex, []]]);
  for (let at = stepIndex - 1; at >= 0; at -= 1) {
    const step = from[at];
    const way = step?.ways.find(({ to: next }) => paths.has(next));
    if (step === undefined || way === undefined) continue;
    const gone = paths.get(way.to) ?? [];
    const place = placeOfStep(to, step.id);
    if (place >= 0) return passNew(from, to, follow(to, place, way.name), gone);
    paths.set(at, [{ step, way: way.name }, ...gone]);
  }
  return passNew(from, to, 0, paths.get(0) ?? []);
};

const follow = (outline: Outline, place: number, name: string): number =>
  outline[place]?.ways.find((way) => way.name === name)?.to ?? place + 1;

const passNew = (from: Outline, to: Outline, start: number, gone: readonly Gone[]): number => {
  let place = start;
  for (const { step, way } of gone) {
    const here = to[place];
    if (here === undefined || here.kind !== step.kind || placeOfStep(from, here.id) >= 0) break;
    place = follow(to, place, way);
  }
  return place;
};
