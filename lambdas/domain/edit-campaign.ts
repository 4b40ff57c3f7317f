import type { Campaign } from "./campaign.ts";
import { earlierKept, forgottenKept } from "./limits.ts";
import type { EarlierVersion, ForgottenVersions, Snapshot } from "./rules.ts";

/** The part of a snapshot that an edit changes. */
type Live = Pick<Snapshot, "campaigns" | "earlier" | "forgotten">;

/**
 * Puts a version of a campaign live, in the place of the one before or as a new campaign. `inside` says what becomes of
 * everybody who is inside now, whichever version they walk: they finish on it, or they go on in the new one.
 *
 * The versions before stay in the snapshot while somebody may walk them, the last ten of each campaign whole. Of older ones
 * the names of the steps are left, so that who is still there goes on in the live version where they stood. The same version
 * again, after a pause, changes nothing for those inside.
 */
export const withEdited = <Any extends Live>(
  snapshot: Any,
  campaign: Campaign,
  inside: EarlierVersion["inside"],
): Any => {
  const own = versionsBefore(snapshot, campaign.id);
  const before = own.filter(({ campaign: { version } }) => version !== campaign.version);
  const isSame = before.length < own.length;
  const decided = isSame ? before : chosen(before, inside);
  return withVersions(snapshot, campaign.id, { campaigns: inPlace(snapshot.campaigns, campaign), own: decided });
};

/** Nobody is looked at and nothing is sent, but what happens meanwhile is noticed: who reaches the goal leaves. */
export const withPaused = <Any extends Live>(snapshot: Any, campaignId: string): Any => {
  const campaigns = snapshot.campaigns.filter(({ id }) => id !== campaignId);
  return withVersions(snapshot, campaignId, { campaigns, own: versionsBefore(snapshot, campaignId) });
};

/** For good: nothing is left of it, and who is inside is looked at by nobody any more. */
export const withArchived = <Any extends Live>(snapshot: Any, campaignId: string): Any => {
  const campaigns = snapshot.campaigns.filter(({ id }) => id !== campaignId);
  const forgotten = snapshot.forgotten?.filter((one) => one.campaignId !== campaignId);
  return withVersions({ ...snapshot, ...(forgotten && { forgotten }) }, campaignId, { campaigns, own: [] });
};

/** The live version, or the one that was paused, is the last of them. */
const versionsBefore = ({ campaigns, earlier = [] }: Live, campaignId: string): readonly EarlierVersion[] => {
  const live = campaigns.filter(({ id }) => id === campaignId);
  return [
    ...earlier.filter(({ campaign }) => campaign.id === campaignId),
    ...live.map((campaign): EarlierVersion => ({ campaign, inside: "finish" })),
  ].sort((a, b) => a.campaign.version - b.campaign.version);
};

/** Who finishes on an earlier version goes on finishing there; who is moved is moved from wherever they are. */
const chosen = (versions: readonly EarlierVersion[], inside: EarlierVersion["inside"]): readonly EarlierVersion[] =>
  inside === "finish" ? versions : versions.map(({ campaign }) => ({ campaign, inside }));

const inPlace = (campaigns: readonly Campaign[], campaign: Campaign): readonly Campaign[] =>
  campaigns.some(({ id }) => id === campaign.id)
    ? campaigns.map((known) => (known.id === campaign.id ? campaign : known))
    : [...campaigns, campaign];

const withVersions = <Any extends Live>(
  snapshot: Any,
  campaignId: string,
  { campaigns, own }: { readonly campaigns: readonly Campaign[]; readonly own: readonly EarlierVersion[] },
): Any => {
  const { earlier: _, forgotten: __, ...rest } = snapshot;
  const others = (snapshot.earlier ?? []).filter(({ campaign }) => campaign.id !== campaignId);
  const earlier = [...others, ...own.slice(-earlierKept)];
  const forgotten = withForgotten(snapshot.forgotten ?? [], own.slice(0, -earlierKept));
  return {
    ...rest,
    campaigns,
    ...(earlier.length > 0 && { earlier }),
    ...(forgotten.length > 0 && { forgotten }),
  } as unknown as Any;
};

/** Most edits change words and numbers, so that the next version has the same steps and one entry stands for both. */
const withForgotten = (
  known: readonly ForgottenVersions[],
  dropped: readonly EarlierVersion[],
): readonly ForgottenVersions[] =>
  dropped.reduce<readonly ForgottenVersions[]>((all, { campaign: { id: campaignId, version: upTo, steps } }) => {
    const own = all.filter((one) => one.campaignId === campaignId);
    const next = { campaignId, upTo, steps: steps.map(({ id }) => id) };
    const last = own.at(-1);
    const kept = last !== undefined && isSameList(last.steps, next.steps) ? own.slice(0, -1) : own;
    return [...all.filter((one) => one.campaignId !== campaignId), ...[...kept, next].slice(-forgottenKept)];
  }, known);

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id, index) => id === other[index]);
