// `npm run look`: a picture of every page of the console. See `npm run look -- --help`.
import { resolve } from "node:path";
import { buildConsole } from "../lib/console/build-console.ts";
import { lookHelp, parseLook } from "../lib/look/arguments.ts";
import { consolePages } from "../lib/look/console-pages.ts";
import { writeContactSheet } from "../lib/look/contact-sheet.ts";
import { fillPages } from "../lib/look/fill-pages.ts";
import { openShop } from "../lib/look/open-shop.ts";
import { looks, takePictures } from "../lib/look/take-pictures.ts";

const exitCodes = { badArguments: 2 } as const;
/** Enough for pages that have a second page, and still read in within a minute. */
const customers = 120;

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const run = async (out: string, only = ""): Promise<void> => {
  await buildConsole(() => say("Building the console (once) ..."));
  say("Filling a sample shop ...");
  const shop = await openShop({ shop: "sample", customers });
  try {
    const shown = await fillPages(shop);
    const wanted = consolePages.filter(({ name }) => name.includes(only));
    const pages = wanted.map(({ name, pathOf }) => ({ name, path: pathOf(shown) }));
    const { pictures, findings } = await takePictures({ shop, pages, out, onPage: say });
    for (const look of looks) writeContactSheet(out, look, pages);
    process.stdout.write([`${pictures} pictures are in ${out}`, ...findings, ""].join("\n"));
  } finally {
    await shop.close();
  }
};

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
const parsed = parseLook(process.argv.slice(2));
if (parsed.kind === "help") process.stdout.write(lookHelp);
else if (parsed.kind === "refused") {
  say(`${parsed.problem}\n\n${lookHelp}`);
  process.exit(exitCodes.badArguments);
} else await run(resolve(parsed.arguments.out), parsed.arguments.only);
