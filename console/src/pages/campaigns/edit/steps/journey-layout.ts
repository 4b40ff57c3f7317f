import type { Step } from "../../../../../../lambdas/domain/campaign.ts";

/** A way from one step to another; `to` is the number of steps for the end. */
export interface JourneyWay {
  readonly from: number;
  readonly to: number;
  /** `yes`, `no`, `event`, the name of a way of a split; nothing where a step has only one. */
  readonly name?: string;
}

export interface Place {
  /** Rows from the top: a step stands below every one that leads to it. */
  readonly row: number;
  /** Pixels from the left. */
  readonly x: number;
}

/** A way that leads past a step runs down beside it: who stands in between is moved aside by less than a width. */
export const boxWidth = 230;
const aside = 150;
const gap = 40;

export const waysOf = (steps: readonly Step[]): readonly JourneyWay[] => {
  const at = (id: string | undefined, index: number): number => {
    const place = id === undefined ? index + 1 : steps.findIndex((one) => one.id === id);
    return place < 0 ? steps.length : place;
  };
  return steps.flatMap((step, from): readonly JourneyWay[] => {
    switch (step.kind) {
      case "exit":
        return [];
      case "branch":
        return [
          { from, to: at(step.onYes, from), name: "yes" },
          { from, to: at(step.onNo, from), name: "no" },
        ];
      case "split":
        return step.ways.map(({ name, to }) => ({ from, to: at(to, from), name }));
      case "wait":
        return step.until === undefined
          ? [{ from, to: at(step.next, from) }]
          : [
              { from, to: at(step.onEvent ?? step.next, from), name: "event" },
              { from, to: at(step.next, from), name: "next" },
            ];
      default:
        return [{ from, to: at(step.next, from) }];
    }
  });
};

/** Ways lead forward only, so one pass in their order finds the longest way to each step. */
const rowsOf = (count: number, ways: readonly JourneyWay[]): readonly number[] =>
  ways.reduce<readonly number[]>(
    (rows, { from, to }) => (to <= count ? rows.with(to, Math.max(rows[to] ?? 0, (rows[from] ?? 0) + 1)) : rows),
    Array.from({ length: count + 1 }, () => 0),
  );

/** How many ways lead past a step. */
const passedBy = (step: number, ways: readonly JourneyWay[]): number =>
  new Set(ways.filter(({ from, to }) => from < step && to > step).map(({ to }) => to)).size;

/** Where each step stands, and the end last. Steps of one row stand side by side. */
export const placesOf = (steps: readonly Step[], ways: readonly JourneyWay[]): readonly Place[] => {
  const taken = new Map<number, number>();
  return rowsOf(steps.length, ways).map((row, step) => {
    const wanted = passedBy(step, ways) * aside;
    const x = Math.max(wanted, taken.get(row) ?? wanted);
    taken.set(row, x + boxWidth + gap);
    return { row, x };
  });
};
