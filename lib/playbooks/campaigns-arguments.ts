import { parseArgs } from "node:util";
import type { Problem } from "../../lambdas/domain/problem.ts";

export const campaignsHelp = `Usage: npm run campaigns -- <command> [options]

  list [--json]                     every campaign and how it stands
  show ID [--json]                  one campaign: its state, its versions, what may be done
  draft ID [--settings FILE]        save the playbook, with these settings, as a new version
  draft ID --file FILE              save what a file says: { "definition": …, "words": [ … ] }
  request-approval ID               ask for a second person
  approve ID                        agree to the newest version
  activate ID [--settings FILE]     put the newest version live; of a playbook that nobody edited,
                                    its current files; with a file, its settings become the shop's
           [--inside finish|move]   what becomes of the customers inside  (default: finish)
  pause ID | --all                  stop one campaign, or all sending
  resume ID | --all                 go on with it
  resume --breaker                  close the breaker: marketing goes on
  archive ID                        put it away for good
  restore ID                        make an archived one a draft again
  versions ID [--json]              who made which version, and who approved it
  diff ID --from N --to N [--json]  what differs between two versions
  rollback ID --to N                save an old version as a new one
  progress [--json]                 how far the back-fill of what is live has come

Options
  --by NAME         who does it, for the audit trail  (default: command line)
  --note TEXT       why, for the audit trail
  --revision N      only if the campaign still has the revision that show told
  --table NAME      the campaigns table         (default: CAMPAIGNS_TABLE)
  --customers NAME  the customers table, for progress (default: CUSTOMERS_TABLE)
  --endpoint URL    a DynamoDB of your own      (default: AWS_ENDPOINT_URL_DYNAMODB, else AWS)
  --region NAME     the AWS region              (default: AWS_REGION)
  --help            this text

Exit codes: 0 done, 1 failed or not allowed, 2 bad arguments.
`;

export type Variables = Readonly<Record<string, string | undefined>>;

/** What follows the command, and which options belong to it alone. */
const commands = {
  list: { target: "none", options: ["json"] },
  show: { target: "id", options: ["json"] },
  draft: { target: "id", options: ["settings", "file", "note", "revision"] },
  "request-approval": { target: "id", options: ["note", "revision"] },
  approve: { target: "id", options: ["note", "revision"] },
  activate: { target: "id", options: ["settings", "inside", "note", "revision"] },
  pause: { target: "id or all", options: ["all", "note", "revision"] },
  resume: { target: "id or all", options: ["all", "breaker", "note", "revision"] },
  archive: { target: "id", options: ["note", "revision"] },
  restore: { target: "id", options: ["note", "revision"] },
  versions: { target: "id", options: ["json"] },
  diff: { target: "id", options: ["from", "to", "json"] },
  rollback: { target: "id", options: ["to", "note", "revision"] },
  progress: { target: "none", options: ["json"] },
} as const satisfies Readonly<Record<string, { readonly target: string; readonly options: readonly string[] }>>;

export type Command = keyof typeof commands;

export interface CampaignsArguments {
  readonly command: Command;
  /** Empty with `--all`, `--breaker`, and for `list` and `progress`. */
  readonly id: string;
  readonly all: boolean;
  readonly settings?: string;
  readonly file?: string;
  readonly inside?: "finish" | "move";
  readonly from?: number;
  readonly to?: number;
  readonly revision?: number;
  readonly note?: string;
  /** Resumes what the breaker stopped, not what a person paused. */
  readonly breaker: boolean;
  /** Who does it, for the audit trail. */
  readonly by: string;
  readonly json: boolean;
  readonly variables: Variables;
}

const options = {
  help: { type: "boolean" },
  all: { type: "boolean" },
  breaker: { type: "boolean" },
  json: { type: "boolean" },
  by: { type: "string" },
  note: { type: "string" },
  settings: { type: "string" },
  file: { type: "string" },
  inside: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  revision: { type: "string" },
  table: { type: "string" },
  customers: { type: "string" },
  endpoint: { type: "string" },
  region: { type: "string" },
} as const;

type Values = Partial<Record<keyof typeof options, string | boolean>>;
const everywhere = ["help", "by", "table", "customers", "endpoint", "region"];

const withOverrides = (variables: Variables, values: Values): Variables => ({
  ...variables,
  ...(typeof values.table === "string" && { CAMPAIGNS_TABLE: values.table }),
  ...(typeof values.customers === "string" && { CUSTOMERS_TABLE: values.customers }),
  ...(typeof values.endpoint === "string" && { AWS_ENDPOINT_URL_DYNAMODB: values.endpoint }),
  ...(typeof values.region === "string" && { AWS_REGION: values.region }),
});

/** Thrown and caught within this file: the first thing that is wrong. */
class Wrong extends Error {
  readonly problem: Problem;

  constructor(problem: string, received: string, allowed: string) {
    super(problem);
    this.problem = { where: "arguments", problem, received, allowed };
  }
}

const wholeNumber = (values: Values, name: "from" | "to" | "revision", min: number): number | undefined => {
  const text = values[name];
  if (typeof text !== "string") return undefined;
  if (!/^\d{1,9}$/.test(text) || Number(text) < min)
    throw new Wrong(`--${name} is no such number`, text, `a whole number from ${min}`);
  return Number(text);
};

const textOf = (values: Values, name: "note" | "settings" | "file"): string | undefined => {
  const text = values[name];
  if (typeof text !== "string") return undefined;
  if (text.trim() === "" || text.length > 500) throw new Wrong(`--${name} says nothing`, text, "1 to 500 characters");
  return text;
};

const checkOptions = (command: Command, values: Values): void => {
  const allowed: readonly string[] = [...commands[command].options, ...everywhere];
  const stray = Object.keys(values).find((name) => !allowed.includes(name));
  if (stray === undefined) return;
  const owners = Object.entries(commands).flatMap(([name, one]) =>
    (one.options as readonly string[]).includes(stray) ? [name] : [],
  );
  throw new Wrong(`--${stray} does not belong to ${command}`, `${command} --${stray}`, owners.join(", "));
};

const checkTarget = (command: Command, id: string | undefined, values: Values): void => {
  const { target } = commands[command];
  if (target === "none") {
    if (id !== undefined) throw new Wrong(`${command} takes no campaign`, id, `${command} [--json]`);
    return;
  }
  const others = [values.all, values.breaker].filter((given) => given === true).length;
  const allowed = command === "resume" ? "a campaign id, --all or --breaker" : "a campaign id, or --all";
  if ((id === undefined ? 0 : 1) + others !== 1)
    throw new Wrong(`${command} needs one target`, id ?? "none", target === "id" ? "a campaign id" : allowed);
};

const personOf = ({ by = "command line" }: Values): string => {
  const name = String(by);
  if (name.trim() !== "" && name.length <= 100) return name;
  throw new Wrong("--by names who does it", name, "--by NAME, at most 100 characters");
};

const insideOf = ({ inside }: Values): "finish" | "move" | undefined => {
  if (inside === undefined || inside === "finish" || inside === "move") return inside;
  throw new Wrong("--inside says what becomes of the customers inside", String(inside), "finish, move");
};

const needed = (command: Command, from: number | undefined, to: number | undefined): void => {
  if ((command === "diff" && from === undefined) || (["diff", "rollback"].includes(command) && to === undefined))
    throw new Wrong(`${command} needs versions`, "none", command === "diff" ? "--from N --to N" : "--to N");
};

const defined = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Value;

const checked = (given: Variables, values: Values, words: readonly string[]): CampaignsArguments => {
  const [name, id, ...rest] = words;
  if (name === undefined || !Object.hasOwn(commands, name))
    throw new Wrong("there is no such command", name ?? "none", Object.keys(commands).join(", "));
  const command = name as Command;
  if (rest.length > 0) throw new Wrong("too many words", rest.join(" "), "one campaign id");
  checkOptions(command, values);
  checkTarget(command, id, values);
  const numbers = {
    from: wholeNumber(values, "from", 1),
    to: wholeNumber(values, "to", 1),
    revision: wholeNumber(values, "revision", 0),
  };
  needed(command, numbers.from, numbers.to);
  const texts = { note: textOf(values, "note"), settings: textOf(values, "settings"), file: textOf(values, "file") };
  if (texts.settings !== undefined && texts.file !== undefined)
    throw new Wrong("--settings and --file do not go together", "both", "one of them");
  const variables = withOverrides(given, values);
  if (!variables.CAMPAIGNS_TABLE)
    throw new Wrong("no table is named", "none", "--table NAME, or the variable CAMPAIGNS_TABLE");
  const is = { all: values.all === true, breaker: values.breaker === true, json: values.json === true };
  const parts = { ...numbers, ...texts, inside: insideOf(values) };
  return {
    ...(defined(parts) as Partial<CampaignsArguments>),
    ...is,
    command,
    id: id ?? "",
    by: personOf(values),
    variables,
  };
};

/** What the words of the command line ask for, or the first thing that is wrong with them. */
export const campaignsArguments = (
  words: readonly string[],
  variables: Variables,
): CampaignsArguments | "help" | Problem => {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    return values.help ? "help" : checked(variables, values, positionals);
  } catch (error) {
    if (error instanceof Wrong) return error.problem;
    return { where: "arguments", problem: error instanceof Error ? error.message : String(error) };
  }
};
