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
  /** Columns from the left. */
  readonly column: number;
}

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

/** Where each step stands, and the end last. Steps of one row stand side by side. */
export const placesOf = (steps: readonly Step[], ways: readonly JourneyWay[]): readonly Place[] => {
  const rows = rowsOf(steps.length, ways);
  const columns = new Map<number, number>();
  return rows.map((row) => {
    const column = columns.get(row) ?? 0;
    columns.set(row, column + 1);
    return { row, column };
  });
};
