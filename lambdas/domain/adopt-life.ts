import { type CampaignLife, newestOf, type VersionRecord } from "./campaign-life.ts";

/** Whoever made a version of which nobody kept a record: it came with the product, or from before there were records. */
export const unrecorded = "unrecorded";

/** What stands apart from the record: the published campaigns and the stored definitions. */
export interface Facts {
  readonly campaignId: string;
  /** The version among the published campaigns. */
  readonly published?: number | undefined;
  /** The highest version whose definition is stored. */
  readonly newest?: number | undefined;
}

const unrecordedVersion = (version: number): VersionRecord => ({ version, by: unrecorded, at: 0 });

/** Versions the record does not know, in their place. */
const withVersions = (life: CampaignLife, known: readonly (number | undefined)[]): CampaignLife => {
  const missing = [...new Set(known)].filter(
    (version): version is number => version !== undefined && !life.versions.some((one) => one.version === version),
  );
  if (missing.length === 0) return life;
  const versions = [...life.versions, ...missing.map(unrecordedVersion)].toSorted((a, b) => a.version - b.version);
  return { ...life, versions };
};

const begun = ({ campaignId, published, newest }: Facts): CampaignLife | undefined => {
  const known = [...new Set([published, newest])].filter((version) => version !== undefined).toSorted((a, b) => a - b);
  const live = published ?? newest;
  if (live === undefined) return undefined;
  return {
    campaignId,
    revision: 0,
    state: published === undefined ? "paused" : "live",
    versions: known.map(unrecordedVersion),
    liveVersion: live,
    changed: { by: unrecorded, at: 0 },
  };
};

/**
 * The record of a campaign as the facts have it. What is published is what runs: playbooks are also installed without a record,
 * all at once, when a shop is filled, so a record that says otherwise is behind and follows. Undefined: there is no such campaign.
 */
export const adopted = (stored: CampaignLife | undefined, facts: Facts): CampaignLife | undefined => {
  if (stored === undefined) return begun(facts);
  const life = withVersions(stored, [facts.published, facts.newest]);
  if (facts.published !== undefined)
    return life.state === "live" && life.liveVersion === facts.published
      ? life
      : { ...life, state: "live", liveVersion: facts.published };
  return life.state === "live"
    ? { ...life, state: "paused", liveVersion: life.liveVersion ?? newestOf(life).version }
    : life;
};
