// Condition and filter expressions. An expression is compiled once into functions and kept: the stores use a few dozen.
import { type Attribute, isEqual } from "./attribute.ts";
import { readFunction } from "./condition-functions.ts";
import { keepCompiled } from "./keep-compiled.ts";
import { type Operand, type Parser, readOperand, type Test } from "./operand.ts";
import { compareAttributes } from "./order.ts";
import { refuse } from "./refusal.ts";
import { noneUsed, type Scope, type Used, valueIn } from "./scope.ts";
import { listOf, readTokens } from "./tokens.ts";

export interface Condition extends Used {
  /** First attribute names of all paths, with placeholders. */
  readonly attributes: ReadonlySet<string>;
  /** Refuses values that can never be right, whatever the item. */
  check(scope: Pick<Scope, "values" | "names">): void;
  readonly holds: Test;
}

/** `what` names the expression in refusals. */
export const compileCondition = keepCompiled((expression: string, what: string): Condition => {
  const parser: Parser = { ...noneUsed(), tokens: readTokens(expression, what), attributes: new Set(), checks: [] };
  const holds = readOr(parser);
  parser.tokens.end();
  const check = (scope: Pick<Scope, "values">) => {
    for (const each of parser.checks) each(scope);
  };
  return { names: parser.names, values: parser.values, attributes: parser.attributes, check, holds };
});

const readOr = (parser: Parser): Test => {
  const parts = [readAnd(parser)];
  while (parser.tokens.accept("OR")) parts.push(readAnd(parser));
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : (scope) => parts.some((part) => part(scope));
};

const readAnd = (parser: Parser): Test => {
  const parts = [readNot(parser)];
  while (parser.tokens.accept("AND")) parts.push(readNot(parser));
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : (scope) => parts.every((part) => part(scope));
};

const readNot = (parser: Parser): Test => {
  if (!parser.tokens.accept("NOT")) return readPrimary(parser);
  const inner = readNot(parser);
  return (scope) => !inner(scope);
};

const readPrimary = (parser: Parser): Test => {
  const { tokens } = parser;
  if (!tokens.accept("(")) return readFunction(parser) ?? readComparison(parser);
  const inner = readOr(parser);
  tokens.expect(")");
  return inner;
};

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

const areSame = (a: Attribute | undefined, b: Attribute | undefined): boolean =>
  a !== undefined && b !== undefined && isEqual(a, b);

const isOrdered = (a: Attribute | undefined, b: Attribute | undefined, holds: (order: number) => boolean): boolean => {
  const order = a !== undefined && b !== undefined ? compareAttributes(a, b) : undefined;
  return order !== undefined && holds(order);
};

const readComparison = (parser: Parser): Test => {
  const { tokens } = parser;
  const left = readOperand(parser);
  if (tokens.accept("BETWEEN")) return readBetween(parser, left);
  if (tokens.accept("IN")) return readIn(parser, left);
  if (tokens.accept("=")) return equality(left, readOperand(parser));
  if (tokens.accept("<>")) {
    const isSame = equality(left, readOperand(parser));
    return (scope) => !isSame(scope);
  }
  const symbol = tokens.next?.text ?? "";
  const holds = (Object.hasOwn(comparisons, symbol) ? comparisons[symbol] : undefined) ?? tokens.fail("a comparison");
  tokens.take();
  const right = readOperand(parser);
  return (scope) => isOrdered(left(scope), right(scope), holds);
};

const equality =
  (left: Operand, right: Operand): Test =>
  (scope) =>
    areSame(left(scope), right(scope));

const readIn = (parser: Parser, left: Operand): Test => {
  parser.tokens.expect("(");
  const options = listOf(parser.tokens, () => readOperand(parser));
  parser.tokens.expect(")");
  return (scope) => options.some((option) => areSame(left(scope), option(scope)));
};

const readBetween = (parser: Parser, middle: Operand): Test => {
  const low = readOperand(parser);
  parser.tokens.expect("AND");
  const high = readOperand(parser);
  const atMost = (order: number) => order <= 0;
  parser.checks.push((scope) => {
    if (low.value === undefined || high.value === undefined) return;
    if (!isOrdered(valueIn(scope, low.value), valueIn(scope, high.value), atMost))
      refuse("The BETWEEN operator requires upper bound to be greater than or equal to lower bound");
  });
  return (scope) => isOrdered(low(scope), middle(scope), atMost) && isOrdered(middle(scope), high(scope), atMost);
};
