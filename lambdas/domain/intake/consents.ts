import { type Channel, categories, channels } from "../channel.ts";
import { type Problem, shown } from "../problem.ts";

/** What a person allowed or forbade, for one channel and topic. */
export interface ConsentStatement {
  readonly channel: Channel;
  /** A category, or `all`. */
  readonly topic: string;
  readonly granted: boolean;
}

export interface ReadConsents {
  readonly statements: readonly ConsentStatement[];
  readonly notes: readonly Problem[];
}

export const topics: readonly string[] = [...categories, "all"];

/**
 * `{ email: true }` speaks of all topics, `{ email: { promotion: true, care: false } }` of each one. Only a plain yes or no is
 * a statement; null says nothing, and anything else is told instead of guessed.
 */
export const readConsents = (value: unknown, where: string): ReadConsents => {
  if (value === undefined || value === null) return { statements: [], notes: [] };
  if (!isRecord(value)) return { statements: [], notes: [note(where, value, `an object of ${channels.join(", ")}`)] };
  const read = Object.entries(value).map(([channel, said]) => readChannel(channel, said, `${where}.${channel}`));
  return { statements: read.flatMap(({ statements }) => statements), notes: read.flatMap(({ notes }) => notes) };
};

const readChannel = (name: string, said: unknown, where: string): ReadConsents => {
  const channel = channels.find((known) => known === name.toLowerCase());
  // Consent managers put their own categories beside ours: that is no mistake.
  if (channel === undefined) return { statements: [], notes: [] };
  if (!isRecord(said)) return readTopic(channel, "all", said, where);
  const read = Object.entries(said).map(([topic, yes]) => readTopic(channel, topic, yes, `${where}.${topic}`));
  return { statements: read.flatMap(({ statements }) => statements), notes: read.flatMap(({ notes }) => notes) };
};

const readTopic = (channel: Channel, topic: string, said: unknown, where: string): ReadConsents => {
  if (said === undefined || said === null) return { statements: [], notes: [] };
  if (!topics.includes(topic)) return { statements: [], notes: [note(where, topic, topics.join(", "))] };
  const granted = yesOrNo(said);
  if (granted === undefined) return { statements: [], notes: [note(where, said, "true or false")] };
  return { statements: [{ channel, topic, granted }], notes: [] };
};

const words: Readonly<Record<string, boolean>> = {
  ...{ true: true, yes: true, y: true, "1": true, 是: true, 同意: true },
  ...{ false: false, no: false, n: false, "0": false, 否: false, 不同意: false },
};

export const yesOrNo = (said: unknown): boolean | undefined => {
  if (typeof said === "boolean") return said;
  if (typeof said !== "string") return undefined;
  const word = said.trim().toLowerCase();
  return Object.hasOwn(words, word) ? words[word] : undefined;
};

const note = (where: string, received: unknown, allowed: string): Problem => ({
  where,
  problem: "is no statement of consent and was left out",
  received: shown(received),
  allowed,
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
