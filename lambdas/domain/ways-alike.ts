import type { Step, StepOf } from "./campaign.ts";

/** Why the customers of two ways of a split cannot be set against each other. */
export const unlikeReasons = ["message-before", "other-start", "name-twice"] as const;
export type UnlikeReason = (typeof unlikeReasons)[number];

type Steps = readonly Step[];

/** Steps that everybody passes at once. */
const isPassed = ({ kind }: Step): boolean =>
  kind === "coupon" || kind === "set-attribute" || kind === "task" || kind === "webhook" || kind === "case";

/** The message that a way begins with; undefined when some wait for it, leave before it, or get none. */
const firstMessage = (steps: Steps, from: number): StepOf<"send"> | undefined => {
  const step = steps[from];
  if (step === undefined || step.kind === "send") return step;
  if (!isPassed(step)) return undefined;
  const next = "next" in step ? step.next : undefined;
  return firstMessage(steps, next === undefined ? from + 1 : steps.findIndex(({ id }) => id === next));
};

/** Who can be reached by these channels for this category is asked for: by others, other people. */
const reachedBy = ({ channels, category }: StepOf<"send">): string =>
  JSON.stringify([category, [...new Set(channels)].sort()]);

/**
 * A customer counts for a way from the moment they are asked whether they are held out, at the way's first message. So the
 * customers of two ways differ in nothing but the way only when that moment is the split's own, and whoever is asked on one
 * way would be asked on the other: no message before the split, and then at once one on the same channels about the same.
 */
export const whyUnlike = (steps: Steps, split: StepOf<"split">): UnlikeReason | undefined => {
  const place = steps.indexOf(split);
  const names = steps.flatMap((step) => (step.kind === "split" ? step.ways.map(({ name }) => name) : []));
  if (split.ways.some(({ name }) => names.filter((one) => one === name).length > 1)) return "name-twice";
  if (steps.slice(0, place).some(({ kind }) => kind === "send")) return "message-before";
  const starts = split.ways.map(({ to }) =>
    firstMessage(steps, to === undefined ? place + 1 : steps.findIndex(({ id }) => id === to)),
  );
  const reached = new Set(starts.map((start) => start && reachedBy(start)));
  return reached.size === 1 && !reached.has(undefined) ? undefined : "other-start";
};
