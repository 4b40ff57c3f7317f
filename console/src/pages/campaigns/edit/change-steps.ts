import type { Words } from "../../../../../lambdas/channels/words.ts";
import type { Step } from "../../../../../lambdas/domain/campaign.ts";

export type Steps = readonly Step[];
export type WordsByLanguage = Readonly<Record<string, Words>>;

type Rename = (id: string | undefined) => string | undefined;

const withOptional = <Key extends string>(key: Key, value: string | undefined) =>
  value === undefined ? {} : ({ [key]: value } as Readonly<Record<Key, string>>);

/** The step with each step that it leads to by name looked up anew; nothing: the one that follows. */
export const withExits = (step: Step, rename: Rename): Step => {
  switch (step.kind) {
    case "exit":
      return step;
    case "branch": {
      const { onYes, onNo, ...rest } = step;
      return { ...rest, ...withOptional("onYes", rename(onYes)), ...withOptional("onNo", rename(onNo)) };
    }
    case "split":
      return { ...step, ways: step.ways.map(({ to, ...way }) => ({ ...way, ...withOptional("to", rename(to)) })) };
    case "wait": {
      const { onEvent, next, ...rest } = step;
      return { ...rest, ...withOptional("onEvent", rename(onEvent)), ...withOptional("next", rename(next)) };
    }
    default: {
      const { next, ...rest } = step;
      return { ...rest, ...withOptional("next", rename(next)) } as Step;
    }
  }
};

/** A step leads forward only: what would lead back, or nowhere, leads to the step that follows. */
export const forwardOnly = (steps: Steps): Steps =>
  steps.map((step, index) =>
    withExits(step, (id) => (id !== undefined && steps.findIndex((one) => one.id === id) > index ? id : undefined)),
  );

export const movedStep = (steps: Steps, index: number, by: -1 | 1): Steps => {
  const step = steps[index];
  const to = index + by;
  if (step === undefined || to < 0 || to >= steps.length) return steps;
  return forwardOnly(steps.toSpliced(index, 1).toSpliced(to, 0, step));
};

/** What led to it leads to the step behind it. */
export const withoutStep = (steps: Steps, index: number): Steps => {
  const removed = steps[index];
  const behind = steps[index + 1]?.id;
  if (removed === undefined) return steps;
  return forwardOnly(
    steps.toSpliced(index, 1).map((step) => withExits(step, (id) => (id === removed.id ? behind : id))),
  );
};

export const withStepAt = (steps: Steps, index: number, step: Step): Steps => steps.toSpliced(index, 0, step);

export const withStep = (steps: Steps, index: number, step: Step): Steps => steps.with(index, step);

export const freeStepId = (steps: Steps, kind: Step["kind"]): string => {
  const taken = new Set(steps.map(({ id }) => id));
  for (let number = 1; ; number += 1) if (!taken.has(`${kind}-${number}`)) return `${kind}-${number}`;
};

export const renamedStep = (steps: Steps, from: string, to: string): Steps =>
  steps.map((step) => withExits(step.id === from ? { ...step, id: to } : step, (id) => (id === from ? to : id)));

/** The words of a step go by its id. */
export const renamedWords = (words: WordsByLanguage, from: string, to: string): WordsByLanguage =>
  Object.fromEntries(
    Object.entries(words).map(([language, one]) => [
      language,
      {
        ...one,
        steps: Object.fromEntries(Object.entries(one.steps).map(([id, said]) => [id === from ? to : id, said])),
      },
    ]),
  );

/** Words of steps that send nothing any more would be refused. */
export const withoutSurplus = (words: WordsByLanguage, steps: Steps): WordsByLanguage => {
  const sends = new Set(steps.flatMap((step) => (step.kind === "send" ? [step.id] : [])));
  return Object.fromEntries(
    Object.entries(words).map(([language, one]) => [
      language,
      { ...one, steps: Object.fromEntries(Object.entries(one.steps).filter(([id]) => sends.has(id))) },
    ]),
  );
};

/** A step of a kind as it begins: allowed by the rules, and harmless. */
export const newStep = (kind: Step["kind"], id: string): Step => {
  switch (kind) {
    case "send":
      return {
        ...{ kind, id, channels: ["email"], category: "promotion", obeysCaps: true, countsTowardCaps: true },
        ...{ whenCapped: "defer", whenClosed: "defer", sendWithinHours: 72 },
      };
    case "wait":
      return { kind, id, days: 7 };
    case "branch":
      return { kind, id, if: { figure: "orders.count", atLeast: 2 } };
    case "split":
      return {
        kind,
        id,
        ways: [
          { name: "first", share: 50 },
          { name: "second", share: 50 },
        ],
      };
    case "coupon":
      return { kind, id, coupon: "coupon" };
    case "task":
      return { kind, id, task: "call", role: "adviser", dueMinutes: 2880, dueWorkingMinutes: 960 };
    case "webhook":
      return { kind, id, url: "https://example.com/" };
    case "set-attribute":
      return { kind, id, name: "note", value: "yes" };
    case "case":
      return { kind, id, subject: "other" };
    case "exit":
      return { kind, id };
  }
};
