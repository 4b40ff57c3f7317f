import { parseArgs } from "node:util";

/** Of the sample shop. More than the most would take an hour to read in. */
export const usualCustomers = 500;
const mostCustomers = 100_000;

export const shops = ["sample", "empty"] as const;
export type Shop = (typeof shops)[number];

export interface LocalArguments {
  readonly port: number;
  readonly shop: Shop;
  /** How many customers a fresh sample shop has. */
  readonly customers: number;
  readonly data: string;
  readonly fresh: boolean;
  readonly eventsOut: boolean;
}

export type ParsedArguments =
  | { readonly kind: "run"; readonly arguments: LocalArguments }
  | { readonly kind: "help" }
  | { readonly kind: "refused"; readonly problem: string };

export const helpText = `Runs Rekindle on this machine: tables, functions, stand-ins for SES and SNS, and the console.

  npm start [-- OPTIONS]

  --port NUMBER   Where the console and the API listen on 127.0.0.1. 1 to 65535, default 4000.
  --shop NAME     What a fresh start holds: ${shops.join(" or ")}. Default sample.
  --customers N   How many customers a fresh sample shop has. 1 to ${mostCustomers}, default ${usualCustomers}.
  --data DIR      Where everything is kept. Default .rekindle
  --fresh         Forget what the directory holds and start again.
  --events-out    Announce what happens, as on an event bus, and show it at /local/events-out. Needs a directory that began with it.
  --help          Show this.

Ctrl-C stops; the next start continues where it was. Nothing leaves this machine.
`;

const refused = (problem: string): ParsedArguments => ({ kind: "refused", problem });

const read = (words: readonly string[]) =>
  parseArgs({
    args: [...words],
    allowPositionals: false,
    options: {
      port: { type: "string", default: "4000" },
      shop: { type: "string", default: "sample" },
      customers: { type: "string", default: String(usualCustomers) },
      data: { type: "string", default: ".rekindle" },
      fresh: { type: "boolean", default: false },
      "events-out": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  }).values;

/** Checks the words after `npm start --`. A refusal says what is wrong, what was received and what is allowed. */
export const parseArguments = (words: readonly string[]): ParsedArguments => {
  let values: ReturnType<typeof read>;
  try {
    values = read(words);
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
  if (values.help) return { kind: "help" };
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port < 1 || port > 65_535) {
    return refused(`--port is "${values.port}"; it must be a whole number from 1 to 65535.`);
  }
  const shop = shops.find((name) => name === values.shop);
  if (shop === undefined) return refused(`--shop is "${values.shop}"; it must be ${shops.join(" or ")}.`);
  const customers = Number(values.customers);
  if (!/^\d+$/.test(values.customers) || customers < 1 || customers > mostCustomers) {
    return refused(`--customers is "${values.customers}"; it must be a whole number from 1 to ${mostCustomers}.`);
  }
  const { data, fresh } = values;
  if (data.trim() === "") return refused("--data is empty; it must name a directory.");
  return { kind: "run", arguments: { port, shop, customers, data, fresh, eventsOut: values["events-out"] } };
};
