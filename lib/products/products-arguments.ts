import { parseArgs } from "node:util";
import type { Problem } from "../../lambdas/domain/problem.ts";
import { type CsvDelimiter, csvDelimiters } from "../../lambdas/shared/csv-rows.ts";
import { type CsvEncoding, csvEncodings } from "../../lambdas/shared/csv-text.ts";

export const productsHelp = `Usage: npm run products -- <command> [options]

  import FILE           the products of a CSV file (may be gzip): id, name, category, price,
                        url, image, stock, excluded, sold; doing it again changes nothing
  count FILE            what was sold of each product, from a CSV file of orders;
                        only products that were sold are picked for messages
  list [--json]         every product, the best seller first
  exclude ID            keep a product out of messages, whatever it sells
  include ID            let it in again

Options
  --days N              orders of so many days up to now count  (default: 90)
  --map field=HEADER    the column of a field                   (default: known names, English or Chinese)
  --dates dmy|mdy       how 03/04/2026 is meant                 (default: such rows are refused)
  --zone ZONE           the zone of times without one           (default: UTC)
  --encoding NAME       ${csvEncodings.join(", ")}   (default: told from the file)
  --delimiter SIGN      , ; or tab                  (default: told from the file)
  --json                results as JSON
  --by NAME             who does it, for the audit trail        (default: command line)
  --table NAME          the campaigns table         (default: CAMPAIGNS_TABLE)
  --endpoint URL        a DynamoDB of your own      (default: AWS_ENDPOINT_URL_DYNAMODB, else AWS)
  --region NAME         the AWS region              (default: AWS_REGION)
  --help                this text

Exit codes: 0 done, 1 failed, 2 bad arguments or a file that cannot be used.
`;

export type Variables = Readonly<Record<string, string | undefined>>;

const commands = ["import", "count", "list", "exclude", "include"] as const;
const dateOrders = ["dmy", "mdy"] as const;

export interface ProductsArguments {
  readonly command: (typeof commands)[number];
  /** A file, or the id of a product; empty for a list. */
  readonly subject: string;
  readonly days: number;
  readonly map: Readonly<Record<string, string>>;
  readonly dateOrder?: (typeof dateOrders)[number];
  readonly timeZone: string;
  readonly csv: { readonly encoding?: CsvEncoding; readonly delimiter?: CsvDelimiter };
  readonly json: boolean;
  readonly by: string;
  readonly variables: Variables;
}

const options = {
  help: { type: "boolean" },
  json: { type: "boolean" },
  days: { type: "string" },
  map: { type: "string", multiple: true },
  dates: { type: "string" },
  zone: { type: "string" },
  encoding: { type: "string" },
  delimiter: { type: "string" },
  by: { type: "string" },
  table: { type: "string" },
  endpoint: { type: "string" },
  region: { type: "string" },
} as const;

/** Thrown inside only. */
class Wrong extends Error {
  readonly problem: Problem;

  constructor(problem: string, received: string | undefined, allowed: string) {
    super(problem);
    this.problem = { where: "arguments", problem, received: received ?? "none", allowed };
  }
}

const oneOf = <Word extends string>(name: string, text: string | undefined, known: readonly Word[]) => {
  if (text === undefined) return undefined;
  const found = known.find((one) => one === text);
  if (found === undefined) throw new Wrong(`--${name} is not known`, text, known.join(", "));
  return found;
};

const mapOf = (pairs: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const [field, header] = pair.split(/=(.*)/s);
      if (!field || !header) throw new Wrong("--map names a column", pair, "field=HEADER");
      return [field, header];
    }),
  );

const daysOf = (text = "90"): number => {
  const days = Number(text);
  if (!Number.isSafeInteger(days) || days < 1 || days > 3_650)
    throw new Wrong("--days is out of range", text, "a whole number from 1 to 3650");
  return days;
};

const zoneOf = (zone = "UTC"): string => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw new Wrong("--zone is not known", zone, "an IANA zone such as Europe/London");
  }
};

const read = (words: readonly string[], given: Variables): ProductsArguments | "help" => {
  const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
  if (values.help) return "help";
  const [first, subject, ...rest] = positionals;
  const command = commands.find((name) => name === first);
  if (command === undefined) throw new Wrong("there is no such command", first, commands.join(", "));
  const kind = command === "list" ? undefined : command === "import" || command === "count" ? "FILE" : "ID";
  const form = kind === undefined ? command : `${command} ${kind}`;
  if (rest.length > 0 || (kind === undefined && subject !== undefined))
    throw new Wrong("too many words", [subject, ...rest].join(" "), form);
  if (kind !== undefined && subject === undefined) throw new Wrong(`${command} needs ${kind}`, undefined, form);
  const variables = {
    ...given,
    ...(values.table !== undefined && { CAMPAIGNS_TABLE: values.table }),
    ...(values.endpoint !== undefined && { AWS_ENDPOINT_URL_DYNAMODB: values.endpoint }),
    ...(values.region !== undefined && { AWS_REGION: values.region }),
  };
  if (!variables.CAMPAIGNS_TABLE)
    throw new Wrong("no table is named", undefined, "--table NAME, or the variable CAMPAIGNS_TABLE");
  const { by = "command line" } = values;
  if (by.trim() === "" || by.length > 100) throw new Wrong("--by names who does it", by, "at most 100 characters");
  const sign = values.delimiter === "tab" ? "\t" : values.delimiter;
  const [encoding, delimiter] = [
    oneOf("encoding", values.encoding, csvEncodings),
    oneOf("delimiter", sign, csvDelimiters),
  ];
  const dateOrder = oneOf("dates", values.dates, dateOrders);
  return {
    ...{ command, subject: subject ?? "", days: daysOf(values.days), map: mapOf(values.map ?? []) },
    ...(dateOrder !== undefined && { dateOrder }),
    timeZone: zoneOf(values.zone),
    csv: { ...(encoding !== undefined && { encoding }), ...(delimiter !== undefined && { delimiter }) },
    ...{ json: values.json === true, by, variables },
  };
};

/** What the words of the command line ask for, or the first thing that is wrong with them. */
export const productsArguments = (
  words: readonly string[],
  variables: Variables,
): ProductsArguments | "help" | Problem => {
  try {
    return read(words, variables);
  } catch (error) {
    if (error instanceof Wrong) return error.problem;
    return { where: "arguments", problem: error instanceof Error ? error.message : String(error) };
  }
};
