import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { defaultSettings, type ParsedSettings, parseSettings } from "../lambdas/domain/parse-settings.ts";
import { type Problem, problemText } from "../lambdas/domain/problem.ts";

/** 0: done. 1: failed. 2: the arguments were wrong, and it was said what was wrong and what is allowed. */
export type ExitCode = 0 | 1 | 2;

export type Values = Readonly<Record<string, string | boolean | undefined>>;

export interface Command {
  readonly help: string;
  readonly options: Readonly<Record<string, { readonly type: "string" | "boolean" }>>;
  readonly run: (values: Values) => Promise<ExitCode>;
}

/** Thrown where arguments do not fit; ends the program with exit code 2. */
export class WrongArguments extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(problemText).join("\n"));
    this.problems = problems;
  }
}

export const wrongArgument = (where: string, problem: string, received: string, allowed: string): WrongArguments =>
  new WrongArguments([{ where, problem, received, allowed }]);

/** Results go to standard output, everything else to standard error. */
export const runCommand = async ({ help, options, run }: Command): Promise<void> => {
  try {
    const { values } = parse({ ...options, help: { type: "boolean" } });
    if (values.help === true) process.stdout.write(help);
    process.exitCode = values.help === true ? 0 : await run(values);
  } catch (error) {
    const isMistake = error instanceof WrongArguments;
    const text = isMistake || !(error instanceof Error) ? String(isMistake ? error.message : error) : error.stack;
    process.stderr.write(`${text}\n${isMistake ? "Run with --help to see what is allowed.\n" : ""}`);
    process.exitCode = isMistake ? 2 : 1;
  }
};

const parse = (options: Command["options"]): { readonly values: Values } => {
  try {
    return parseArgs({ options, strict: true }) as { readonly values: Values };
  } catch (error) {
    const allowed = Object.keys(options).map((name) => `--${name}`);
    const problem = error instanceof Error ? error.message : String(error);
    throw new WrongArguments([{ where: "arguments", problem, allowed: allowed.join(", ") }]);
  }
};

export const textOf = (values: Values, name: string): string | undefined => {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
};

/** A date or an instant with a zone, as epoch milliseconds; a date alone is its midnight in UTC. */
export const instantOf = (values: Values, name: string): number | undefined => {
  const text = textOf(values, name);
  if (text === undefined) return undefined;
  const isIso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const at = isIso ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) {
    throw wrongArgument(`--${name}`, "is not a date", text, "a date such as 2010-12-01, or 2010-12-01T09:00:00Z");
  }
  return at;
};

/** The settings of a file, or the defaults without one. */
export const settingsOf = async (values: Values): Promise<Extract<ParsedSettings, { ok: true }>["settings"]> => {
  const file = textOf(values, "settings");
  if (file === undefined) return defaultSettings;
  const parsed = parseSettings(await readJson(file));
  if (!parsed.ok) throw new WrongArguments(parsed.problems.map((problem) => within(file, problem)));
  return parsed.settings;
};

const within = (file: string, problem: Problem): Problem => ({ ...problem, where: `${file}, ${problem.where}` });

const readJson = async (file: string): Promise<unknown> => {
  const text = await readFile(file, "utf8").catch(() => {
    throw wrongArgument("--settings", "cannot be read", file, "the path of a JSON file");
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new WrongArguments([{ where: file, problem: `is not JSON: ${problem}` }]);
  }
};

/** A whole number of at least `min`; nothing when the option is absent. */
export const wholeNumberOf = (values: Values, name: string, min: number): number | undefined => {
  const text = textOf(values, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < min) {
    throw wrongArgument(`--${name}`, "is not a whole number that fits", text, `a whole number of at least ${min}`);
  }
  return value;
};
