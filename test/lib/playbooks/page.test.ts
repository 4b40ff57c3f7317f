import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { playbooksPage } from "../../../lib/playbooks/page.ts";

it("docs/playbooks.md says what the playbooks say (npm run docs writes it)", async () => {
  const committed = readFileSync(new URL("../../../docs/playbooks.md", import.meta.url), "utf8");

  const page = await playbooksPage();

  expect(committed).toBe(page);
});
