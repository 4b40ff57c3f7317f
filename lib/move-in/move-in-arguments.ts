import { parseArgs } from "node:util";
import { type Problem, problemText } from "../../lambdas/domain/problem.ts";
import { type CsvOptions, csvDelimiters } from "../../lambdas/shared/csv-rows.ts";
import { csvEncodings } from "../../lambdas/shared/csv-text.ts";
import { type ConsentPolicy, consentPolicies } from "./consent-policy.ts";
import type { Target } from "./send-batches.ts";

export const moveInHelp = `Usage: npm run move-in -- <source> PATH [options]

  pinpoint DIR      saved exports of Amazon Pinpoint: endpoints (JSON lines, may be gzip), and the
                    answers of get-segment, get-campaign, get-journey, get-application-settings,
                    get-email-template, get-sms-template, get-push-template
  klaviyo PATH      the CSV export of a list or a segment, or a folder of them
  mailchimp PATH    the unpacked export of an audience: subscribed, unsubscribed, cleaned
  taobao FILE       the order report of a Taobao or Tmall shop
  youzan FILE       the order report of a Youzan shop

Writes, and sends nothing: customers-0001.json and on (bodies of /v1/batch), orders.csv for the
import of the console, campaigns/, segments/, words/, settings-proposal.json, report.md and
report.json, and left-out.csv with every row and value that was not taken. The same files make
the same ids: bringing them in again changes nothing.

Options
  --consents agreed|none  what the old tool's "subscribed" or OptOut NONE is worth: agreed, when the
                          shop can prove that these people agreed to marketing; none otherwise.
                          A no is always taken.    (required for pinpoint, klaviyo, mailchimp)
  --exported-on DATE      when the export was made: the date of what carries none itself
                                                   (required for pinpoint, klaviyo, mailchimp)
  --out DIR               where to write           (default: moved-in; must be new or empty)
  --into URL              also post customers-*.json to this API, http://127.0.0.1:4000 say
  --key KEY               the write key for --into (default: the variable WRITE_KEY)
  --id COLUMN             the column with the shop's own id of the customer  (CSV sources)
  --attributes LIST       further columns that are kept as attributes        (klaviyo, mailchimp)
  --items FILE            the second file of a Taobao report: one row a product
  --map field=HEADER      the column of a field    (CSV sources; may be given several times)
  --zone ZONE             the platform's clock     (taobao, youzan; default: Asia/Shanghai)
  --encoding NAME         ${csvEncodings.join(", ")}   (default: told from the file)
  --delimiter SIGN        , ; or tab               (default: told from the file)
  --json                  the figures as JSON
  --help                  this text

Exit codes: 0 done, 1 failed, 2 bad arguments or a file that cannot be used.
`;

export const sources = ["pinpoint", "klaviyo", "mailchimp", "taobao", "youzan"] as const;
export type SourceName = (typeof sources)[number];

export interface MoveInArguments {
  readonly source: SourceName;
  readonly path: string;
  readonly out: string;
  readonly policy: ConsentPolicy;
  /** Epoch milliseconds; the instant of now for orders, which carry their own dates. */
  readonly exportedAt: number;
  readonly into?: Target;
  readonly map: Readonly<Record<string, string>>;
  readonly attributes: readonly string[];
  readonly items?: string;
  readonly timeZone: string;
  readonly csv: CsvOptions;
  readonly json: boolean;
}

const options = {
  help: { type: "boolean" },
  json: { type: "boolean" },
  map: { type: "string", multiple: true },
  consents: { type: "string" },
  "exported-on": { type: "string" },
  out: { type: "string" },
  into: { type: "string" },
  key: { type: "string" },
  id: { type: "string" },
  attributes: { type: "string" },
  items: { type: "string" },
  zone: { type: "string" },
  encoding: { type: "string" },
  delimiter: { type: "string" },
} as const;

/** Thrown inside only. */
class Wrong extends Error {
  readonly problem: Problem;

  constructor(where: string, problem: string, received: string | undefined, allowed: string) {
    super(problem);
    this.problem = { where, problem, received: received ?? "none", allowed };
  }
}

const parse = (words: readonly string[]) => parseArgs({ args: [...words], options, allowPositionals: true });
type Values = ReturnType<typeof parse>["values"];

const oneOf = <Word extends string>(name: string, text: string | undefined, known: readonly Word[]): Word => {
  const found = known.find((one) => one === text);
  if (found === undefined)
    throw new Wrong(name, text === undefined ? "is missing" : "is not known", text, known.join(", "));
  return found;
};

const dayOf = (text: string | undefined, now: number): number => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at))
    throw new Wrong("--exported-on", text === undefined ? "is missing" : "is no day", text, "a day such as 2026-10-30");
  if (at > now) throw new Wrong("--exported-on", "lies in the future", text, "a day that has come");
  return at;
};

const mapOf = (values: Values): Readonly<Record<string, string>> => {
  const pairs = (values.map ?? []).map((pair) => {
    const [field, header] = pair.split(/=(.*)/s);
    if (!field || !header) throw new Wrong("--map", "names no column", pair, "field=HEADER");
    return [field, header] as const;
  });
  return { ...Object.fromEntries(pairs), ...(values.id !== undefined && { customerId: values.id }) };
};

const targetOf = ({ into, key }: Values, writeKey: string | undefined): Target | undefined => {
  if (into === undefined) return undefined;
  if (!/^https?:\/\/\S+$/.test(into) || !URL.canParse(into))
    throw new Wrong("--into", "is no address", into, "http:// or https:// and a host");
  const given = key ?? writeKey;
  if (!given) throw new Wrong("--key", "is missing", undefined, "a write key, or the variable WRITE_KEY");
  return { url: into, writeKey: given };
};

const zoneOf = (zone = "Asia/Shanghai"): string => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw new Wrong("--zone", "is not known", zone, "an IANA zone such as Asia/Shanghai");
  }
};

const csvOf = ({ encoding, delimiter }: Values): CsvOptions => {
  const sign = delimiter === "tab" ? "\t" : delimiter;
  return {
    ...(encoding !== undefined && { encoding: oneOf("--encoding", encoding, csvEncodings) }),
    ...(sign !== undefined && { delimiter: oneOf("--delimiter", sign, csvDelimiters) }),
  };
};

const people: readonly SourceName[] = ["pinpoint", "klaviyo", "mailchimp"];
/** Options that only some sources know: one that is given elsewhere would silently do nothing. */
const onlyFor: Readonly<Record<string, readonly SourceName[]>> = {
  consents: people,
  "exported-on": people,
  attributes: ["klaviyo", "mailchimp"],
  items: ["taobao"],
  zone: ["taobao", "youzan"],
  ...Object.fromEntries(["id", "map", "encoding", "delimiter"].map((name) => [name, sources.slice(1)])),
};

const read = (words: readonly string[], now: number, writeKey: string | undefined): MoveInArguments | "help" => {
  const { values, positionals } = parse(words);
  if (values.help === true) return "help";
  const [first, path, ...rest] = positionals;
  const source = oneOf("source", first, sources);
  if (path === undefined || rest.length > 0)
    throw new Wrong("PATH", "must be one", positionals.slice(1).join(" ") || undefined, `${source} PATH`);
  for (const [name, allowed] of Object.entries(onlyFor))
    if (values[name as keyof Values] !== undefined && !allowed.includes(source))
      throw new Wrong(`--${name}`, `is not for ${source}`, source, allowed.join(", "));
  const isPeople = people.includes(source);
  const into = targetOf(values, writeKey);
  return {
    ...{
      source,
      path,
      out: values.out ?? "moved-in",
      map: mapOf(values),
      timeZone: zoneOf(values.zone),
      csv: csvOf(values),
    },
    policy: isPeople ? oneOf("--consents", values.consents, consentPolicies) : "none",
    exportedAt: isPeople ? dayOf(values["exported-on"], now) : now,
    attributes: (values.attributes ?? "")
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
    ...(values.items !== undefined && { items: values.items }),
    ...(into !== undefined && { into }),
    json: values.json === true,
  };
};

export interface ArgumentsQuestion {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly writeKey: string | undefined;
}

/** What the words of the command line ask for, or the first thing that is wrong with them, in one line. */
export const moveInArguments = (
  words: readonly string[],
  { now, writeKey }: ArgumentsQuestion,
): MoveInArguments | "help" | { readonly problem: string } => {
  try {
    return read(words, now, writeKey);
  } catch (error) {
    if (error instanceof Wrong) return { problem: problemText(error.problem) };
    return { problem: error instanceof Error ? error.message : String(error) };
  }
};
