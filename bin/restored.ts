// After tables were restored from a backup: brings profiles in step with the messages on record; see docs/operations.md.
import { type ExitCode, runCommand, type Values } from "../lib/command.ts";
import { openPlace, placeHelp, placeOptions } from "../lib/repair/open-place.ts";
import { runRestored } from "../lib/repair/restored-command.ts";

const help = `Usage: npm run restored -- [options]

After the customers table was restored from a backup: puts every message on record back into the ledger of its customer,
so that caps count it. It works only while everything is paused, may be run again at any time, and looks at all customers.

  --new-event-stream    the events table was restored, too: its stream counts anew
  --dry-run             only counts what it would change
${placeHelp}
Exit codes: 0 done, 1 somebody wrote a customer meanwhile (run it again), or it failed, 2 bad arguments.
`;

const options = { ...placeOptions, "new-event-stream": { type: "boolean" }, "dry-run": { type: "boolean" } } as const;

const run = async (values: Values): Promise<ExitCode> => {
  const place = await openPlace(values);
  try {
    return await runRestored(place, {
      newEventStream: values["new-event-stream"] === true,
      dryRun: values["dry-run"] === true,
      out: (line) => process.stdout.write(`${line}\n`),
    });
  } finally {
    await place.close();
  }
};

await runCommand({ help, options, run });
