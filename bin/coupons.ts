// Coupons and the codes of pools; see --help.
import { runCoupons } from "../lib/coupons/coupons-command.ts";

process.exitCode = await runCoupons(process.argv.slice(2), {
  variables: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
