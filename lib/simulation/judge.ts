import type { Submitted } from "./facts.ts";
import { laws } from "./laws/index.ts";
import type { AtRest, Broken } from "./laws/law.ts";
import type { ProviderAnswer } from "./provider-gate.ts";
import type { PlainItems, StoryTables } from "./story-tables.ts";
import type { Submission } from "./submission.ts";

/** Asks every law at every step that could break it, and keeps what was broken. */
export interface Judge {
  submitted(submission: Submission): void;
  answered(submission: Submission, answered: ProviderAnswer): void;
  atRest(): Promise<void>;
  readonly broken: readonly Broken[];
  /** How often a law was asked. */
  asked(): number;
  accepted(): number;
}

export interface JudgeOptions extends Omit<AtRest, "now" | "tables"> {
  readonly tables: Pick<StoryTables, "items">;
  readonly clock: { now(): number };
}

/** All items, read once, so that a law asks no table itself. */
const itemsIn = async ({ tables, names }: JudgeOptions): Promise<AtRest["tables"]> => {
  const found = new Map<string, PlainItems>();
  for (const table of Object.values(names)) found.set(table, await tables.items(table));
  return { items: (table) => found.get(table) ?? [] };
};

export const createJudge = (q: JudgeOptions): Judge => {
  const { facts } = q;
  const broken: Broken[] = [];
  const known = new Map<Submission, Submitted>();
  let asked = 0;
  let accepted = 0;

  const ask = (law: string, answer: string | undefined, customerId: string): void => {
    asked += 1;
    if (answer !== undefined) broken.push({ law, what: answer, customerId });
  };
  const at = (occasion: "atSubmission" | "atAcceptance", submission: Submitted) => {
    for (const law of laws) {
      const question = law[occasion];
      if (question !== undefined) ask(law.name, question(submission, facts), submission.customerId);
    }
  };

  return {
    broken,
    asked: () => asked,
    accepted: () => accepted,
    submitted: (submission) => {
      const submitted = facts.onSubmit(submission);
      known.set(submission, submitted);
      at("atSubmission", submitted);
    },
    answered: (submission, answered) => {
      const submitted = known.get(submission);
      if (submitted === undefined) return;
      if (answered === "throttled") submitted.throttled = true;
      if (answered !== "accepted") return;
      submitted.accepted = true;
      accepted += 1;
      at("atAcceptance", submitted);
    },
    atRest: async () => {
      const end = { facts, tables: await itemsIn(q), names: q.names, now: q.clock.now() };
      for (const law of laws) {
        if (law.atRest === undefined) continue;
        asked += 1;
        for (const what of law.atRest(end)) broken.push({ law: law.name, what });
      }
    },
  };
};
