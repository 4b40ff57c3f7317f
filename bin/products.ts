// The catalogue and what sells best in it; see --help.
import { runProducts } from "../lib/products/products-command.ts";

process.exitCode = await runProducts(process.argv.slice(2), {
  variables: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
