import { createCustomerStore } from "../../lambdas/store/customer-store.ts";
import { createRulesSource } from "../../lambdas/store/rules-source.ts";
import type { ExitCode } from "../command.ts";
import { findingLine } from "./finding.ts";
import type { Place } from "./open-place.ts";
import { createRepairer } from "./repair-profile.ts";
import { type VerifySummary, verify } from "./verify.ts";

const hourMs = 3_600_000;

/** What an event or a change may take on its way through a stream that is read as it should be. */
const onTheWayMs = 10 * 60_000;

/** A stream holds a record for 24 hours; an hour on top for one that was written late. */
const streamMs = 25 * hourMs;

export interface VerifyCommand {
  readonly json: boolean;
  readonly repair: boolean;
  readonly out: (line: string) => void;
  readonly progress: (line: string) => void;
}

/**
 * In a directory everything is handed on first, as its next start would do it: then nothing is on its way. In AWS the
 * functions are at work meanwhile.
 */
export const runVerify = async (place: Place, command: VerifyCommand): Promise<ExitCode> => {
  const { runtime, local } = place;
  await local?.drain();
  const rules = await createRulesSource(runtime).current();
  if (rules === undefined) {
    command.progress("No settings were published yet, so there is nothing to verify.");
    return 0;
  }
  const blocked = command.repair ? blockedBy(place) : undefined;
  if (blocked !== undefined) {
    command.progress(blocked);
    return 1;
  }
  const customers = createCustomerStore(runtime);
  const stream = local === undefined ? streamMs : 0;
  const { clock } = runtime;
  const summary = await verify({
    runtime,
    rules,
    onTheWayMs: local === undefined ? onTheWayMs : 0,
    onFinding: (finding) => command.out(command.json ? JSON.stringify(finding) : findingLine(finding)),
    onProgress: progressOf(command),
    ...(command.repair && { repairer: createRepairer({ customers, clock, rules, streamMs: stream }) }),
  });
  await local?.drain();
  command.out(command.json ? JSON.stringify({ kind: "summary", ...summary }) : summaryLine(summary));
  return summary.findings > 0 ? 1 : 0;
};

/** A record that is handed on after the repair would be folded a second time. */
const blockedBy = ({ local }: Place): string | undefined =>
  local !== undefined && local.deadLetters.count() > 0
    ? `${local.deadLetters.count()} dead letters are waiting. Run npm run redrive first: what is folded after a repair counts twice.`
    : undefined;

const customersPerLine = 10_000;

const progressOf = ({ progress }: VerifyCommand): ((summary: VerifySummary) => void) => {
  let shown = 0;
  return ({ customers, messages, findings }) => {
    const read = customers + messages;
    if (read - shown < customersPerLine) return;
    shown = read;
    progress(`${customers} customers, ${messages} messages, ${findings} findings`);
  };
};

const summaryLine = (summary: VerifySummary): string =>
  [
    `${summary.customers} customers: ${summary.same} as their events say, ${summary.different} different`,
    `${summary.expired} cannot be recomputed because events have expired`,
    `${summary.inMotion} in motion`,
    ...(summary.repaired > 0 ? [`${summary.repaired} repaired`] : []),
    `${summary.messages} messages; ${summary.findings} findings.`,
  ].join(", ");
