import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { type LocalRuntime, startRuntime } from "../local/runtime.ts";
import { createVirtualClock } from "../local/virtual-clock.ts";
import { installPlaybooks } from "../playbooks/install.ts";
import { type CapacityReport, createCapacityLedger } from "../replay/capacity-ledger.ts";
import { publishTen } from "./ten-campaigns.ts";

/** A Tuesday noon in London: no quiet hours. */
export const noon = Date.UTC(2026, 2, 3, 12);

/** How many campaigns are live: a playbook alone, or one of each kind of trigger. */
export type LiveCampaigns = 1 | 10;

/** Live campaigns on the real handlers and tables, with a ledger of what they use. */
export interface CapacityShop {
  readonly local: LocalRuntime;
  readonly campaignIds: readonly string[];
  /** After so many days without an order the campaign takes a customer in. */
  readonly silentDays: number;
  readonly report: (accepted: number) => CapacityReport;
  stop(): Promise<void>;
}

const campaignId = "dormant-wake-up";

/** `heldOutPercent`: of the shop's own hold-out, under which a customer's first look begins a window. */
export const startCapacityShop = async (live: LiveCampaigns, heldOutPercent = 0): Promise<CapacityShop> => {
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
    const settings = settingsSchema.parse({
      campaigns: { [campaignId]: { shopUrl: "https://shop.example" } },
      holdOut: { percent: heldOutPercent },
    });
    const store = createCampaignStore(local.runtime);
    const { installed, problems } = await installPlaybooks({ store, settings, only: [campaignId] });
    const [first] = installed;
    if (problems.length > 0 || first?.trigger.kind !== "since-last-order")
      throw new Error(`${campaignId} did not go live`);
    const campaignIds = live === 1 ? [campaignId] : await publishTen(store, first);
    await local.drain();
    const { days: silentDays } = first.trigger;
    return { local, campaignIds, silentDays, report: ledger.report, stop: () => local.stop() };
  } catch (error) {
    await local.stop();
    throw error;
  }
};
