import type { Campaign } from "./campaign.ts";
import { eventNames, isRememberedKind } from "./event-name.ts";
import { nearestWord } from "./nearest-word.ts";
import { type Predicate, predicateSchema, type Segment, segmentSchema } from "./predicate.ts";
import { type Problem, placeOf, shown } from "./problem.ts";
import { schemaProblems } from "./schema-problems.ts";

/** What a predicate may name. Of a list that is absent nobody knows the members, so that every name passes. */
export interface Known {
  readonly segments: ReadonlyMap<string, Pick<Segment, "predicate">>;
  readonly coupons?: readonly string[];
  readonly campaigns?: readonly string[];
}

type Path = readonly PropertyKey[];

/** Tests of a predicate, those of its segments included: each one is paid for at every decision. */
const testsMax = 200;

/**
 * What is wrong with a predicate as somebody wrote it; nothing when it may be used. `base` is its place within what was
 * written, for example `["audience"]`.
 */
export const checkPredicate = (input: unknown, known: Known, base: Path = []): readonly Problem[] => {
  const root = base.length === 0 ? "predicate" : placeOf(base);
  const parsed = predicateSchema.safeParse(input);
  if (!parsed.success) return schemaProblems(parsed.error, { schema: predicateSchema, input, root, base });
  return checkMeaning(parsed.data, known, base, root);
};

const checkMeaning = (predicate: Predicate, known: Known, base: Path, root: string): readonly Problem[] => {
  const problems = partsOf(predicate, base).flatMap(([part, path]) => partProblems(part, path, known));
  if (problems.length > 0) return problems;
  const count = testsIn(predicate, known);
  if (count <= testsMax) return [];
  const problem = "asks for too much, with the segments it names";
  return [{ where: root, problem, received: `${count} tests`, allowed: `at most ${testsMax}` }];
};

/** Every predicate of a campaign, with its place: audience, exclusion and branches. */
export const predicatesOf = (
  campaign: Pick<Campaign, "audience" | "exclusion" | "steps">,
): readonly (readonly [Predicate, Path])[] => [
  ...(campaign.audience === undefined ? [] : [[campaign.audience, ["audience"]] as const]),
  ...(campaign.exclusion === undefined ? [] : [[campaign.exclusion, ["exclusion"]] as const]),
  ...campaign.steps.flatMap((step, index) =>
    step.kind === "branch" ? [[step.if, ["steps", index, "if"]] as const] : [],
  ),
];

/** What a campaign's predicates and its trigger name that is not there. */
export const checkPredicatesOf = (campaign: Campaign, known: Known): readonly Problem[] => {
  const { trigger } = campaign;
  return [
    ...(trigger.kind === "segment" ? segmentProblems(trigger.segment, ["trigger", "segment"], known) : []),
    ...predicatesOf(campaign).flatMap(([predicate, base]) => checkPredicate(predicate, known, base)),
  ];
};

/** What is wrong with a segment beside the others, one that leads back to itself included. */
export const checkSegment = (input: unknown, known: Known): readonly Problem[] => {
  const parsed = segmentSchema.safeParse(input);
  if (!parsed.success) return schemaProblems(parsed.error, { schema: segmentSchema, input, root: "segment" });
  const segments = new Map([...known.segments, [parsed.data.id, parsed.data]]);
  return checkPredicate(parsed.data.predicate, { ...known, segments }, ["predicate"]);
};

/** A predicate and all its parts, each with its place. */
const partsOf = (predicate: Predicate, path: Path): readonly (readonly [Predicate, Path])[] => {
  const below = (parts: readonly Predicate[], key: string) =>
    parts.flatMap((part, index) => partsOf(part, [...path, key, index]));
  if ("all" in predicate) return below(predicate.all, "all");
  if ("any" in predicate) return below(predicate.any, "any");
  return "not" in predicate ? partsOf(predicate.not, [...path, "not"]) : [[predicate, path]];
};

const partProblems = (part: Predicate, path: Path, known: Known): readonly Problem[] => {
  if ("segment" in part) return segmentProblems(part.segment, [...path, "segment"], known);
  if ("event" in part) return eventProblems(part.event, [...path, "event"]);
  if ("entered" in part) return unknownName(part.entered, [...path, "entered"], "campaign", known.campaigns);
  if (!("coupon" in part)) return [];
  return (part.coupon.ids ?? []).flatMap((id, index) =>
    unknownName(id, [...path, "coupon", "ids", index], "coupon", known.coupons),
  );
};

const unknownName = (
  name: string,
  path: Path,
  noun: string,
  names: readonly string[] | undefined,
): readonly Problem[] => {
  if (names === undefined || names.includes(name)) return [];
  const meant = nearestWord(name, names);
  const guess = meant === undefined ? "" : `; did you mean "${meant}"?`;
  const allowed = names.length === 0 ? `there is no ${noun} yet` : `one of ${names.toSorted().map(shown).join(", ")}`;
  return [{ where: placeOf(path), problem: `is no ${noun} that is known${guess}`, received: shown(name), allowed }];
};

const segmentProblems = (id: string, path: Path, known: Known): readonly Problem[] => {
  const unknown = unknownName(id, path, "segment", [...known.segments.keys()]);
  if (unknown.length > 0) return unknown;
  const circle = circleFrom([id], known);
  if (circle === undefined) return [];
  const problem = "leads back to itself";
  return [{ where: placeOf(path), problem, received: circle.join(" → "), allowed: "segments that end in other tests" }];
};

/** The way from a segment back to one on the way; undefined when there is none. `ended`: from these there is none. */
const circleFrom = (
  way: readonly string[],
  known: Known,
  ended: Set<string> = new Set(),
): readonly string[] | undefined => {
  for (const next of segmentsNamed(way.at(-1), known)) {
    const again = way.indexOf(next);
    if (again >= 0) return [...way.slice(again), next];
    const circle = ended.has(next) ? undefined : circleFrom([...way, next], known, ended);
    if (circle !== undefined) return circle;
    ended.add(next);
  }
  return undefined;
};

const segmentsNamed = (id: string | undefined, { segments }: Known): readonly string[] => {
  const predicate = id === undefined ? undefined : segments.get(id)?.predicate;
  if (predicate === undefined) return [];
  return [...new Set(partsOf(predicate, []).flatMap(([part]) => ("segment" in part ? [part.segment] : [])))];
};

/** How many tests a decision makes at most; segments lead to no circle. Stops counting when it is too many. */
const testsIn = (predicate: Predicate, known: Known): number => {
  let count = 0;
  const ahead = [predicate];
  for (let next = ahead.pop(); next !== undefined && count <= testsMax; next = ahead.pop()) {
    for (const [part] of partsOf(next, [])) {
      const inner = "segment" in part ? known.segments.get(part.segment)?.predicate : undefined;
      if (inner === undefined) count += 1;
      else ahead.push(inner);
    }
  }
  return count;
};

/** What the profile has a figure for is not counted one by one; a name of ours is written in our way. */
const eventProblems = (name: string, path: Path): readonly Problem[] => {
  const ours = eventNames.find((one) => one === name.toLowerCase().replaceAll(/[\s_]+/g, "-"));
  if (ours === undefined || (ours === name && isRememberedKind(ours))) return [];
  const problem =
    ours === name
      ? `is not counted one by one${ours in figureInstead ? `; ask for the figure ${figureInstead[ours]}` : ""}`
      : `is not how this event is called; did you mean "${ours}"?`;
  const allowed = `${eventNames.filter(isRememberedKind).join(", ")} or an event of the shop's own naming`;
  return [{ where: placeOf(path), problem, received: shown(name), allowed }];
};

const figureInstead: Readonly<Record<string, string>> = {
  "order-placed": "orders.count or orders.daysSinceLast",
  visited: "visits.count or visits.daysSinceLast",
  "case-opened": "cases.open",
};
