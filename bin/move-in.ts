// Importers for what other tools leave behind; see --help.
import { systemClock } from "../lambdas/shared/clock.ts";
import { runMoveIn } from "../lib/move-in/move-in-command.ts";

process.exitCode = await runMoveIn(process.argv.slice(2), {
  variables: process.env,
  now: systemClock.now(),
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
