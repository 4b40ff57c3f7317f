// Takes up what an outage lost: reservations that never became messages, and messages that stand still.
import { type ExitCode, runCommand, type Values } from "../lib/command.ts";
import { openPlace, placeHelp, placeOptions } from "../lib/repair/open-place.ts";
import { runReconcile } from "../lib/repair/reconcile-command.ts";

const help = `Usage: npm run reconcile -- [options]

Takes up what an outage of more than a day lost: reservations that never became messages, claims without a result, and
endings that a profile has not heard of. What is still within its deadline is sent by the ordinary way, what is past it
expires and gives its slot in the caps back. It looks at all customers, so a person starts it, after the functions work
again. It may be started again at any time and goes on where it stood.

  --dry-run             only counts what it would do
  --fresh               begins anew although a reconcile is at work
  --json                prints the result as JSON
${placeHelp}
Exit codes: 0 done, 1 something is left for a person, or it failed, 2 bad arguments.
`;

const options = {
  ...placeOptions,
  "dry-run": { type: "boolean" },
  fresh: { type: "boolean" },
  json: { type: "boolean" },
} as const;

const run = async (values: Values): Promise<ExitCode> => {
  const place = await openPlace(values);
  try {
    return await runReconcile(place, {
      json: values.json === true,
      dryRun: values["dry-run"] === true,
      fresh: values.fresh === true,
      out: (line) => process.stdout.write(`${line}\n`),
      progress: (line) => process.stderr.write(`${line}\n`),
    });
  } finally {
    await place.close();
  }
};

await runCommand({ help, options, run });
