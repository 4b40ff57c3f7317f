import type { Campaign } from "./campaign.ts";
import type { EarlierVersion, Snapshot } from "./rules.ts";

/** The part of a snapshot that an edit changes. */
type Live = Pick<Snapshot, "campaigns" | "earlier">;

/**
 * Versions of one campaign that are kept for the customers inside. Whoever is inside an older one goes on in the live version
 * at the same number of step; the snapshot is one item, which is why there is an end to it.
 */
export const earlierMax = 10;

/**
 * Puts a version of a campaign live, in the place of the one before or as a new campaign. `inside` says what becomes of
 * everybody who is inside now, whichever version they walk: they finish on it, or they go on in the new one.
 */
export const withEdited = <Any extends Live>(
  snapshot: Any,
  campaign: Campaign,
  inside: EarlierVersion["inside"],
): Any => {
  const own = versionsBefore(snapshot, campaign.id);
  const before = own.filter(({ campaign: { version } }) => version !== campaign.version);
  // The same version again, after a pause, changes nothing for those inside.
  const isMove = inside === "move" && before.length === own.length;
  const decided = isMove ? before.map((one): EarlierVersion => ({ ...one, inside: "move" })) : before;
  const others = snapshot.campaigns.filter(({ id }) => id !== campaign.id);
  const campaigns = [...others, campaign].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return withVersions(snapshot, campaign.id, campaigns, decided);
};

/** Nobody is looked at and nothing is sent; the version stays, as it was, for the customers inside. */
export const withPaused = <Any extends Live>(snapshot: Any, campaignId: string): Any => {
  const campaigns = snapshot.campaigns.filter(({ id }) => id !== campaignId);
  return withVersions(snapshot, campaignId, campaigns, versionsBefore(snapshot, campaignId));
};

/** Nothing is left of it here. */
export const withArchived = <Any extends Live>(snapshot: Any, campaignId: string): Any => {
  const campaigns = snapshot.campaigns.filter(({ id }) => id !== campaignId);
  return withVersions(snapshot, campaignId, campaigns, []);
};

/** The live version, or the one that was paused, is the last of them. */
const versionsBefore = ({ campaigns, earlier = [] }: Live, campaignId: string): readonly EarlierVersion[] => {
  const live = campaigns.filter(({ id }) => id === campaignId);
  return [
    ...earlier.filter(({ campaign }) => campaign.id === campaignId),
    ...live.map((campaign): EarlierVersion => ({ campaign, inside: "finish" })),
  ].toSorted((a, b) => a.campaign.version - b.campaign.version);
};

const withVersions = <Any extends Live>(
  snapshot: Any,
  campaignId: string,
  campaigns: readonly Campaign[],
  own: readonly EarlierVersion[],
): Any => {
  const { earlier: _, ...rest } = snapshot;
  const others = (snapshot.earlier ?? []).filter(({ campaign }) => campaign.id !== campaignId);
  const earlier = [...others, ...own.slice(-earlierMax)];
  return { ...rest, campaigns, ...(earlier.length > 0 && { earlier }) } as unknown as Any;
};
