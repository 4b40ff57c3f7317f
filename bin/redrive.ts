// Hands on again what lies in the failure queues, after the cause is removed.
import { type ExitCode, runCommand, type Values } from "../lib/command.ts";
import { placeHelp, placeOptions } from "../lib/repair/open-place.ts";
import { runRedrive } from "../lib/repair/redrive-command.ts";

const help = `Usage: npm run redrive -- --queue URL[,URL] [options]
       npm run redrive -- --data DIR [--dry-run]

Hands on again what functions could not handle, after the cause is removed. A failure of a stream only names its records,
so these are read from the stream once more, which holds 24 hours; later, npm run reconcile and npm run verify -- --repair
make up for them. Events of feedback go back into their own queue. What was handled is taken out of the failure queue,
everything else stays, with a word why. Doing it twice does no harm.

In AWS the functions run in this process, with your rights on the shop's tables, provider and secret. Check out what is
deployed, and give the variables of the function whose failures these are:
  aws lambda get-function-configuration --function-name Rekindle-send --query Environment.Variables > send.json

  --queue URL,URL       failure queues
  --environment FILE    variables of the function, as JSON
  --to URL              where events of feedback go      (default: the queue whose failures end there)
  --dry-run             only says what would be done
  --json                prints the summary as JSON
${placeHelp}
Exit codes: 0 nothing is left, 1 something is left, or it failed, 2 bad arguments.
`;

const options = {
  ...placeOptions,
  queue: { type: "string" },
  environment: { type: "string" },
  to: { type: "string" },
  "dry-run": { type: "boolean" },
  json: { type: "boolean" },
} as const;

const run = (values: Values): Promise<ExitCode> =>
  runRedrive(values, { json: values.json === true, out: (line) => process.stdout.write(`${line}\n`) });

await runCommand({ help, options, run });
