// A predicate as a query of the builder, and back. A rule's field says which test it is and its value is the rest of the test,
// so nothing is lost on the way; `not` is an operator of rules and a mark of groups.
import type { RuleGroupType, RuleType } from "react-querybuilder";
import type { Predicate } from "../../../../../lambdas/domain/predicate.ts";

export type Query = RuleGroupType<RuleType<string, "is" | "isNot", unknown>, "and" | "or">;
type Rule = RuleType<string, "is" | "isNot", unknown>;

type Test = Exclude<Predicate, { readonly all: unknown } | { readonly any: unknown } | { readonly not: unknown }>;

/** The tests whose field names what is asked for; the value is what is asked of it. */
const named = ["figure", "attribute", "event"] as const;
/** The tests whose field names the channel; the value is the category. */
const ofChannel = ["reachable", "consent"] as const;
/** The tests that are all value. */
const whole = ["tier", "segment", "bought", "favourite", "coupon", "hasAddress"] as const;

const has = <Key extends string>(test: object, key: Key): test is Readonly<Record<Key, unknown>> => key in test;

const ruleOf = (test: Test, operator: Rule["operator"]): Rule => {
  for (const kind of named)
    if (has(test, kind)) {
      const { [kind]: name, ...value } = test as Readonly<Record<string, unknown>>;
      return { field: `${kind}:${String(name)}`, operator, value };
    }
  for (const kind of ofChannel)
    if (has(test, kind)) return { field: `${kind}:${String(test[kind])}`, operator, value: Reflect.get(test, "about") };
  if (has(test, "entered")) return { field: "entered", operator, value: test };
  const kind = whole.find((one) => has(test, one)) ?? "tier";
  return { field: kind, operator, value: Reflect.get(test, kind) };
};

const partOf = (predicate: Predicate): Query | Rule => {
  if ("not" in predicate) {
    const inner = partOf(predicate.not);
    if (!("rules" in inner) && inner.operator === "is") return { ...inner, operator: "isNot" };
    return "rules" in inner && inner.not !== true
      ? { ...inner, not: true }
      : { combinator: "and", rules: [inner], not: true };
  }
  if ("all" in predicate) return { combinator: "and", rules: predicate.all.map(partOf) };
  if ("any" in predicate) return { combinator: "or", rules: predicate.any.map(partOf) };
  return ruleOf(predicate, "is");
};

/** Nobody asked anything: everybody. */
export const emptyQuery: Query = { combinator: "and", rules: [] };

export const queryOf = (predicate: Predicate | undefined): Query => {
  if (predicate === undefined) return emptyQuery;
  const part = partOf(predicate);
  return "rules" in part ? part : { combinator: "and", rules: [part] };
};

const isFilled = (value: unknown): boolean => {
  if (value === undefined || value === null || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  return true;
};

const filled = (value: unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(value ?? {}).filter(([, part]) => isFilled(part)));

/** Undefined while something that the test needs is missing. */
const testOf = ({ field, value }: Rule): Predicate | undefined => {
  const [kind = "", ...rest] = field.split(":");
  const name = rest.join(":");
  const parts = filled(value);
  const isSome = Object.keys(parts).length > 0;
  switch (kind) {
    case "figure":
      return isSome ? ({ figure: name, ...parts } as Predicate) : undefined;
    case "attribute":
      return isSome ? ({ attribute: name, ...parts } as Predicate) : undefined;
    case "event":
      return isFilled(parts.withinDays) ? ({ event: name, ...parts } as Predicate) : undefined;
    case "reachable":
    case "consent":
      return isFilled(value) ? ({ [kind]: name, about: value } as unknown as Predicate) : undefined;
    case "entered":
      return isFilled(parts.entered) ? (parts as Predicate) : undefined;
    case "bought":
    case "favourite":
    case "coupon":
      return { [kind]: parts } as unknown as Predicate;
    default:
      return isFilled(value) ? ({ [kind]: value } as unknown as Predicate) : undefined;
  }
};

/** `undefined`: everybody. `incomplete`: something is not filled in yet. */
export type Built = { readonly predicate: Predicate | undefined } | "incomplete";

const partBack = (part: Query | Rule): Built => {
  if (!("rules" in part)) {
    const test = testOf(part);
    if (test === undefined) return "incomplete";
    return { predicate: part.operator === "isNot" ? { not: test } : test };
  }
  const built = part.rules.map((one) => partBack(one as Query | Rule));
  const parts: Predicate[] = [];
  for (const one of built) {
    if (one === "incomplete") return "incomplete";
    if (one.predicate !== undefined) parts.push(one.predicate);
  }
  const [first, ...others] = parts;
  if (first === undefined) return { predicate: undefined };
  const joined: Predicate = others.length === 0 ? first : part.combinator === "or" ? { any: parts } : { all: parts };
  return { predicate: part.not === true ? { not: joined } : joined };
};

export const predicateOf = (query: Query): Built => partBack(query);

/** Groups of one are the one, and what is denied twice is not denied: the same question, asked the shortest way. */
export const plainly = (predicate: Predicate): Predicate => {
  if ("not" in predicate) {
    const inner = plainly(predicate.not);
    return "not" in inner ? inner.not : { not: inner };
  }
  const parts = "all" in predicate ? predicate.all : "any" in predicate ? predicate.any : undefined;
  if (parts === undefined) return predicate;
  const plain = parts.map(plainly);
  const [first] = plain;
  if (plain.length === 1 && first !== undefined) return first;
  return "all" in predicate ? { all: plain } : { any: plain };
};

const sorted = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const isSame = (one: Predicate, other: Predicate): boolean =>
  JSON.stringify(plainly(one), sorted) === JSON.stringify(plainly(other), sorted);

/** Whether the builder can show a predicate without changing what it asks. */
export const canShow = (predicate: Predicate | undefined): boolean => {
  if (predicate === undefined) return true;
  const back = predicateOf(queryOf(predicate));
  return back !== "incomplete" && back.predicate !== undefined && isSame(back.predicate, predicate);
};
