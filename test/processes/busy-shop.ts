// A shop with a busy minute, for a test that kills it: node --import tsx test/processes/busy-shop.ts DIRECTORY CUSTOMERS
// Started again on the same directory it goes on. It ends by itself when every lease and every wait for evidence is over.
import { join } from "node:path";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { type LocalRuntime, startRuntime } from "../../lib/local/runtime.ts";
import { createVirtualClock } from "../../lib/local/virtual-clock.ts";
import { installPlaybooks } from "../../lib/playbooks/install.ts";
import { customerWith } from "../support/customer-with.ts";

const hourMs = 3_600_000;
/** A Monday in open hours; everybody is due at this very instant. */
const dueAt = Date.parse("2026-03-02T10:00:00Z");
const dormantDays = 180;
/** More than the lease and the wait for evidence together, and less than until the second touch. */
const settledAt = dueAt + 24 * hourMs;
const settings = settingsSchema.parse({ importing: { settleMinutes: 0 } });

/** A start that was interrupted here begins anew: a repeated event changes nothing. */
const fill = async (local: LocalRuntime, customers: number): Promise<void> => {
  const store = createCampaignStore(local.runtime);
  const { problems } = await installPlaybooks({ store, settings, only: ["dormant-wake-up"] });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const ids = Array.from({ length: customers }, (_, index) => `busy-${index}`);
  const events = ids.flatMap((customerId) => customerWith({ customerId, now: dueAt, daysSinceOrder: dormantDays }));
  await createEventStore(local.runtime).append(events);
  await local.drain();
};

const run = async (directory: string, customers: number): Promise<void> => {
  const clock = createVirtualClock({ startAt: dueAt - hourMs, file: join(directory, "clock.json") });
  const local = await startRuntime({ directory, clock, dueShards: 2 });
  if (clock.now() < dueAt) await fill(local, customers);
  await local.advanceTo(dueAt);
  await local.advanceTo(settledAt);
  await local.stop();
};

const [directory = "", customers = ""] = process.argv.slice(2);
await run(directory, Number(customers));
