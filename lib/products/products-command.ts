import { createProductReader, mapProductColumns } from "../../lambdas/domain/intake/product-rows.ts";
import { createTally, type TallyFigures } from "../../lambdas/domain/intake/tally.ts";
import { dayMs } from "../../lambdas/domain/limits.ts";
import { defaultSettings } from "../../lambdas/domain/parse-settings.ts";
import { type Problem, problemText } from "../../lambdas/domain/problem.ts";
import { mayBeShown, type Product } from "../../lambdas/domain/product.ts";
import { createRuntime, type Runtime } from "../../lambdas/shared/runtime.ts";
import { createAuditStore } from "../../lambdas/store/audit-store.ts";
import { rankProducts, readCatalogue, saveCounts, saveProducts } from "../../lambdas/store/catalogue.ts";
import { createProductStore } from "../../lambdas/store/product-store.ts";
import { readOrders } from "../import/import-file.ts";
import { openTable } from "../import/table-file.ts";
import type { ExitCode, Surroundings } from "../playbooks/campaigns-command.ts";
import { type ProductsArguments, productsArguments, productsHelp } from "./products-arguments.ts";

interface Errand {
  readonly around: Surroundings;
  readonly runtime: Runtime;
  readonly given: ProductsArguments;
}

const refused = (around: Surroundings, problems: readonly Problem[]): ExitCode => {
  for (const problem of problems) around.err(problemText(problem));
  return 2;
};

const noted = async ({ runtime, given }: Errand, subject: string, details: Record<string, number>): Promise<void> => {
  const at = runtime.clock.now();
  await createAuditStore(runtime).add({ at, by: given.by, action: `${given.command}-products`, subject, details });
};

/** Every row is told of: as accepted, or by reason with its first lines. */
const tellRejected = (around: Surroundings, { rejected }: Pick<TallyFigures, "rejected">): void => {
  for (const [reason, one] of Object.entries(rejected)) {
    const more = one.count > one.lines.length ? ", …" : "";
    around.out(`${one.count} rejected as ${reason}: line ${one.lines.join(", ")}${more}. ${problemText(one.example)}`);
  }
};

const tellRanked = async ({ around, runtime }: Errand): Promise<void> => {
  const { products, categories, listsWritten } = await rankProducts(runtime);
  around.out(
    `${products} products in the catalogue, best sellers in ${categories} categories; ${listsWritten} lists written.`,
  );
  if (products > 0 && categories === 0)
    around.out("Nothing is picked yet: that takes a count of orders, a name, an address and a category.");
};

const importProducts = async (errand: Errand): Promise<ExitCode> => {
  const { around, runtime, given } = errand;
  const at = runtime.clock.now();
  const opened = await openTable(given.subject, (header) => mapProductColumns(header, given.map), given.csv);
  if (!opened.ok) return refused(around, opened.problems);
  const tally = createTally();
  const read = createProductReader(opened.table.columns, tally);
  const products: Product[] = [];
  let left = 0;
  for await (const group of opened.table.rows)
    for (const row of group) {
      const found = read(row);
      if (found === undefined) continue;
      products.push(found.product);
      left += found.left;
    }
  const saved = await saveProducts(runtime, products, at);
  const { rowsRead, accepted, rejected } = tally.figures();
  const damage = opened.table.damage();
  await noted(errand, "catalogue", { rowsRead, accepted, written: saved.written });
  const report = { rowsRead, accepted, rejected, valuesLeftOut: left, ...saved };
  const { ignored } = opened.table.columns;
  if (given.json) around.out(JSON.stringify({ ...report, ignoredColumns: ignored, damage }, undefined, 2));
  else {
    around.out(
      `${rowsRead} rows read, ${accepted} accepted: ${saved.written} new or changed, ${saved.unchanged} known.`,
    );
    if (saved.outdated > 0) around.out(`${saved.outdated} were left: the shop said something newer.`);
    if (left > 0) around.out(`${left} values were left out: no https address, or an unclear yes or no.`);
    if (ignored.length > 0) around.out(`Columns that nobody knows: ${ignored.join(", ")}.`);
    tellRejected(around, { rejected });
  }
  if (damage !== undefined) around.err(problemText(damage));
  await tellRanked({ ...errand, around: given.json ? { ...around, out: around.err } : around });
  return damage === undefined ? 0 : 1;
};

const countSold = async (errand: Errand): Promise<ExitCode> => {
  const { around, runtime, given } = errand;
  const now = runtime.clock.now();
  const { shop } = defaultSettings;
  const opened = await readOrders({
    ...{ path: given.subject, now, map: given.map, ...given.csv },
    settings: { shop: { ...shop, timeZone: given.timeZone } },
    ...(given.dateOrder !== undefined && { dateOrder: given.dateOrder }),
  });
  if (!opened.ok) return refused(around, opened.problems);
  const sold = new Map<string, number>();
  let orders = 0;
  for await (const event of opened.reading.events) {
    if (event.kind !== "order-placed" || event.occurredAt <= now - given.days * dayMs) continue;
    orders += 1;
    for (const { productId, quantity } of event.lines) sold.set(productId, (sold.get(productId) ?? 0) + quantity);
  }
  const moved = await saveCounts(runtime, sold);
  const { rowsRead, accepted, rejected, damage } = opened.reading.report();
  await noted(errand, "catalogue", { rowsRead, accepted, orders });
  around.out(`${rowsRead} rows read, ${accepted} accepted; ${orders} orders of the last ${given.days} days.`);
  around.out(`${moved} products changed their count.`);
  tellRejected(around, { rejected });
  if (damage !== undefined) around.err(problemText(damage));
  await tellRanked(errand);
  return damage === undefined ? 0 : 1;
};

const list = async ({ around, runtime, given }: Errand): Promise<ExitCode> => {
  const products = [...(await readCatalogue(runtime)).values()].sort((a, b) => (b.sold ?? 0) - (a.sold ?? 0));
  if (given.json) around.out(JSON.stringify(products, undefined, 2));
  else
    for (const product of products) {
      const { productId, name = "(no name)", category = "-", price, stock, sold = 0 } = product;
      const state = product.excluded === true ? " excluded" : mayBeShown(product) ? "" : " not shown";
      around.out(
        `${productId.padEnd(24)} ${name}, ${category}, ${price ?? "no price"}, ${stock ?? "?"} left, ${sold} sold${state}`,
      );
    }
  return 0;
};

const setExcluded = async (errand: Errand, excluded: boolean): Promise<ExitCode> => {
  const { around, runtime, given } = errand;
  if (!(await createProductStore(runtime).mark(given.subject, { excluded }))) {
    const allowed = "the id of a product that was imported";
    return refused(around, [
      { where: "arguments", problem: "there is no such product", received: given.subject, allowed },
    ]);
  }
  await noted(errand, given.subject, {});
  await rankProducts(runtime);
  around.out(`${given.subject} is ${excluded ? "kept out of messages" : "let into messages again"}, within minutes.`);
  return 0;
};

const run = (errand: Errand): Promise<ExitCode> => {
  switch (errand.given.command) {
    case "import":
      return importProducts(errand);
    case "count":
      return countSold(errand);
    case "list":
      return list(errand);
    case "exclude":
      return setExcluded(errand, true);
    case "include":
      return setExcluded(errand, false);
  }
};

/** The catalogue and what sells best in it, in AWS or on the tables of this machine. */
export const runProducts = async (words: readonly string[], around: Surroundings): Promise<ExitCode> => {
  const given = productsArguments(words, around.variables);
  if (given === "help") {
    around.out(productsHelp);
    return 0;
  }
  if (!("command" in given)) {
    refused(around, [given]);
    around.err(`\n${productsHelp}`);
    return 2;
  }
  try {
    return await run({ around, given, runtime: createRuntime(given.variables) });
  } catch (error) {
    around.err(error instanceof Error ? error.message : String(error));
    return 1;
  }
};
