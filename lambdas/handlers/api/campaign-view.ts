import {
  type Approval,
  type CampaignLife,
  type Deed,
  isApproved,
  newestOf,
  openActions,
  type VersionRecord,
} from "../../domain/campaign-life.ts";

const iso = (at: number): string => new Date(at).toISOString();

/** Of what came without a record nobody knows when it was. */
const shownDeed = ({ by, at }: Deed) => ({ by, ...(at > 0 && { at: iso(at) }) });

const shownVersion = (version: VersionRecord, approval: Approval) => ({
  version: version.version,
  author: shownDeed(version),
  note: version.note,
  copyOf: version.copyOf,
  source: version.source,
  requested: version.requested && shownDeed(version.requested),
  approved: version.approved && shownDeed(version.approved),
  isApproved: isApproved(version, approval),
});

export interface Viewer {
  readonly by: string;
  readonly now: number;
  readonly approval: Approval;
}

/** A campaign as a person sees it: instants in ISO 8601 UTC, and what this person may do with it now. */
export const shownLife = (life: CampaignLife, viewer: Viewer) => ({
  id: life.campaignId,
  /** To be named with every change. */
  revision: life.revision,
  state: life.state,
  liveVersion: life.liveVersion,
  newest: shownVersion(newestOf(life), viewer.approval),
  changed: shownDeed(life.changed),
  open: openActions(life, viewer),
});

export const shownVersions = (life: CampaignLife, { approval }: Viewer) =>
  life.versions.toReversed().map((version) => shownVersion(version, approval));
