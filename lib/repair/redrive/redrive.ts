import type { Runtime } from "../../../lambdas/shared/runtime.ts";
import type { Invoke } from "../../local/mapping-runner.ts";
import { findPassedBy, foldMissed } from "./fold-missed.ts";
import { handOn, passing } from "./hand-on.ts";
import type { Handed, Letter, Reading, StreamBatch } from "./letter.ts";

export interface RedriveOptions {
  readonly runtime: Runtime;
  readonly invoke: Invoke;
  readonly dryRun: boolean;
  readonly out: (line: string) => void;
}

export interface RedriveSummary {
  readonly letters: number;
  /** Handled and taken out of their queue; in a dry run those that would be tried. */
  readonly redriven: number;
  /** Left where they are, with a word why. */
  readonly left: number;
}

/** Records older than this are no longer in a stream. */
const wayForGone = "npm run reconcile and npm run verify -- --repair make up for it";

/** Hands every letter on, one after the other and in the order in which they failed. */
export const redrive = async (letters: AsyncIterable<Letter>, options: RedriveOptions): Promise<RedriveSummary> => {
  let [all, redriven] = [0, 0];
  for await (const letter of letters) {
    all += 1;
    if (await redriveOne(letter, options)) redriven += 1;
  }
  return { letters: all, redriven, left: all - redriven };
};

const redriveOne = async (letter: Letter, options: RedriveOptions): Promise<boolean> => {
  const reading = await letter.read();
  if (reading.kind === "gone" || reading.kind === "unreadable") {
    options.out(`${letter.title}: left. ${reading.why}${reading.kind === "gone" ? ` ${wayForGone}.` : ""}`);
    return false;
  }
  if (options.dryRun) {
    options.out(`${letter.title}: would hand on ${countOf(reading)} records`);
    return true;
  }
  const handed = await handle(reading, options);
  if (handed.ok) await letter.remove();
  options.out(`${letter.title}: ${handed.ok ? doneText(reading, handed.note) : `left. ${handed.why}`}`);
  return handed.ok;
};

type Readable = Extract<Reading, { kind: "stream" | "queue" }>;

const countOf = (reading: Readable): number =>
  reading.kind === "queue" ? reading.count : passing(reading.batch).length;

const doneText = (reading: Readable, note: string | undefined): string =>
  `handled ${countOf(reading)} records${note === undefined ? "" : `. ${note}`}`;

const handle = async (reading: Readable, options: RedriveOptions): Promise<Handed> => {
  if (reading.kind === "queue") return reading.handOn();
  const { functionName } = reading.batch.mapping;
  if (functionName === "refresh-profile") return foldAgain(reading.batch, options);
  const handed = await handOn(reading.batch, options.invoke);
  return handed.ok && (functionName === "report" || functionName === "act") ? { ...handed, note: reportNote } : handed;
};

/** A counter goes by a watermark, too, and has no witness: rather short by a batch than counted twice. */
const reportNote =
  "Counters that later records had moved on were left as they are: npm run verify shows which are short";

/** The fold goes by a watermark, which later records may have moved past these. */
const foldAgain = async (batch: StreamBatch, { runtime, invoke }: RedriveOptions): Promise<Handed> => {
  const passedBy = await findPassedBy(runtime, passing(batch));
  const handed = await handOn(batch, invoke);
  if (!handed.ok) return handed;
  const unproved: string[] = [];
  for (const one of passedBy) if ((await foldMissed(runtime, one)) > 0) unproved.push(one.customerId);
  if (unproved.length === 0) return { ok: true };
  const why = `Nobody can tell whether events of ${unproved.join(", ")} were folded: compare with npm run verify.`;
  return { ok: false, why };
};
