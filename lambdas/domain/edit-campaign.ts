import type { Campaign } from "./campaign.ts";
import type { EarlierVersion, Snapshot } from "./rules.ts";

/**
 * Versions of one campaign that are kept for the customers inside. Whoever is inside an older one goes on in the live version
 * at the same number of step; the snapshot is one item, which is why there is an end to it.
 */
export const earlierMax = 10;

type Published = Omit<Snapshot, "revision">;

const byId = (a: Campaign, b: Campaign): number => (a.id < b.id ? -1 : 1);

/** The earlier versions once `campaign` is live, in the order in which they were. */
const earlierWith = (snapshot: Published, campaign: Campaign, inside: EarlierVersion["inside"]) => {
  const previous = snapshot.campaigns.find(({ id }) => id === campaign.id);
  const earlier = snapshot.earlier ?? [];
  const others = earlier.filter((one) => one.campaign.id !== campaign.id);
  const replaced = previous === undefined ? [] : [previous.version];
  const kept = earlier.filter(
    (one) => one.campaign.id === campaign.id && ![campaign.version, ...replaced].includes(one.campaign.version),
  );
  const left = previous === undefined || previous.version === campaign.version ? [] : [{ campaign: previous, inside }];
  return [...others, ...[...kept, ...left].slice(-earlierMax)];
};

/**
 * The snapshot with this version live. The one that was live before is kept for the customers inside, who finish on it or
 * are moved, as the editor chose.
 */
export const withEdited = (snapshot: Published, campaign: Campaign, inside: EarlierVersion["inside"]): Published => {
  const { earlier: _, ...rest } = snapshot;
  const earlier = earlierWith(snapshot, campaign, inside);
  const campaigns = [...snapshot.campaigns.filter(({ id }) => id !== campaign.id), campaign].toSorted(byId);
  return { ...rest, campaigns, ...(earlier.length > 0 && { earlier }) };
};

/** The snapshot without the campaign: it is paused or put away. Its earlier versions stay for who may go on later. */
export const withoutCampaign = (snapshot: Published, campaignId: string): Published => ({
  ...snapshot,
  campaigns: snapshot.campaigns.filter(({ id }) => id !== campaignId),
});
