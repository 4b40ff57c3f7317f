import type { Attribute } from "./attribute.ts";
import { lookUp, readPath, readValueName, type Scope, type Used, valueIn } from "./scope.ts";
import type { Tokens } from "./tokens.ts";

export type Test = (scope: Scope) => boolean;

export interface Operand {
  (scope: Scope): Attribute | undefined;
  /** The placeholder, when the operand is one: such operands are checked before anything is compared. */
  readonly value?: string;
}

/** What a condition is read with. */
export interface Parser extends Used {
  readonly tokens: Tokens;
  readonly attributes: Set<string>;
  readonly checks: ((scope: Pick<Scope, "values">) => void)[];
}

export const pathOperand = (parser: Parser): Operand => {
  const path = readPath(parser.tokens, parser);
  parser.attributes.add(path[0].name);
  return (scope) => lookUp(scope, path);
};

export const readOperand = (parser: Parser): Operand => {
  const { tokens } = parser;
  if (tokens.accept("size")) return readSize(parser);
  return tokens.next?.kind === "value" ? valueOperand(parser) : pathOperand(parser);
};

const valueOperand = (parser: Parser): Operand => {
  const value = readValueName(parser.tokens, parser);
  return Object.assign((scope: Scope) => valueIn(scope, value), { value });
};

const readSize = (parser: Parser): Operand => {
  parser.tokens.expect("(");
  const operand = pathOperand(parser);
  parser.tokens.expect(")");
  return (scope) => {
    const value = operand(scope);
    const size = value?.S?.length ?? value?.L?.length ?? (value?.M && Object.keys(value.M).length);
    return size === undefined ? undefined : { N: String(size) };
  };
};
