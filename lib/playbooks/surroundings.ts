import type { LifeAction } from "../../lambdas/domain/campaign-life.ts";
import { type Problem, problemText } from "../../lambdas/domain/problem.ts";
import type { Runtime } from "../../lambdas/shared/runtime.ts";
import type { CampaignsArguments, Variables } from "./campaigns-arguments.ts";

/** 0 done, 1 failed or not allowed, 2 bad arguments. */
export type ExitCode = 0 | 1 | 2;

/** The process around the command, as far as the command uses it. */
export interface Surroundings {
  readonly variables: Variables;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/** One run of the command. */
export interface Errand {
  readonly around: Surroundings;
  readonly runtime: Runtime;
  readonly given: CampaignsArguments;
}

export const complain = (around: Surroundings, ...problems: readonly Problem[]): void => {
  for (const problem of problems) around.err(problemText(problem));
};

/** What a campaign is called after an action. */
export const stateAfter: Readonly<Partial<Record<LifeAction, string>>> = {
  pause: "paused",
  resume: "live",
  archive: "archived",
  restore: "draft",
};
