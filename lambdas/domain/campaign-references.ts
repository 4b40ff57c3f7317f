import type { Campaign } from "./campaign.ts";
import { checkPredicatesOf, predicatesOf } from "./check-predicate.ts";
import type { Predicate, Segment } from "./predicate.ts";
import type { Problem } from "./problem.ts";
import type { Snapshot } from "./rules.ts";

/** The segments that a predicate asks for by name, without those that these ask for in turn. */
export const segmentsIn = (predicate: Predicate): readonly string[] => {
  if ("all" in predicate) return predicate.all.flatMap(segmentsIn);
  if ("any" in predicate) return predicate.any.flatMap(segmentsIn);
  if ("not" in predicate) return segmentsIn(predicate.not);
  return "segment" in predicate ? [predicate.segment] : [];
};

const segmentsOf = (campaign: Campaign): readonly string[] => [
  ...(campaign.trigger.kind === "segment" ? [campaign.trigger.segment] : []),
  ...predicatesOf(campaign).flatMap(([predicate]) => segmentsIn(predicate)),
];

const couponProblems = ({ steps }: Campaign, known: readonly string[]): readonly Problem[] =>
  steps.flatMap((step) => {
    if (step.kind !== "coupon" || known.includes(step.coupon)) return [];
    const allowed = known.join(", ") || "none; the shop has no coupon yet";
    return [{ where: `steps.${step.id}.coupon`, problem: "there is no such coupon", received: step.coupon, allowed }];
  });

const hostProblems = ({ steps }: Campaign, hosts: readonly string[]): readonly Problem[] =>
  steps.flatMap((step) => {
    if (step.kind !== "webhook" || hosts.includes(new URL(step.url).hostname)) return [];
    const received = new URL(step.url).hostname;
    const allowed = hosts.join(", ") || "none; see webhookHosts in the settings";
    return [{ where: `steps.${step.id}.url`, problem: "the settings allow no such host", received, allowed }];
  });

/** What a campaign names and the shop does not have: with it the campaign would run and mean something else, or nothing. */
export const referenceProblems = (
  campaign: Campaign,
  { segments = [], coupons = [], settings }: Pick<Snapshot, "segments" | "coupons" | "settings">,
): readonly Problem[] => {
  const couponIds = coupons.map(({ id }) => id);
  const known = { segments: new Map(segments.map((segment) => [segment.id, segment])), coupons: couponIds };
  return [
    ...checkPredicatesOf(campaign, known),
    ...couponProblems(campaign, couponIds),
    ...hostProblems(campaign, settings.webhookHosts),
  ];
};

/** Who asks for a segment by name, among these campaigns and segments; each as it is called in messages. */
export const usersOfSegment = (
  id: string,
  { campaigns, segments }: { readonly campaigns: readonly Campaign[]; readonly segments: readonly Segment[] },
): readonly string[] => [
  ...new Set([
    ...campaigns.filter((one) => segmentsOf(one).includes(id)).map((one) => `campaign ${one.id}`),
    ...segments.filter((one) => segmentsIn(one.predicate).includes(id)).map((one) => `segment ${one.id}`),
  ]),
];
