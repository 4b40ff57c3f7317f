import type { PinpointJourney } from "./documents.ts";

const kinds: Readonly<Record<string, string>> = {
  EMAIL: "send an email",
  SMS: "send a text",
  PUSH: "send a push",
  CUSTOM: "call a function",
  CONTACT_CENTER: "call by a contact centre",
  Wait: "wait",
  ConditionalSplit: "yes or no by a condition",
  MultiCondition: "one of several conditions",
  RandomSplit: "divide by chance",
  Holdout: "hold out",
};

const count = (names: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, times]) => (times === 1 ? name : `${times} × ${name}`)).join(", ");
};

/**
 * A journey in plain words, to be built anew. Its paths are not mapped: a condition of a journey asks what became of an earlier
 * message, and a path that is read wrongly sends something to somebody.
 */
export const describeJourney = ({ Activities, Limits }: PinpointJourney): readonly string[] => {
  const activities = Object.values(Activities ?? {}).map((activity) => {
    const kind = Object.keys(kinds).find((name) => activity[name] !== undefined && activity[name] !== null);
    return kind === undefined ? "something unknown" : (kinds[kind] ?? kind);
  });
  const limits = Object.entries(Limits ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return [
    `its steps have to be built anew in the editor (${activities.length === 0 ? "it has none" : count(activities)})`,
    ...limits.map(([name, value]) => `Limits.${name} ${String(value)}: see reentry of a campaign and the shop's caps`),
  ];
};
