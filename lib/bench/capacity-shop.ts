import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { type LocalRuntime, startRuntime } from "../local/runtime.ts";
import { createVirtualClock } from "../local/virtual-clock.ts";
import { installPlaybooks } from "../playbooks/install.ts";
import { type CapacityReport, createCapacityLedger } from "../replay/capacity-ledger.ts";

/** A Tuesday noon in London: no quiet hours. */
export const noon = Date.UTC(2026, 2, 3, 12);

/** One live playbook on the real handlers and tables, with a ledger of what they use. */
export interface CapacityShop {
  readonly local: LocalRuntime;
  /** After so many days without an order the campaign takes a customer in. */
  readonly silentDays: number;
  readonly report: (accepted: number) => CapacityReport;
  stop(): Promise<void>;
}

const campaignId = "dormant-wake-up";

export const startCapacityShop = async (): Promise<CapacityShop> => {
  const ledger = createCapacityLedger();
  const local = await startRuntime({
    clock: createVirtualClock({ startAt: noon }),
    load: ledger.load,
    directTables: true,
    // The clock stands still, so all messages fall into one second of the quota; and a slow machine is no time-out.
    standIns: { keepBodies: false, quota: { max24HourSend: 1_000_000, maxSendRate: 1_000_000 } },
    directProviders: true,
  });
  try {
    const settings = settingsSchema.parse({ campaigns: { [campaignId]: { shopUrl: "https://shop.example" } } });
    const store = createCampaignStore(local.runtime);
    const { installed, problems } = await installPlaybooks({ store, settings, only: [campaignId] });
    const trigger = installed[0]?.trigger;
    if (problems.length > 0 || trigger?.kind !== "since-last-order") throw new Error(`${campaignId} did not go live`);
    await local.drain();
    return { local, silentDays: trigger.days, report: ledger.report, stop: () => local.stop() };
  } catch (error) {
    await local.stop();
    throw error;
  }
};
