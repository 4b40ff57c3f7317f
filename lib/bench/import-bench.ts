import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dayMs } from "../../lambdas/domain/limits.ts";
import { defaultSettings } from "../../lambdas/domain/parse-settings.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { importOrders } from "../import/import-file.ts";
import { startRuntime } from "../local/runtime.ts";
import { createVirtualClock } from "../local/virtual-clock.ts";
import { noon } from "./capacity-shop.ts";

export interface ImportBench {
  /** Order lines of the file; each order has two. */
  readonly rows: number;
  readonly orders: number;
  /** Until every event is in the table. */
  readonly rowsPerSecond: number;
  /** Until the profiles have heard of all of them as well. */
  readonly rowsPerSecondFolded: number;
}

const header = "customer_id,order_id,order_date,product_id,quantity,unit_price";

/** Orders of two lines, spread over a year; every customer has four. */
const rowsOf = (orders: number): readonly string[] =>
  Array.from({ length: orders }, (_, order) => {
    const at = new Date(noon - dayMs * (1 + (order % 365))).toISOString();
    const line = (product: string) => `c-${Math.floor(order / 4)},o-${order},${at},${product},1,12.50`;
    return [line("tea"), line("cup")];
  }).flat();

/** An order log of a CSV file, through the reading and checking of the importer, into the durable tables of the embedded engine. */
export const benchImport = async (q: {
  readonly rows: number;
  /** By the clock on the wall, milliseconds. */
  readonly wallMs: () => number;
}): Promise<ImportBench> => {
  const directory = await mkdtemp(join(tmpdir(), "rekindle-import-bench-"));
  const file = join(directory, "orders.csv");
  await writeFile(file, [header, ...rowsOf(q.rows / 2), ""].join("\n"));
  const clock = createVirtualClock({ startAt: noon });
  const local = await startRuntime({ directory: join(directory, "data"), clock, directTables: true });
  try {
    await createCampaignStore(local.runtime).publish(() => ({
      ...{ paused: false, settings: defaultSettings, campaigns: [] },
    }));
    await local.drain();
    const sink = createEventStore(local.runtime).append;
    const from = q.wallMs();
    const result = await importOrders({ path: file, settings: defaultSettings, now: noon, sink });
    const stored = q.wallMs() - from;
    if (!result.ok) throw new Error("The file of the benchmark was refused");
    await local.drain();
    const perSecond = (ms: number) => Math.round((q.rows * 1_000) / ms);
    return {
      ...{ rows: q.rows, orders: q.rows / 2 },
      rowsPerSecond: perSecond(stored),
      rowsPerSecondFolded: perSecond(q.wallMs() - from),
    };
  } finally {
    await local.stop();
    await rm(directory, { recursive: true, force: true });
  }
};
