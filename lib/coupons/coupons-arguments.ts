import { parseArgs } from "node:util";
import type { Problem } from "../../lambdas/domain/problem.ts";
import { type CsvDelimiter, csvDelimiters } from "../../lambdas/shared/csv-rows.ts";
import { type CsvEncoding, csvEncodings } from "../../lambdas/shared/csv-text.ts";

export const couponsHelp = `Usage: npm run coupons -- <command> [options]

  list [--json]             every coupon, with the stock of its pool
  create FILE               publish the coupon of a JSON file, new or changed
  upload FILE --pool ID     put the codes of a CSV file (may be gzip) into a pool;
                            doing it again puts nothing in twice
  stock [--json]            how many codes each pool has left

Options
  --map code=HEADER     the column of the codes     (default: known names, such as code or 优惠码)
  --encoding NAME       ${csvEncodings.join(", ")}   (default: told from the file)
  --delimiter SIGN      , ; or tab                  (default: told from the file)
  --by NAME             who does it, for the audit trail  (default: command line)
  --table NAME          the campaigns table         (default: CAMPAIGNS_TABLE)
  --endpoint URL        a DynamoDB of your own      (default: AWS_ENDPOINT_URL_DYNAMODB, else AWS)
  --region NAME         the AWS region              (default: AWS_REGION)
  --help                this text

Exit codes: 0 done, 1 failed, 2 bad arguments or a file that cannot be used.
`;

export type Variables = Readonly<Record<string, string | undefined>>;

interface Common {
  readonly by: string;
  readonly json: boolean;
  readonly variables: Variables;
}

export type CouponsArguments =
  | (Common & { readonly command: "list" | "stock" })
  | (Common & { readonly command: "create"; readonly file: string })
  | (Common & {
      readonly command: "upload";
      readonly file: string;
      readonly pool: string;
      readonly map: Readonly<Record<string, string>>;
      readonly encoding?: CsvEncoding;
      readonly delimiter?: CsvDelimiter;
    });

const options = {
  help: { type: "boolean" },
  json: { type: "boolean" },
  pool: { type: "string" },
  map: { type: "string" },
  encoding: { type: "string" },
  delimiter: { type: "string" },
  by: { type: "string" },
  table: { type: "string" },
  endpoint: { type: "string" },
  region: { type: "string" },
} as const;

type Values = Partial<Record<keyof typeof options, string | boolean>>;

const commands = ["list", "create", "upload", "stock"] as const;

const wrong = (problem: string, received: string | undefined, allowed: string): Problem => ({
  where: "arguments",
  problem,
  received: received ?? "none",
  allowed,
});

const textOf = (value: string | boolean | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

const uploadOf = (common: Common, file: string, values: Values): CouponsArguments | Problem => {
  const [pool, map, encoding, delimiter] = [values.pool, values.map, values.encoding, values.delimiter].map(textOf);
  if (pool === undefined) return wrong("upload needs a pool", undefined, "--pool ID");
  const [field, header] = map?.split(/=(.*)/s) ?? [];
  if (map !== undefined && (field !== "code" || !header)) return wrong("--map names a column", map, "code=HEADER");
  const sign = delimiter === "tab" ? "\t" : delimiter;
  const knownEncoding = csvEncodings.find((one) => one === encoding);
  const knownDelimiter = csvDelimiters.find((one) => one === sign);
  if (encoding !== undefined && knownEncoding === undefined)
    return wrong("there is no such encoding", encoding, csvEncodings.join(", "));
  if (delimiter !== undefined && knownDelimiter === undefined)
    return wrong("--delimiter is one sign", delimiter, ", or ; or tab");
  return {
    ...common,
    command: "upload",
    file,
    pool,
    map: header === undefined ? {} : { code: header },
    ...(knownEncoding !== undefined && { encoding: knownEncoding }),
    ...(knownDelimiter !== undefined && { delimiter: knownDelimiter }),
  };
};

const checked = (
  given: Variables,
  values: Values,
  [command, file, ...rest]: readonly string[],
): CouponsArguments | Problem => {
  const known = commands.find((name) => name === command);
  if (known === undefined) return wrong("there is no such command", command, commands.join(", "));
  const needsFile = known === "create" || known === "upload";
  if (rest.length > 0 || (!needsFile && file !== undefined))
    return wrong("too many words", [file, ...rest].join(" "), needsFile ? `${known} FILE` : known);
  const by = textOf(values.by) ?? "command line";
  if (by.trim() === "" || by.length > 100)
    return wrong("--by names who does it", by, "--by NAME, at most 100 characters");
  const variables = {
    ...given,
    ...(typeof values.table === "string" && { CAMPAIGNS_TABLE: values.table }),
    ...(typeof values.endpoint === "string" && { AWS_ENDPOINT_URL_DYNAMODB: values.endpoint }),
    ...(typeof values.region === "string" && { AWS_REGION: values.region }),
  };
  if (!variables.CAMPAIGNS_TABLE)
    return wrong("no table is named", undefined, "--table NAME, or the variable CAMPAIGNS_TABLE");
  const common = { by, json: values.json === true, variables };
  if (known === "list" || known === "stock") return { ...common, command: known };
  if (file === undefined) return wrong(`${known} needs a file`, undefined, `${known} FILE`);
  return known === "create" ? { ...common, command: known, file } : uploadOf(common, file, values);
};

/** What the words of the command line ask for, or the first thing that is wrong with them. */
export const couponsArguments = (
  words: readonly string[],
  variables: Variables,
): CouponsArguments | "help" | Problem => {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    return values.help ? "help" : checked(variables, values, positionals);
  } catch (error) {
    return { where: "arguments", problem: error instanceof Error ? error.message : String(error) };
  }
};
