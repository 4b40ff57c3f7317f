import { type FaultKind, faultKinds } from "./chances.ts";
import type { Hunted } from "./hunt.ts";
import type { Told } from "./simulate.ts";

/** What a run of many stories showed. */
export interface Summary {
  readonly firstSeed: number;
  readonly stories: number;
  /** Of the stories, those on the real table engine. */
  readonly onRealEngine: number;
  readonly steps: number;
  readonly lawsAsked: number;
  readonly messagesAccepted: number;
  readonly decisions: number;
  readonly throttled: number;
  readonly faults: Readonly<Record<FaultKind, number>>;
  /** The first story that broke a law. */
  readonly broken?: Told;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

export const summaryOf = (firstSeed: number, told: readonly Told[]): Summary => {
  const broken = told.find((each) => each.broken.length > 0);
  const faults = faultKinds.map((kind) => [kind, sum(told.map(({ struck }) => struck[kind] ?? 0))] as const);
  return {
    firstSeed,
    stories: told.length,
    onRealEngine: told.filter(({ engine }) => engine === "real").length,
    steps: sum(told.map(({ steps }) => steps)),
    lawsAsked: sum(told.map(({ lawsAsked }) => lawsAsked)),
    messagesAccepted: sum(told.map(({ messagesAccepted }) => messagesAccepted)),
    decisions: sum(told.map(({ decisions }) => decisions)),
    throttled: sum(told.map(({ throttled }) => throttled)),
    faults: Object.fromEntries(faults) as Summary["faults"],
    ...(broken !== undefined && { broken }),
  };
};

/** Lines of the history that are shown; the JSON result holds more. */
const linesShown = 60;

const brokenLines = ({ seed, engine, broken, history }: Told): readonly string[] => [
  "",
  `Seed ${seed} broke a law:`,
  ...broken.slice(0, 5).map(({ law, what }) => `  ${law}: ${what}`),
  "",
  `The last ${linesShown} lines of its history:`,
  ...history.slice(-linesShown).map((line) => `  ${line}`),
  "",
  `Tell it again with: npm run simulate -- --seed ${seed} --runs 1 --engine ${engine}`,
];

export const storyTable = (summary: Summary): string =>
  [
    `Stories            ${summary.stories}, from seed ${summary.firstSeed}`,
    `On the real engine ${summary.onRealEngine}`,
    `Steps              ${summary.steps}`,
    `Laws asked         ${summary.lawsAsked}`,
    `Messages accepted  ${summary.messagesAccepted}`,
    `Calls throttled    ${summary.throttled}`,
    `Decided by people  ${summary.decisions}`,
    "Faults",
    ...Object.entries(summary.faults).map(([kind, count]) => `  ${kind.padEnd(32)}${String(count).padStart(8)}`),
    ...(summary.broken === undefined ? ["Every law held."] : brokenLines(summary.broken)),
    "",
  ].join("\n");

export const mutantTable = (hunted: readonly Hunted[]): string =>
  [
    `${"Planted bug".padEnd(56)}${"stories".padStart(8)}  found by`,
    ...hunted.map(
      ({ mutant, stories, law }) => `${mutant.padEnd(56)}${String(stories).padStart(8)}  ${law ?? "NOBODY"}`,
    ),
    `${hunted.filter(({ law }) => law !== undefined).length} of ${hunted.length} found.`,
    "",
  ].join("\n");
