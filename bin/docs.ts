// Writes the generated pages. A test fails when a committed page is not what this program writes.
import { writeFileSync } from "node:fs";
import { settingsPage } from "../lib/docs/settings-page.ts";
import { playbooksPage } from "../lib/playbooks/page.ts";

const pages = { "docs/settings.md": settingsPage(), "docs/playbooks.md": await playbooksPage() };
for (const [page, text] of Object.entries(pages)) {
  writeFileSync(page, text);
  process.stdout.write(`${page}\n`);
}
