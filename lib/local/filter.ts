import { LocalError } from "./local-error.ts";

/*
 * EventBridge-style filter patterns, the subset the wiring uses. An operator that is not known here is refused when the
 * pattern is read: a filter that silently let everything through would hide a wiring mistake until it is in the account.
 */
type Test = (value: unknown) => boolean;
export type Filter = (record: object) => boolean;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const refuse = (pattern: unknown, problem: string): never => {
  throw new LocalError("template-not-understood", `Filter pattern ${JSON.stringify(pattern)}: ${problem}.`);
};

const isScalar = (value: unknown): boolean =>
  value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** `exists` looks at leaves only, as in AWS: a map never exists. */
const isLeaf = (value: unknown): boolean => value !== undefined && !isObject(value);

const anythingBut = (operand: unknown): Test => {
  if (isObject(operand) && typeof operand.prefix === "string") {
    const { prefix } = operand;
    return (value) => isLeaf(value) && !(typeof value === "string" && value.startsWith(prefix));
  }
  const unwanted = Array.isArray(operand) ? operand : [operand];
  if (!unwanted.every(isScalar)) refuse(operand, "anything-but takes values or { prefix }");
  return (value) => isLeaf(value) && !unwanted.includes(value);
};

const compileOperator = (operator: Readonly<Record<string, unknown>>): Test => {
  const entries = Object.entries(operator);
  const [name, operand] = entries[0] ?? [];
  if (entries.length !== 1) return refuse(operator, "an operator has exactly one key");
  if (name === "exists" && typeof operand === "boolean") return (value) => isLeaf(value) === operand;
  if (name === "prefix" && typeof operand === "string") {
    return (value) => typeof value === "string" && value.startsWith(operand);
  }
  if (name === "anything-but") return anythingBut(operand);
  return refuse(operator, "only values, exists, prefix and anything-but are known");
};

const compileAlternative = (alternative: unknown): Test => {
  if (isObject(alternative)) return compileOperator(alternative);
  if (!isScalar(alternative)) return refuse(alternative, "must be a value or an operator");
  return (value) => (Array.isArray(value) ? value.includes(alternative) : value === alternative);
};

const compileNode = (pattern: unknown): Test => {
  if (Array.isArray(pattern)) {
    if (pattern.length === 0) refuse(pattern, "an empty list matches nothing");
    const tests = pattern.map(compileAlternative);
    return (value) => tests.some((test) => test(value));
  }
  if (!isObject(pattern)) return refuse(pattern, "must be a map of keys, or a list of values and operators");
  const children = Object.entries(pattern).map(([key, child]) => {
    if (key.startsWith("$")) refuse(pattern, `${key} is not known`);
    return { key, test: compileNode(child) };
  });
  return (value) => children.every(({ key, test }) => test(isObject(value) ? value[key] : undefined));
};

const parsePattern = (pattern: string): unknown => {
  try {
    return JSON.parse(pattern);
  } catch {
    return refuse(pattern, "is not JSON");
  }
};

/** A record passes when one pattern matches; without patterns every record does. */
export const compileFilter = (patterns: readonly string[]): Filter => {
  const tests = patterns.map((pattern) => compileNode(parsePattern(pattern)));
  return (record) => tests.length === 0 || tests.some((test) => test(record));
};
