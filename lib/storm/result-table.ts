import type { Judgement } from "./checks/judge-storm.ts";
import type { StormInput, StormResult } from "./storm.ts";

const dayMs = 86_400_000;

/** What came of a storm, in figures: from the providers' own records where they have them. */
export interface StormFigures {
  readonly seed: number;
  readonly customers: number;
  readonly workers: number;
  readonly kills: number;
  readonly seconds: number;
  /** Of the virtual clock. */
  readonly days: number;
  readonly calls: { readonly all: number; readonly accepted: number; readonly email: number; readonly sms: number };
  /** Calls by what the provider did to them, plain acceptance left out. */
  readonly faults: Readonly<Record<string, number>>;
  readonly providerEvents: { readonly handled: number; readonly receivedAgain: number };
  /** Messages by the state they ended in. */
  readonly messages: Readonly<Record<string, number>>;
  readonly doubts: { readonly byKill: number; readonly byFault: number; readonly unexplained: number };
  /** The longest time between a decision and its acceptance, seconds of the virtual clock. */
  readonly worstDriftSeconds: number;
  /** Failures that workers met and went on from. */
  readonly loopErrors: number;
  readonly laws: Judgement["verdicts"];
}

const countBy = <Item>(items: readonly Item[], nameOf: (item: Item) => string): Readonly<Record<string, number>> => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
};

export const figuresOf = (input: StormInput, result: StormResult, judgement: Judgement): StormFigures => {
  const { calls, kills, messages, startedAt, endedAt } = result.record;
  const accepted = calls.filter((call) => call.accepted);
  const onChannel = (channel: string) => accepted.filter((call) => call.channel === channel).length;
  const faulty = calls.filter(({ fault }) => fault !== "accept");
  const { byKill, byFault, unexplained } = judgement.doubts;
  return {
    seed: input.seed,
    customers: input.customers,
    workers: input.workers,
    kills: kills.length,
    seconds: Math.round(result.seconds),
    days: Math.round((endedAt - startedAt) / dayMs),
    calls: { all: calls.length, accepted: accepted.length, email: onChannel("email"), sms: onChannel("sms") },
    faults: countBy(faulty, ({ fault }) => fault),
    providerEvents: { handled: result.queue.offered, receivedAgain: result.queue.again },
    messages: countBy(messages, ({ status }) => status),
    doubts: { byKill, byFault, unexplained: unexplained.length },
    worstDriftSeconds: Math.round(judgement.worstDriftMs / 1000),
    loopErrors: result.errors,
    laws: judgement.verdicts,
  };
};

const shownMost = 5;

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ");

const lawLine = ({ law, checked, broken }: Judgement["verdicts"][number]): string => {
  const sign = broken.length === 0 ? "holds" : `BROKEN ${broken.length}×`;
  const examples = broken.slice(0, shownMost).map((sentence) => `      ${sentence}\n`);
  return `  ${sign.padEnd(12)}${law} (${checked})\n${examples.join("")}`;
};

export const resultTable = (figures: StormFigures): string => {
  const { calls, doubts, providerEvents } = figures;
  const rows: readonly (readonly [string, string])[] = [
    ["seed", String(figures.seed)],
    ["processes", `${figures.workers} workers, ${figures.kills} killed`],
    ["took", `${figures.seconds} s for ${figures.days} days of ${figures.customers} customers`],
    ["calls seen", `${calls.all}, of which accepted ${calls.email} emails and ${calls.sms} texts`],
    ["faults", listed(figures.faults)],
    ["SES events", `${providerEvents.handled}, received again ${providerEvents.receivedAgain} times`],
    ["messages", listed(figures.messages)],
    ["parked", `${doubts.byKill} by a kill, ${doubts.byFault} by a fault, ${doubts.unexplained} without a cause`],
    ["worst drift", `${figures.worstDriftSeconds} s between a decision and its acceptance`],
    ["loop errors", String(figures.loopErrors)],
  ];
  const head = rows.map(([name, value]) => `${name.padEnd(14)}${value}\n`).join("");
  return `${head}\n${figures.laws.map(lawLine).join("")}`;
};
