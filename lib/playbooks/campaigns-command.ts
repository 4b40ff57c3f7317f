import { createRuntime } from "../../lambdas/shared/runtime.ts";
import { type Closing, closeBreaker } from "../../lambdas/store/close-breaker.ts";
import { pauseAccount } from "../../lambdas/store/pause-account.ts";
import { type Command, campaignsArguments, campaignsHelp } from "./campaigns-arguments.ts";
import { activate, draft, rollBack, transition } from "./campaigns-change.ts";
import { diff, list, progress, show, versions } from "./campaigns-show.ts";
import { complain, type Errand, type ExitCode, type Surroundings } from "./surroundings.ts";

export type { ExitCode, Surroundings } from "./surroundings.ts";

const closingWords: Readonly<Record<Exclude<Closing, "closed">, string>> = {
  "closed-already": "The breaker is closed already.",
  "nothing-published": "Nothing was published yet, so there is no breaker to close.",
};

const closeTheBreaker = async ({ around, runtime, given: { by } }: Errand): Promise<ExitCode> => {
  const closing = await closeBreaker(runtime, { by, now: runtime.clock.now() });
  around.out(closing === "closed" ? `The breaker was closed by ${by}: marketing goes on.` : closingWords[closing]);
  return 0;
};

const pauseAll = async ({ around, runtime, given: { by } }: Errand, paused: boolean): Promise<ExitCode> => {
  const pausing = await pauseAccount(runtime, paused, { by, now: runtime.clock.now() });
  if (pausing === "nothing-published") {
    complain(around, { where: "campaigns", problem: "nothing was published yet; activate a campaign first" });
    return 2;
  }
  around.out(`${paused ? "All sending is paused" : "Sending goes on"}${pausing === "changed" ? "" : " already"}.`);
  return 0;
};

const pause = (errand: Errand) => (errand.given.all ? pauseAll(errand, true) : transition(errand, "pause"));

const resume = (errand: Errand) => {
  if (errand.given.breaker) return closeTheBreaker(errand);
  return errand.given.all ? pauseAll(errand, false) : transition(errand, "resume");
};

const errands: Readonly<Record<Command, (errand: Errand) => Promise<ExitCode>>> = {
  list,
  show,
  draft,
  "request-approval": (errand) => transition(errand, "request-approval"),
  approve: (errand) => transition(errand, "approve"),
  activate,
  pause,
  resume,
  archive: (errand) => transition(errand, "archive"),
  restore: (errand) => transition(errand, "restore"),
  versions,
  diff,
  rollback: rollBack,
  progress,
};

/** The life of campaigns from the command line, in AWS or on the tables of this machine. */
export const runCampaigns = async (words: readonly string[], around: Surroundings): Promise<ExitCode> => {
  const parsed = campaignsArguments(words, around.variables);
  if (parsed === "help") {
    around.out(campaignsHelp);
    return 0;
  }
  if (!("command" in parsed)) {
    complain(around, parsed);
    around.err(`\n${campaignsHelp}`);
    return 2;
  }
  try {
    return await errands[parsed.command]({ around, runtime: createRuntime(parsed.variables), given: parsed });
  } catch (error) {
    around.err(error instanceof Error ? error.message : String(error));
    return 1;
  }
};
