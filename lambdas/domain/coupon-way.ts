import type { Campaign } from "./campaign.ts";
import type { Step } from "./step-schema.ts";

type Way = Pick<Campaign, "trigger"> & { readonly steps: readonly Step[] };

/** Where a journey may go on after a step, by index; one behind the last step ends it. */
const successorsOf = (steps: readonly Step[], index: number): readonly number[] => {
  const step = steps[index];
  if (step === undefined) return [];
  const at = (id: string | undefined): number =>
    id === undefined ? index + 1 : steps.findIndex((other) => other.id === id);
  switch (step.kind) {
    case "exit":
      return [];
    case "branch":
      return [at(step.onYes), at(step.onNo)];
    case "split":
      return step.ways.map(({ to }) => at(to));
    case "wait":
      return step.until === undefined ? [at(step.next)] : [at(step.next), at(step.onEvent ?? step.next)];
    default:
      return [at(step.next)];
  }
};

/**
 * Steps at which a journey surely has a coupon, whichever way it came: every way leads over a coupon step, or the campaign
 * is about a coupon that the customer holds. Ways lead forward only, so one pass from the front sees them all. A step that
 * no way leads to counts as one that has: nobody is ever there.
 */
export const stepsWithCoupon = ({ trigger, steps }: Way): ReadonlySet<string> => {
  const has: boolean[] = steps.map(() => true);
  if (steps.length > 0) has[0] = trigger.kind === "coupon-expiring";
  steps.forEach((step, index) => {
    const after = has[index] === true || step.kind === "coupon";
    for (const next of successorsOf(steps, index)) if (!after && next < steps.length) has[next] = false;
  });
  return new Set(steps.filter((_, index) => has[index] === true).map(({ id }) => id));
};
