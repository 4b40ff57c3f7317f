import * as z from "zod";
import { breakerSchema } from "../domain/breaker-schema.ts";
import { campaignSchema } from "../domain/campaign.ts";
import { couponSchema } from "../domain/coupon.ts";
import { segmentSchema } from "../domain/predicate.ts";
import type { Snapshot } from "../domain/rules.ts";
import { settingsSchema } from "../domain/settings.ts";
import { RekindleError } from "../shared/errors.ts";
import { expectItem, type Item, itemOfImage, type StreamImage } from "./attributes.ts";
import { snapshotKey } from "./keys.ts";
import { stamped } from "./schema-version.ts";
import { snapshotPartsOf } from "./snapshot-parts.ts";

/** One chain of a replan or a reconcile: it walks its segment of all customers page by page, each page one change of this item. */
export interface Job {
  readonly id: string;
  /** Counts the writes; 0 means not stored yet. */
  readonly version: number;
  /** Of the snapshot it plans for; a job of an older revision than the live one may stop. */
  readonly revision: number;
  /** Stands for the settings and campaigns of that snapshot: pausing and resuming leave it as it is. */
  readonly fingerprint: string;
  /** 0 to segments - 1. */
  readonly segment: number;
  readonly segments: number;
  readonly status: "running" | "done";
  /** Where the next page starts; absent at the first one. */
  readonly cursor?: Readonly<Record<string, unknown>>;
  /** Customers looked at so far. */
  readonly lookedAt?: number;
  /** Customers whose due time moved. */
  readonly replanned: number;
  /** Customers of this segment when it was last walked to its end; what a next one may expect. */
  readonly counted?: number;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly updatedAt: number;
  /** Of a reconcile: what was done, by name. */
  readonly tally?: Readonly<Record<string, number>>;
  /** Of a reconcile: messages that nobody can tell anything of, for a person. Bounded; the tally counts them all. */
  readonly listed?: readonly { readonly customerId: string; readonly messageKey: string }[];
  /** Of a reconcile: true when it only counts what it would do. */
  readonly dryRun?: boolean;
}

export const snapshotSchema = z.strictObject({
  revision: z.number().int().min(1),
  paused: z.boolean(),
  breaker: breakerSchema.optional(),
  settings: settingsSchema,
  campaigns: z
    .array(campaignSchema)
    .refine((campaigns) => new Set(campaigns.map(({ id }) => id)).size === campaigns.length, "ids must be unique"),
  earlier: z.array(z.strictObject({ campaign: campaignSchema, inside: z.enum(["finish", "move"]) })).optional(),
  forgotten: z
    .array(
      z.strictObject({ campaignId: z.string(), upTo: z.number().int().min(1), steps: z.array(z.string()).max(30) }),
    )
    .optional(),
  segments: z.array(segmentSchema).optional(),
  coupons: z.array(couponSchema).optional(),
});

/** Checked before writing and after reading; after reading it also fills in settings that are newer than the item. */
export const checkedSnapshot = (snapshot: unknown): Snapshot => {
  const parsed = snapshotSchema.safeParse(snapshot);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new RekindleError("snapshot-invalid", `The live campaigns are not valid: ${problems.join("; ")}`, {
    data: { problems },
  });
};

/**
 * The settings and what campaigns say as text: a shop's ids and parameters are then no attribute names and cannot break a
 * rule of the table, however deep a condition is nested.
 */
export const snapshotItemOf = (snapshot: Snapshot): Item => ({
  ...snapshotKey,
  ...stamped("snapshot"),
  revision: snapshot.revision,
  paused: snapshot.paused,
  ...(snapshot.breaker !== undefined && { breaker: snapshot.breaker }),
  settings: JSON.stringify(snapshot.settings),
  campaigns: JSON.stringify(snapshot.campaigns),
  ...(snapshot.earlier !== undefined && { earlier: JSON.stringify(snapshot.earlier) }),
  ...(snapshot.forgotten !== undefined && { forgotten: JSON.stringify(snapshot.forgotten) }),
  ...(snapshot.segments !== undefined && { segments: JSON.stringify(snapshot.segments) }),
  ...(snapshot.coupons !== undefined && { coupons: JSON.stringify(snapshot.coupons) }),
});

export const snapshotOfItem = (stored: Item): Snapshot => checkedSnapshot(snapshotPartsOf(stored));

export const jobOfItem = (stored: Item): Job => {
  const {
    kind: _kind,
    jobId,
    ...job
  } = expectItem<Job & { readonly jobId: string; readonly kind: string }>(stored, "job", {
    jobId: "string",
    version: "number",
    segment: "number",
    segments: "number",
    status: "string",
  });
  return { ...job, id: jobId };
};

/** What a record of the campaigns stream tells; undefined for definitions, words and write keys. */
export type CampaignChange =
  | { readonly kind: "snapshot"; readonly revision: number; readonly paused: boolean }
  | { readonly kind: "job"; readonly job: Job };

export const campaignChangeOf = (image: StreamImage): CampaignChange | undefined => {
  switch (image.kind?.S) {
    case "snapshot": {
      const { revision, paused } = snapshotOfItem(itemOfImage(image));
      return { kind: "snapshot", revision, paused };
    }
    case "job":
      return { kind: "job", job: jobOfItem(itemOfImage(image)) };
    default:
      return undefined;
  }
};
