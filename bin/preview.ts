// Shows what a playbook's messages look like and what its texts cost, before anything is sent; see --help.
import { runCommand } from "../lib/command.ts";
import { previewCommand } from "../lib/playbooks/preview-command.ts";

await runCommand(previewCommand((text) => process.stdout.write(text)));
