// Puts campaigns live and pauses them; see --help.
import { runCampaigns } from "../lib/playbooks/campaigns-command.ts";

process.exitCode = await runCampaigns(process.argv.slice(2), {
  variables: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
