import type { Attribute } from "./attribute.ts";
import { keepCompiled } from "./keep-compiled.ts";
import { type KeyPart, type KeySchema, keyText } from "./keys.ts";
import { compareKeys } from "./order.ts";
import { refuse } from "./refusal.ts";
import { nameIn, noneUsed, readPath, readValueName, type Scope, type Used, valueIn } from "./scope.ts";
import { readTokens, type Tokens } from "./tokens.ts";

interface Clause {
  /** The attribute, possibly as a placeholder. */
  readonly name: string;
  readonly operator: string;
  /** Placeholders: one, or two for BETWEEN. */
  readonly values: readonly string[];
}

export interface KeyCondition extends Used {
  readonly clauses: readonly Clause[];
}

/** The rows that a key condition asks for: one partition, and in it the sort keys that pass. */
export interface KeyRange {
  readonly partition: string;
  passes(sort: string): boolean;
}

const operators = ["=", "<=", ">=", "<", ">"];

export const compileKeyCondition = keepCompiled((expression: string, what: string): KeyCondition => {
  const used = noneUsed();
  const tokens = readTokens(expression, what);
  const clauses = [readClause(tokens, used)];
  if (tokens.accept("AND")) clauses.push(readClause(tokens, used));
  tokens.end();
  return { ...used, clauses };
});

const readClause = (tokens: Tokens, used: Used): Clause => {
  if (!tokens.accept("("))
    return tokens.accept("begins_with") ? readBeginsWith(tokens, used) : readCompare(tokens, used);
  const clause = readClause(tokens, used);
  tokens.expect(")");
  return clause;
};

const readKeyName = (tokens: Tokens, used: Used): string => {
  const [first, ...rest] = readPath(tokens, used);
  return rest.length > 0 ? tokens.fail("a key attribute") : first.name;
};

const readBeginsWith = (tokens: Tokens, used: Used): Clause => {
  tokens.expect("(");
  const name = readKeyName(tokens, used);
  tokens.expect(",");
  const values = [readValueName(tokens, used)];
  tokens.expect(")");
  return { name, operator: "begins_with", values };
};

const readCompare = (tokens: Tokens, used: Used): Clause => {
  const name = readKeyName(tokens, used);
  if (tokens.accept("BETWEEN")) {
    const low = readValueName(tokens, used);
    tokens.expect("AND");
    return { name, operator: "BETWEEN", values: [low, readValueName(tokens, used)] };
  }
  const operator = operators.find((symbol) => tokens.accept(symbol)) ?? tokens.fail(`one of ${operators.join(" ")}`);
  return { name, operator, values: [readValueName(tokens, used)] };
};

export const rangeOf = (
  { clauses }: KeyCondition,
  schema: KeySchema,
  scope: Pick<Scope, "names" | "values">,
): KeyRange => {
  const isOf = (part: KeyPart | undefined) => (clause: Clause) => nameIn(scope, clause.name) === part?.name;
  const partition = clauses.find(isOf(schema.partition));
  if (partition === undefined) return refuse(`Query condition missed key schema element: ${schema.partition.name}`);
  if (partition.operator !== "=") return refuse("Query key condition not supported");
  const [text = ""] = textsOf(schema.partition, partition, scope);

  const [other] = clauses.filter((clause) => clause !== partition);
  if (other === undefined) return { partition: text, passes: () => true };
  if (schema.sort === undefined || !isOf(schema.sort)(other))
    return refuse(`Query condition missed key schema element: ${schema.sort?.name ?? "none"}`);
  return { partition: text, passes: passesOf(schema.sort, other, textsOf(schema.sort, other, scope)) };
};

const textsOf = (part: KeyPart, clause: Clause, scope: Pick<Scope, "values">): readonly string[] =>
  clause.values.map((name) => {
    const value: Attribute = valueIn(scope, name);
    const text = keyText(part, value);
    if (text === undefined)
      return refuse("One or more parameter values were invalid: Condition parameter type does not match schema type");
    if (text === "" && clause.operator !== "begins_with")
      return refuse(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${part.name}`,
      );
    return text;
  });

const passesOf = (
  { type }: KeyPart,
  { operator }: Clause,
  [first = "", second = ""]: readonly string[],
): ((sort: string) => boolean) => {
  const order = (sort: string) => compareKeys(type, sort, first);
  switch (operator) {
    case "=":
      return (sort) => sort === first;
    case "<":
      return (sort) => order(sort) < 0;
    case "<=":
      return (sort) => order(sort) <= 0;
    case ">":
      return (sort) => order(sort) > 0;
    case ">=":
      return (sort) => order(sort) >= 0;
    case "begins_with":
      return type === "S" ? (sort) => sort.startsWith(first) : refuse("begins_with needs a sort key of type S");
    default:
      if (compareKeys(type, first, second) > 0)
        refuse("The BETWEEN operator requires upper bound to be greater than or equal to lower bound");
      return (sort) => order(sort) >= 0 && compareKeys(type, sort, second) <= 0;
  }
};
