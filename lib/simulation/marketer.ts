import type { Campaign } from "../../lambdas/domain/campaign.ts";
import { withEdited, withPaused } from "../../lambdas/domain/edit-campaign.ts";
import type { Snapshot } from "../../lambdas/domain/rules.ts";
import type { CampaignStore } from "../../lambdas/store/campaign-store.ts";
import type { Chances } from "./chances.ts";
import { type Shop, wordsOf } from "./shop.ts";

/** The one who publishes. */
export interface Marketer {
  begin(): Promise<void>;
  /** A new version of a live campaign. Its words are there before it is. */
  edit(): Promise<void>;
  pauseOrResume(): Promise<void>;
  /** Everything, or everything again. */
  pauseAll(): Promise<void>;
  moveHours(): Promise<void>;
  /** Everything is live again, as it was last. */
  resumeAll(): Promise<void>;
}

export interface MarketerOptions {
  readonly shop: Shop;
  readonly chances: Chances;
  readonly campaigns: CampaignStore;
  readonly onPublished: (snapshot: Snapshot) => void;
}

/** Some of them begin in the middle of what is under way. No edge lies where clocks change. */
const quietHours = [
  { default: { from: "21:00", to: "09:00" } },
  { default: { from: "06:00", to: "12:00" } },
  { default: { from: "11:00", to: "17:00" } },
  { default: { from: "16:00", to: "22:00" } },
];

export const createMarketer = ({ shop, chances, campaigns, onPublished }: MarketerOptions): Marketer => {
  const publish = async (change: (current: Snapshot) => Omit<Snapshot, "revision">): Promise<void> => {
    const published = await campaigns.publish((current) => {
      if (current === undefined) throw new Error("Nothing is live yet.");
      return change(current);
    });
    onPublished(published);
  };
  const saveWords = (campaign: Campaign) =>
    campaigns.saveWords({ campaignId: campaign.id, version: campaign.version, words: wordsOf(campaign, "en") });
  /** Of each campaign the last version that was live. */
  const latest = new Map(shop.campaigns.map((campaign) => [campaign.id, campaign]));

  return {
    begin: async () => {
      for (const campaign of shop.campaigns) await saveWords(campaign);
      const first = { paused: false, settings: shop.settings, campaigns: shop.campaigns };
      onPublished(await campaigns.publish(() => first));
    },
    edit: async () => {
      const known = (await campaigns.snapshot())?.campaigns ?? [];
      if (known.length === 0) return;
      const before = chances.pick(known);
      const variants = shop.variants[before.id] ?? [{ steps: before.steps }];
      const next: Campaign = { ...before, ...chances.pick(variants), version: before.version + 1 };
      const inside = chances.pick(["finish", "move"] as const);
      await saveWords(next);
      latest.set(next.id, next);
      await publish((current) => withEdited(current, next, inside));
    },
    pauseOrResume: () => {
      const { id } = chances.pick(shop.campaigns);
      return publish((current) => {
        const isLive = current.campaigns.some((campaign) => campaign.id === id);
        const last = latest.get(id);
        return isLive || last === undefined ? withPaused(current, id) : withEdited(current, last, "finish");
      });
    },
    pauseAll: () => publish((current) => ({ ...current, paused: !current.paused })),
    moveHours: () => {
      const quiet = chances.pick(quietHours);
      return publish((current) => ({ ...current, settings: { ...current.settings, quietHours: quiet } }));
    },
    resumeAll: () =>
      publish((current) => {
        const resumed = [...latest.values()].reduce((all, campaign) => withEdited(all, campaign, "finish"), current);
        return { ...resumed, paused: false };
      }),
  };
};
