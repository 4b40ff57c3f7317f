import type { Task } from "../../../lambdas/domain/task.ts";
import type { AtRest, Law } from "./law.ts";

const twiceIn = (keys: readonly string[]): readonly string[] => {
  const seen = new Set<string>();
  return keys.filter((key) => seen.has(key) || !seen.add(key));
};

/** Each task that was asked for is there, once, and no other is. */
const tasksAreThose = ({ facts, tables, names }: AtRest): readonly string[] => {
  const asked = new Set(facts.actions.flatMap(({ action }) => (action.kind === "task" ? [action.actionKey] : [])));
  const stored = (tables.items(names.tasks) as unknown as Task[]).map(({ taskId }) => taskId);
  return [
    ...[...asked].filter((key) => !stored.includes(key)).map((key) => `task ${key} was asked for and is not there`),
    ...stored.filter((key) => !asked.has(key)).map((key) => `task ${key} is there and was not asked for`),
  ];
};

/**
 * Laws 1 and 5 for journeys: whoever walks through a campaign that is edited and paused meanwhile is given each step at most
 * once, and what was asked for is carried out.
 */
export const onceByStep: Law = {
  name: "once-by-step",
  atRest: (end) => [
    ...end.facts.reservedTwice.map((key) => `message ${key} was reserved twice`),
    ...twiceIn(end.facts.actions.map(({ action }) => action.actionKey)).map((key) => `action ${key} was decided twice`),
    ...tasksAreThose(end),
  ],
};
