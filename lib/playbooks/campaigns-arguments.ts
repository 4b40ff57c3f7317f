import { parseArgs } from "node:util";
import type { Problem } from "../../lambdas/domain/problem.ts";

export const campaignsHelp = `Usage: npm run campaigns -- <command> [options]

  list [--json]                     every campaign and how it stands
  activate ID [--settings FILE]     store the playbook's current version and put it live;
                                    with a file, its settings become the shop's
  pause ID | --all                  stop one campaign, or all sending
  resume ID | --all                 go on with it
  resume --breaker                  close the breaker: marketing goes on

Options
  --by NAME         who does it, for the audit trail  (default: command line)
  --table NAME      the campaigns table         (default: CAMPAIGNS_TABLE)
  --endpoint URL    a DynamoDB of your own      (default: AWS_ENDPOINT_URL_DYNAMODB, else AWS)
  --region NAME     the AWS region              (default: AWS_REGION)
  --help            this text

Exit codes: 0 done, 1 failed, 2 bad arguments.
`;

export type Variables = Readonly<Record<string, string | undefined>>;

const commands = ["list", "activate", "pause", "resume"] as const;
type Command = (typeof commands)[number];

export interface CampaignsArguments {
  readonly command: Command;
  /** Absent with `--all`, and for `list`. */
  readonly id?: string;
  readonly settings?: string;
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
  by: { type: "string" },
  json: { type: "boolean" },
  settings: { type: "string" },
  table: { type: "string" },
  endpoint: { type: "string" },
  region: { type: "string" },
} as const;

type Values = Partial<Record<keyof typeof options, string | boolean>>;

const withOverrides = (variables: Variables, values: Values): Variables => ({
  ...variables,
  ...(typeof values.table === "string" && { CAMPAIGNS_TABLE: values.table }),
  ...(typeof values.endpoint === "string" && { AWS_ENDPOINT_URL_DYNAMODB: values.endpoint }),
  ...(typeof values.region === "string" && { AWS_REGION: values.region }),
});

const wrong = (problem: string, received: string, allowed: string): Problem => ({
  where: "arguments",
  problem,
  received,
  allowed,
});

const checked = (
  given: Variables,
  values: Values,
  [command, id, ...rest]: readonly string[],
): CampaignsArguments | Problem => {
  const known = commands.find((name) => name === command);
  if (known === undefined) return wrong("there is no such command", command ?? "none", commands.join(", "));
  if (rest.length > 0) return wrong("too many words", rest.join(" "), "one campaign id");
  const breaker = values.breaker === true;
  if (breaker && (known !== "resume" || values.all === true))
    return wrong("--breaker stands alone and belongs to resume", `${known} --breaker`, "resume --breaker [--by NAME]");
  const by = typeof values.by === "string" ? values.by : "command line";
  if (by.trim() === "" || by.length > 100)
    return wrong("--by names who does it", by, "--by NAME, at most 100 characters");
  const byAll = breaker || (values.all === true && (known === "pause" || known === "resume"));
  if (known !== "list" && (id === undefined) !== byAll)
    return wrong(
      `${known} needs one target`,
      id ?? "none",
      known === "activate"
        ? "a campaign id"
        : known === "resume"
          ? "a campaign id, --all or --breaker"
          : "a campaign id, or --all",
    );
  if (known === "list" && id !== undefined) return wrong("list takes no campaign", id, "list [--json]");
  if (values.settings !== undefined && known !== "activate")
    return wrong("--settings belongs to activate", known, "activate");
  const variables = withOverrides(given, values);
  if (!variables.CAMPAIGNS_TABLE)
    return wrong("no table is named", "none", "--table NAME, or the variable CAMPAIGNS_TABLE");
  const settings = typeof values.settings === "string" ? { settings: values.settings } : {};
  return {
    command: known,
    ...(id === undefined ? {} : { id }),
    ...settings,
    breaker,
    by,
    json: values.json === true,
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
    return { where: "arguments", problem: error instanceof Error ? error.message : String(error) };
  }
};
