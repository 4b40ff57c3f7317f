import { type Attribute, isEqual, typeOf } from "./attribute.ts";
import { type Operand, type Parser, pathOperand, readOperand, type Test } from "./operand.ts";
import { refuse } from "./refusal.ts";
import { valueIn } from "./scope.ts";

/** A function that is a condition by itself; undefined when none comes next. */
export const readFunction = (parser: Parser): Test | undefined => {
  const { tokens } = parser;
  const name = tokens.next?.kind === "word" ? tokens.next.text : undefined;
  const read = name !== undefined && Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (read === undefined) return undefined;
  tokens.take();
  tokens.expect("(");
  const test = read(parser, pathOperand(parser));
  tokens.expect(")");
  return test;
};

const second = (parser: Parser): Operand => {
  parser.tokens.expect(",");
  return readOperand(parser);
};

/** A second argument that must be a text, whatever the item. */
const secondText = (parser: Parser, name: string): Operand => {
  const operand = second(parser);
  parser.checks.push((scope) => {
    if (operand.value !== undefined && valueIn(scope, operand.value).S === undefined)
      refuse(`Incorrect operand type for operator or function; operator or function: ${name}`);
  });
  return operand;
};

const functions: Readonly<Record<string, (parser: Parser, first: Operand) => Test>> = {
  attribute_exists: (_parser, first) => (scope) => first(scope) !== undefined,
  attribute_not_exists: (_parser, first) => (scope) => first(scope) === undefined,
  attribute_type: (parser, first) => {
    const type = secondText(parser, "attribute_type");
    return (scope) => {
      const value = first(scope);
      return value !== undefined && typeOf(value) === type(scope)?.S;
    };
  },
  begins_with: (parser, first) => {
    const prefix = secondText(parser, "begins_with");
    return (scope) => {
      const text = first(scope)?.S;
      const start = prefix(scope)?.S;
      return text !== undefined && start !== undefined && text.startsWith(start);
    };
  },
  contains: (parser, first) => {
    const part = second(parser);
    return (scope) => doesContain(first(scope), part(scope));
  },
};

const doesContain = (whole: Attribute | undefined, part: Attribute | undefined): boolean => {
  if (whole === undefined || part === undefined) return false;
  if (whole.S !== undefined) return part.S !== undefined && whole.S.includes(part.S);
  return whole.L?.some((element) => isEqual(element, part)) ?? false;
};
