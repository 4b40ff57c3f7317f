// Writes the generated pages and files. A test fails when a committed one is not what this program writes.
import { writeFileSync } from "node:fs";
import { defaultSettings } from "../lambdas/domain/parse-settings.ts";
import { apiPage } from "../lib/docs/api-page.ts";
import { campaignsPage } from "../lib/docs/campaigns-page.ts";
import { constructPage } from "../lib/docs/construct-page.ts";
import { costPage } from "../lib/docs/cost-page.ts";
import { costParts } from "../lib/docs/cost-parts.ts";
import { eventsOutJsonSchema, eventsOutPage } from "../lib/docs/events-out-page.ts";
import { campaignJsonSchema, segmentJsonSchema } from "../lib/docs/json-schemas.ts";
import { openApiDocument } from "../lib/docs/openapi.ts";
import { scalePage } from "../lib/docs/scale-page.ts";
import { settingsPage } from "../lib/docs/settings-page.ts";
import { playbooksPage } from "../lib/playbooks/page.ts";

const parts = costParts();
const pages = {
  "docs/settings.md": settingsPage(),
  "docs/playbooks.md": await playbooksPage(),
  "docs/scale.md": scalePage(),
  "docs/campaigns.md": campaignsPage(),
  "docs/campaign.schema.json": campaignJsonSchema(),
  "docs/segment.schema.json": segmentJsonSchema(),
  "docs/construct.md": constructPage(),
  "docs/events-out.md": eventsOutPage(),
  "docs/events-out.schema.json": eventsOutJsonSchema(),
  "docs/api.md": apiPage(),
  "docs/openapi.json": openApiDocument(),
  "docs/cost.md": costPage(parts),
  "lambdas/domain/cost-parts.json": `${JSON.stringify(parts, null, 2)}\n`,
  "lambdas/domain/settings-defaults.json": `${JSON.stringify(defaultSettings, null, 2)}\n`,
};
for (const [page, text] of Object.entries(pages)) {
  writeFileSync(page, text);
  process.stdout.write(`${page}\n`);
}
