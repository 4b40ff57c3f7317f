import type { Campaign } from "./campaign.ts";
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

interface Reference {
  readonly where: string;
  readonly name: string;
}

const inPredicate = (where: string, predicate: Predicate | undefined): readonly Reference[] =>
  predicate === undefined ? [] : segmentsIn(predicate).map((name) => ({ where, name }));

const segmentReferences = ({ trigger, audience, exclusion, steps }: Campaign): readonly Reference[] => [
  ...(trigger.kind === "segment" ? [{ where: "trigger.segment", name: trigger.segment }] : []),
  ...inPredicate("audience", audience),
  ...inPredicate("exclusion", exclusion),
  ...steps.flatMap((step) => (step.kind === "branch" ? inPredicate(`steps.${step.id}.if`, step.if) : [])),
];

/** The segments a campaign needs, each once. */
export const segmentsOf = (campaign: Campaign): readonly string[] => [
  ...new Set(segmentReferences(campaign).map(({ name }) => name)),
];

const couponReferences = ({ steps }: Campaign): readonly Reference[] =>
  steps.flatMap((step) => (step.kind === "coupon" ? [{ where: `steps.${step.id}.coupon`, name: step.coupon }] : []));

const unknownAmong = (references: readonly Reference[], what: string, known: readonly string[]): readonly Problem[] =>
  references
    .filter(({ name }) => !known.includes(name))
    .map(({ where, name }) => ({
      where,
      problem: `there is no such ${what}`,
      received: name,
      allowed: known.join(", ") || `none; the shop has no ${what} yet`,
    }));

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
): readonly Problem[] => [
  ...unknownAmong(
    segmentReferences(campaign),
    "segment",
    segments.map(({ id }) => id),
  ),
  ...unknownAmong(
    couponReferences(campaign),
    "coupon",
    coupons.map(({ id }) => id),
  ),
  ...hostProblems(campaign, settings.webhookHosts),
];

/** A way from a segment back to itself, such as `a, b, a`; undefined when there is none. */
export const cycleFrom = (start: string, segments: readonly Segment[]): readonly string[] | undefined => {
  const asked = new Map(segments.map(({ id, predicate }) => [id, segmentsIn(predicate)]));
  const seen = new Set<string>();
  const search = (id: string, way: readonly string[]): readonly string[] | undefined => {
    for (const next of asked.get(id) ?? []) {
      if (next === start) return [...way, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = search(next, [...way, next]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(start, [start]);
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

/** What stands against a segment among the others: names nobody knows, and ways that lead back to it. */
export const segmentProblems = (segment: Segment, others: readonly Segment[]): readonly Problem[] => {
  const all = [...others.filter(({ id }) => id !== segment.id), segment];
  const unknown = unknownAmong(
    inPredicate("predicate", segment.predicate),
    "segment",
    all.map(({ id }) => id),
  );
  const cycle = cycleFrom(segment.id, all);
  const received = cycle?.join(" asks for ");
  return received === undefined
    ? unknown
    : [...unknown, { where: "predicate", problem: "asks for itself in a circle", received }];
};
