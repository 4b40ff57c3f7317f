import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type Problem, problemText } from "../../lambdas/domain/problem.ts";
import type { ExitCode } from "../command.ts";
import { klaviyo } from "./csv/klaviyo.ts";
import { mailchimp } from "./csv/mailchimp.ts";
import { movePeople } from "./csv/move-people.ts";
import { type MoveInArguments, moveInArguments, moveInHelp } from "./move-in-arguments.ts";
import { moveOrders } from "./orders/move-orders.ts";
import { taobao } from "./orders/taobao.ts";
import { youzan } from "./orders/youzan.ts";
import { createPeopleWriter, type PeopleWriter } from "./people-writer.ts";
import { movePinpoint } from "./pinpoint/move-pinpoint.ts";
import { createReport, type MoveFigures, type MoveReport } from "./report.ts";
import { reportText } from "./report-text.ts";
import { sendBatches } from "./send-batches.ts";

export interface MoveInSurroundings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

const names = {
  pinpoint: "Amazon Pinpoint",
  klaviyo: "Klaviyo",
  mailchimp: "Mailchimp",
  taobao: "Taobao",
  youzan: "Youzan",
} as const;

/** Files of an earlier run beside those of this one could be sent by mistake. */
const emptyFolder = async (path: string): Promise<Problem | undefined> => {
  await mkdir(path, { recursive: true });
  const found = await readdir(path);
  if (found.length === 0) return undefined;
  return { where: "--out", problem: "is not empty", received: path, allowed: "a new or an empty folder" };
};

interface Moving {
  readonly given: MoveInArguments;
  readonly folder: string;
  readonly report: MoveReport;
  readonly people: PeopleWriter;
}

const move = async ({ given, ...places }: Moving): Promise<readonly Problem[]> => {
  const { source, path, policy, exportedAt } = given;
  switch (source) {
    case "pinpoint": {
      const problem = await movePinpoint({ ...places, source: path, policy, exportedAt });
      return problem === undefined ? [] : [problem];
    }
    case "klaviyo":
      return movePeople({ ...given, ...places, source: klaviyo });
    case "mailchimp":
      return movePeople({ ...given, ...places, source: mailchimp });
    case "taobao":
      return moveOrders({ ...given, ...places, source: taobao });
    case "youzan":
      return moveOrders({ ...given, ...places, source: youzan });
  }
};

const noteConsents = ({ source, policy }: MoveInArguments, report: MoveReport): void => {
  if (source === "taobao" || source === "youzan")
    report.note("An order is no consent: nobody may be sent anything by what was moved here.");
  else if (policy === "agreed")
    report.note(
      "The shop said that whoever the old tool lists as open to messages agreed to marketing (--consents agreed). It stands with each consent.",
    );
  else report.note("No consent was taken (--consents none): whoever did not agree elsewhere is sent nothing.");
};

const summary = (figures: MoveFigures, folder: string): readonly string[] => [
  ...Object.entries(figures.counts).map(([what, count]) => `${what}: ${count}`),
  `not mapped: ${figures.notMapped.length} kinds of things`,
  `written to ${folder}; read report.md first`,
];

const send = async (
  given: MoveInArguments,
  files: readonly string[],
  around: MoveInSurroundings,
): Promise<ExitCode> => {
  if (given.into === undefined) return 0;
  const sent = await sendBatches(given.into, files);
  if (!sent.ok) {
    around.err(problemText(sent.problem));
    return 1;
  }
  around.err(`sent: ${sent.accepted} messages taken, ${sent.refused.length} refused`);
  for (const refused of sent.refused) around.err(refused);
  return sent.refused.length === 0 ? 0 : 1;
};

const run = async (given: MoveInArguments, around: MoveInSurroundings): Promise<ExitCode> => {
  const folder = resolve(given.out);
  const isTaken = await emptyFolder(folder);
  if (isTaken !== undefined) {
    around.err(problemText(isTaken));
    return 2;
  }
  const report = createReport(join(folder, "left-out.csv"));
  const people = createPeopleWriter({ folder, report, now: around.now });
  noteConsents(given, report);
  const problems = await move({ given, folder, report, people });
  const files = await people.finish();
  report.close();
  for (const problem of problems) around.err(problemText(problem));
  if (problems.length > 0) return 2;
  const figures = report.figures();
  await writeFile(join(folder, "report.md"), reportText(names[given.source], figures));
  await writeFile(join(folder, "report.json"), `${JSON.stringify(figures, null, 2)}\n`);
  const lines = given.json ? [JSON.stringify(figures)] : summary(figures, given.out);
  for (const line of lines) around.out(line);
  return send(given, files, around);
};

/** Results go to `out`, everything else to `err`. */
export const runMoveIn = async (words: readonly string[], around: MoveInSurroundings): Promise<ExitCode> => {
  const given = moveInArguments(words, { now: around.now, writeKey: around.variables.WRITE_KEY });
  if (given === "help") {
    around.out(moveInHelp);
    return 0;
  }
  if ("problem" in given) {
    around.err(`${given.problem}\nRun with --help to see what is allowed.`);
    return 2;
  }
  return run(given, around);
};
