import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleShop } from "../../lib/sample/sample-shop.ts";

/** A log of the sample shop's first customers as a CSV file with local times, in a temporary directory. */
export const writeOrderLog = (customers: number): string => {
  const kept = new Set(Array.from({ length: customers }, (_, index) => `c-${String(index + 1).padStart(4, "0")}`));
  const rows = sampleShop({ seed: 5, endAt: Date.UTC(2026, 5, 1) }).events.flatMap((event) => {
    if (event.kind !== "order-placed" || !kept.has(event.customerId)) return [];
    const at = new Date(event.occurredAt).toISOString().slice(0, 16);
    return [`${event.customerId},${event.orderId},${at},1,${event.amount}`];
  });
  const path = join(mkdtempSync(join(tmpdir(), "rekindle-log-")), "orders.csv");
  writeFileSync(path, ["customer_id,order_id,ordered_at,quantity,amount", ...rows, ""].join("\n"));
  return path;
};
