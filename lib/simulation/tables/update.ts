// Update expressions. Values are read from the item as it was, so that the order of the clauses means nothing.
import type { Attribute } from "./attribute.ts";
import { negated, sum } from "./decimal.ts";
import { keepCompiled } from "./keep-compiled.ts";
import { refuse, unsupported } from "./refusal.ts";
import { lookUp, nameIn, noneUsed, readPath, readValueName, type Scope, type Used, valueIn } from "./scope.ts";
import { listOf, readTokens, type Tokens } from "./tokens.ts";

/** The new value of an attribute; undefined removes it. */
type Change = (scope: Scope) => Attribute | undefined;

interface Action {
  /** The attribute, possibly as a placeholder. */
  readonly name: string;
  readonly change: Change;
}

export interface Update extends Used {
  readonly actions: readonly Action[];
  check(scope: Pick<Scope, "values">): void;
}

interface Parser extends Used {
  readonly tokens: Tokens;
  /** Values that ADD was given: they must be numbers. */
  readonly added: string[];
}

const sections = ["SET", "REMOVE", "ADD", "DELETE"] as const;

export const compileUpdate = keepCompiled((expression: string, what: string): Update => {
  const parser: Parser = { ...noneUsed(), tokens: readTokens(expression, what), added: [] };
  const actions: Action[] = [];
  const seen = new Set<string>();
  while (parser.tokens.next !== undefined) {
    const section = sections.find((name) => parser.tokens.accept(name)) ?? parser.tokens.fail("SET, REMOVE or ADD");
    if (seen.has(section))
      refuse(`Invalid ${what}: The "${section}" section can only be used once in an update expression;`);
    seen.add(section);
    actions.push(...listOf(parser.tokens, () => readAction(parser, section)));
  }
  const check = (scope: Pick<Scope, "values">) => {
    for (const name of parser.added) if (valueIn(scope, name).N === undefined) refuse(addType);
  };
  return { names: parser.names, values: parser.values, actions, check };
});

const addType = "Incorrect operand type for operator or function; operator: ADD";
const operandType = "An operand in the update expression has an incorrect data type";
const missing = "The provided expression refers to an attribute that does not exist in the item";

const readAction = (parser: Parser, section: (typeof sections)[number]): Action => {
  const [first, ...rest] = readPath(parser.tokens, parser);
  if (rest.length > 0) unsupported("updates inside an attribute");
  const { name } = first;
  switch (section) {
    case "SET":
      parser.tokens.expect("=");
      return { name, change: readValue(parser) };
    case "REMOVE":
      return { name, change: () => undefined };
    case "ADD":
      return { name, change: readAdd(parser, name) };
    case "DELETE":
      return unsupported("sets");
  }
};

const readAdd = (parser: Parser, name: string): Change => {
  const value = readValueName(parser.tokens, parser);
  parser.added.push(value);
  return (scope) => {
    const before = lookUp(scope, [{ name }]);
    return before === undefined ? valueIn(scope, value) : plus(before, valueIn(scope, value));
  };
};

const readValue = (parser: Parser): Change => {
  const { tokens } = parser;
  const left = readTerm(parser);
  if (tokens.accept("+")) return arithmetic(left, readTerm(parser), (text) => text);
  if (tokens.accept("-")) return arithmetic(left, readTerm(parser), negated);
  return left;
};

const arithmetic =
  (left: Change, right: Change, turn: (text: string) => string): Change =>
  (scope) => {
    const by = right(scope);
    return plus(left(scope), by?.N === undefined ? by : { N: turn(by.N) });
  };

const plus = (a: Attribute | undefined, b: Attribute | undefined): Attribute =>
  a?.N === undefined || b?.N === undefined ? refuse(operandType) : { N: sum(a.N, b.N) };

const readTerm = (parser: Parser): Change => {
  const { tokens } = parser;
  if (tokens.next?.kind === "value") {
    const value = readValueName(tokens, parser);
    return (scope) => valueIn(scope, value);
  }
  if (tokens.accept("if_not_exists")) return readIfNotExists(parser);
  if (tokens.accept("list_append")) return readListAppend(parser);
  const path = readPath(tokens, parser);
  return (scope) => lookUp(scope, path) ?? refuse(missing);
};

const readIfNotExists = (parser: Parser): Change => {
  const { tokens } = parser;
  tokens.expect("(");
  const path = readPath(tokens, parser);
  tokens.expect(",");
  const otherwise = readTerm(parser);
  tokens.expect(")");
  return (scope) => lookUp(scope, path) ?? otherwise(scope);
};

const readListAppend = (parser: Parser): Change => {
  const { tokens } = parser;
  tokens.expect("(");
  const first = readTerm(parser);
  tokens.expect(",");
  const second = readTerm(parser);
  tokens.expect(")");
  return (scope) => {
    const [a, b] = [first(scope)?.L, second(scope)?.L];
    return a === undefined || b === undefined ? refuse(operandType) : { L: [...a, ...b] };
  };
};

/** The attributes that an update touches. Refuses one that is touched twice or belongs to the key. */
export const touchedBy = (update: Update, scope: Pick<Scope, "names">, keys: readonly string[]): readonly string[] => {
  const touched = update.actions.map(({ name }) => nameIn(scope, name));
  for (const [index, name] of touched.entries()) {
    if (touched.indexOf(name) !== index)
      refuse(
        `Invalid UpdateExpression: Two document paths overlap with each other; path one: [${name}], path two: [${name}]`,
      );
    if (keys.includes(name))
      refuse(
        `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
      );
  }
  return touched;
};

/** Carries the update out on `next`, a copy of the item; `scope.item` stays as it is. */
export const applyUpdate = (update: Update, scope: Scope, next: Record<string, Attribute>): void => {
  for (const { name, change } of update.actions) {
    const value = change(scope);
    const attribute = nameIn(scope, name);
    if (value === undefined) delete next[attribute];
    else next[attribute] = value;
  }
};
