import { type Predicate, type Segment, segmentSchema } from "../../../lambdas/domain/predicate.ts";
import type { Dimensions, PinpointSegment, SegmentGroup } from "./documents.ts";
import { slugOf } from "./slug.ts";

export type MappedSegment =
  | { readonly ok: true; readonly segment: Segment }
  /** What of it has no counterpart. A segment without one of its conditions would hold more people, so none is made. */
  | { readonly ok: false; readonly why: readonly string[] };

type Part = { readonly predicate: Predicate } | { readonly why: string };

const whyNot = (why: string): Part => ({ why });
const is = (attribute: string, values: readonly string[]): Predicate => ({ attribute, is: [...values] });

/** Names that identify takes as traits; a predicate has no test for them. */
const unasked = new Set(["firstname", "lastname", "name", "email", "phone"]);

const attributePart = (name: string, type: string | null | undefined, values: readonly string[] = []): Part => {
  if (unasked.has(name.toLowerCase())) return whyNot(`${name}: names and addresses are no condition here`);
  if (values.length === 0) return whyNot(`${name} names no values`);
  if (type === "INCLUSIVE" || type === null || type === undefined) return { predicate: is(name, values) };
  if (type === "EXCLUSIVE") return { predicate: { not: is(name, values) } };
  return whyNot(`${name} ${type}: only INCLUSIVE and EXCLUSIVE have a counterpart`);
};

const metricPart = (name: string, operator: string | null | undefined, value: number | null | undefined): Part => {
  if (typeof value !== "number") return whyNot(`Metrics.${name} has no value`);
  if (operator === "EQUAL") return { predicate: { attribute: name, is: value } };
  if (operator === "GREATER_THAN_OR_EQUAL") return { predicate: { attribute: name, atLeast: value } };
  if (operator === "LESS_THAN_OR_EQUAL") return { predicate: { attribute: name, atMost: value } };
  return whyNot(
    `Metrics.${name} ${operator}: only EQUAL, GREATER_THAN_OR_EQUAL and LESS_THAN_OR_EQUAL have a counterpart`,
  );
};

const reach: Readonly<Record<string, "email" | "sms" | "push">> = {
  EMAIL: "email",
  SMS: "sms",
  APNS: "push",
  GCM: "push",
};

const demographicParts = (demographic: Dimensions["Demographic"]): readonly Part[] =>
  Object.entries(demographic ?? {}).flatMap(([name, set]): readonly Part[] => {
    if (!set) return [];
    const found = (set.Values ?? []).map((value) => (name === "Channel" ? reach[value] : undefined));
    const known = found.filter((channel) => channel !== undefined);
    if (known.length === 0 || known.length < found.length) return [whyNot(`Demographic.${name} has no counterpart`)];
    const any: Predicate = { any: [...new Set(known)].map((channel) => ({ hasAddress: channel })) };
    return [{ predicate: set.DimensionType === "EXCLUSIVE" ? { not: any } : any }];
  });

const locationParts = (location: Dimensions["Location"]): readonly Part[] => [
  ...(location?.Country
    ? [attributePart("country", location.Country.DimensionType, location.Country.Values ?? [])]
    : []),
  ...(location?.GPSPoint ? [whyNot("Location.GPSPoint has no counterpart")] : []),
];

/** All conditions of one Dimensions must hold together. */
const partsOf = (dimensions: Dimensions): readonly Part[] => [
  ...Object.entries({ ...dimensions.Attributes, ...dimensions.UserAttributes }).map(([name, one]) =>
    attributePart(name, one.AttributeType, one.Values ?? []),
  ),
  ...Object.entries(dimensions.Metrics ?? {}).map(([name, one]) => metricPart(name, one.ComparisonOperator, one.Value)),
  ...demographicParts(dimensions.Demographic),
  ...locationParts(dimensions.Location),
  ...(isSaid(dimensions.Behavior) ? [whyNot("Behavior.Recency is about an app's sessions, which are not kept")] : []),
];

const isSaid = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.values(value).some((one) => one !== null);

interface Joined {
  readonly predicates: readonly Predicate[];
  readonly why: readonly string[];
}

const split = (parts: readonly Part[]): Joined => ({
  predicates: parts.flatMap((part) => ("predicate" in part ? [part.predicate] : [])),
  why: parts.flatMap((part) => ("why" in part ? [part.why] : [])),
});

const all = (predicates: readonly Predicate[]): Predicate => {
  const [only, ...more] = predicates;
  return only !== undefined && more.length === 0 ? only : { all: predicates };
};

/** How several conditions are joined: ALL, ANY or NONE of them. ALL is what the service takes when nothing is said. */
const joined = (how: string | null | undefined, predicates: readonly Predicate[]): Predicate => {
  if (how === "ANY") return predicates.length === 1 ? all(predicates) : { any: predicates };
  return how === "NONE" ? { not: { any: predicates } } : all(predicates);
};

const groupOf = (group: SegmentGroup): Joined => {
  const sources = (group.SourceSegments ?? []).map(({ Id }) => `it is built on the segment ${Id ?? "without an id"}`);
  const found = (group.Dimensions ?? []).map((dimensions) => split(partsOf(dimensions)));
  const predicates = found.filter((one) => one.predicates.length > 0).map((one) => all(one.predicates));
  const why = [...sources, ...found.flatMap((one) => one.why)];
  return { predicates: predicates.length === 0 ? [] : [joined(group.Type, predicates)], why };
};

export const mapSegment = (given: PinpointSegment): MappedSegment => {
  if (given.SegmentType === "IMPORT")
    return {
      ok: false,
      why: ["it was imported as a list of endpoints: import the list with an attribute, and ask for that"],
    };
  const own = split(given.Dimensions ? partsOf(given.Dimensions) : []);
  const groups = (given.SegmentGroups?.Groups ?? []).map(groupOf);
  const inGroups = groups.flatMap(({ predicates }) => predicates);
  const predicates = [
    ...own.predicates,
    ...(inGroups.length > 0 ? [joined(given.SegmentGroups?.Include, inGroups)] : []),
  ];
  const why = [...own.why, ...groups.flatMap((group) => group.why)];
  if (why.length > 0) return { ok: false, why };
  if (predicates.length === 0)
    return { ok: false, why: ["it holds everybody: a campaign without an audience does the same"] };
  const name = (given.Name ?? given.Id).slice(0, 100);
  const read = segmentSchema.safeParse({
    id: slugOf(given.Name, given.Id),
    name: { en: name, zh: name },
    predicate: all(predicates),
  });
  return read.success
    ? { ok: true, segment: read.data }
    : { ok: false, why: read.error.issues.map(({ message }) => message) };
};
