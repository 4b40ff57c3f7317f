// Lists, rotates and drops the keys that sign the links in messages; see --help.
import { systemClock } from "../lambdas/shared/clock.ts";
import { runLinkKey } from "../lib/link-keys/link-key-command.ts";

process.exitCode = await runLinkKey(process.argv.slice(2), {
  variables: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  now: systemClock.now(),
});
