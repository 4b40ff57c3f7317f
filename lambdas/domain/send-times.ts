import type { SendStep, Step } from "./campaign.ts";
import { dayMs, hourMs } from "./limits.ts";

/** A message on a way through the steps, and how long after the start of the journey it comes at the soonest. */
export interface SendTime {
  readonly step: SendStep;
  /** Milliseconds. */
  readonly at: number;
}

/** Ways of a campaign with many branches double with each; these are enough to find the densest. */
const waysMax = 500;

const minuteMs = 60_000;

/** Working minutes are taken for plain ones: the soonest is what counts. */
const waitMs = ({ days = 0, hours = 0, minutes = 0, workingMinutes = 0 }: Extract<Step, { kind: "wait" }>): number =>
  days * dayMs + hours * hourMs + Math.max(minutes, workingMinutes) * minuteMs;

interface Onward {
  readonly index: number;
  readonly after: number;
}

/** Where a journey may go on after a step, and how much later. */
const onwardFrom = (steps: readonly Step[], index: number): readonly Onward[] => {
  const step = steps[index];
  const to = (id: string | undefined, after = 0): Onward => ({
    index: id === undefined ? index + 1 : steps.findIndex((other) => other.id === id),
    after,
  });
  if (step === undefined) return [];
  switch (step.kind) {
    case "exit":
      return [];
    case "wait": {
      const over = to(step.next, waitMs(step));
      // What is waited for may come at once.
      return step.until === undefined ? [over] : [to(step.onEvent ?? step.next), over];
    }
    case "branch":
      return [to(step.onYes), to(step.onNo)];
    case "split":
      return step.ways.map((way) => to(way.to));
    default:
      return [to(step.next)];
  }
};

/** Every way through the steps, as the messages on it. */
export const sendTimes = (steps: readonly Step[]): readonly (readonly SendTime[])[] => {
  const ways: (readonly SendTime[])[] = [];
  const follow = (index: number, at: number, before: readonly SendTime[]): void => {
    if (ways.length >= waysMax) return;
    const step = steps[index];
    const sent = step?.kind === "send" ? [...before, { step, at }] : before;
    const onward = onwardFrom(steps, index);
    if (onward.length === 0) ways.push(sent);
    for (const next of onward) follow(next.index, at + next.after, sent);
  };
  follow(0, 0, []);
  return ways;
};
