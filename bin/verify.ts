// Recomputes every profile from its events and compares messages, contacts and counters with one another.
import { type ExitCode, runCommand, type Values, wrongArgument } from "../lib/command.ts";
import { openPlace, placeHelp, placeOptions } from "../lib/repair/open-place.ts";
import { runVerify } from "../lib/repair/verify-command.ts";

const help = `Usage: npm run verify -- --data DIR [options]

Recomputes every profile from its events, and compares messages, contacts and counters with one another. Every difference
is a line on standard output. It names ids and figures, never an address. It reads whole tables: what it costs grows with
all customers, so run it after an outage and not on a schedule.

  --repair              writes recomputed figures, where no event can still be on its way (in AWS: none for 25 hours)
  --json                one JSON object per line, the last one a summary
${placeHelp}
Exit codes: 0 everything agrees, 1 something does not, or it failed, 2 bad arguments.
`;

const options = { ...placeOptions, repair: { type: "boolean" }, json: { type: "boolean" } } as const;

/** The shard of a customer's due time follows from the number of shards: a wrong one would hide them from the tick. */
const checkShards = (values: Values): void => {
  const isKnown =
    values.data !== undefined || values["due-shards"] !== undefined || process.env.DUE_SHARDS !== undefined;
  if (values.repair === true && !isKnown)
    throw wrongArgument("--due-shards", "is missing", "nothing", "the number of shards as deployed, to repair in AWS");
};

const run = async (values: Values): Promise<ExitCode> => {
  checkShards(values);
  const place = await openPlace(values);
  try {
    return await runVerify(place, {
      json: values.json === true,
      repair: values.repair === true,
      out: (line) => process.stdout.write(`${line}\n`),
      progress: (line) => process.stderr.write(`${line}\n`),
    });
  } finally {
    await place.close();
  }
};

await runCommand({ help, options, run });
