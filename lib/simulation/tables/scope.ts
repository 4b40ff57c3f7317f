import type { Attribute, Attributes } from "./attribute.ts";
import { checkValues } from "./check-item.ts";
import { toAttribute } from "./marshal.ts";
import { refuse } from "./refusal.ts";
import type { Token, Tokens } from "./tokens.ts";

/** What an expression is evaluated against. */
export interface Scope {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Attributes;
  readonly item: Attributes;
}

/** The placeholders that an expression uses. */
export interface Used {
  readonly names: Set<string>;
  readonly values: Set<string>;
}

export const noneUsed = (): Used => ({ names: new Set(), values: new Set() });

type PathPart = { readonly name: string } | { readonly position: number };

export type Path = readonly [PathPart & { readonly name: string }, ...PathPart[]];

/** `name`, `#name`, `name.part[0]`, … */
export const readPath = (tokens: Tokens, used: Used): Path => {
  const path: [Path[0], ...PathPart[]] = [readName(tokens, used)];
  for (;;) {
    if (tokens.accept(".")) path.push(readName(tokens, used));
    else if (tokens.accept("[")) path.push(readPosition(tokens));
    else return path;
  }
};

const readName = (tokens: Tokens, used: Used): Path[0] => {
  const { next } = tokens;
  if (next?.kind !== "word" && next?.kind !== "name") return tokens.fail("attribute name");
  const { text } = tokens.take();
  if (next.kind === "name") used.names.add(text);
  return { name: text };
};

const readPosition = (tokens: Tokens): PathPart => {
  if (tokens.next?.kind !== "position") return tokens.fail("a position in a list");
  const position = Number(tokens.take().text);
  tokens.expect("]");
  return { position };
};

export const readValueName = (tokens: Tokens, used: Used): string => {
  const token: Token = tokens.next?.kind === "value" ? tokens.take() : tokens.fail("a value");
  used.values.add(token.text);
  return token.text;
};

export const nameIn = (scope: Pick<Scope, "names">, name: string): string =>
  name.startsWith("#") ? (scope.names[name] ?? name) : name;

export const valueIn = (scope: Pick<Scope, "values">, name: string): Attribute =>
  scope.values[name] ?? refuseValue(name);

export const lookUp = (scope: Scope, [first, ...rest]: Path): Attribute | undefined => {
  let found: Attribute | undefined = own(scope.item, nameIn(scope, first.name));
  for (const part of rest) {
    found = "name" in part ? found?.M && own(found.M, nameIn(scope, part.name)) : found?.L?.[part.position];
  }
  return found;
};

const own = (item: Attributes, name: string): Attribute | undefined =>
  Object.hasOwn(item, name) ? item[name] : undefined;

const refuseValue = (name: string): never =>
  refuse(`An expression attribute value used in expression is not defined; attribute value: ${name}`);

interface Placeholders {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>;
}

/** The placeholders of a request, each of which must be given and used. */
export const scopeOf = (q: Placeholders, expressions: readonly (Used | undefined)[]): Omit<Scope, "item"> => {
  const used = noneUsed();
  for (const one of expressions) {
    for (const name of one?.names ?? []) used.names.add(name);
    for (const value of one?.values ?? []) used.values.add(value);
  }
  const names = q.ExpressionAttributeNames ?? {};
  const values = valuesOf(q.ExpressionAttributeValues);
  checkUse("ExpressionAttributeNames", q.ExpressionAttributeNames && names, used.names);
  checkUse("ExpressionAttributeValues", q.ExpressionAttributeValues && values, used.values);
  return { names, values };
};

const valuesOf = (given: Placeholders["ExpressionAttributeValues"] = {}): Attributes => {
  const values: Record<string, Attribute> = {};
  for (const [name, value] of Object.entries(given)) if (value !== undefined) values[name] = toAttribute(value);
  checkValues(values);
  return values;
};

const checkUse = (what: string, given: object | undefined, used: ReadonlySet<string>): void => {
  if (given !== undefined && Object.keys(given).length === 0) refuse(`${what} must not be empty`);
  for (const name of used) {
    if (given !== undefined && Object.hasOwn(given, name)) continue;
    if (name.startsWith(":")) refuseValue(name);
    refuse(`An expression attribute name used in the document path is not defined; attribute name: ${name}`);
  }
  const unused = Object.keys(given ?? {}).filter((name) => !used.has(name));
  if (unused.length > 0) refuse(`Value provided in ${what} unused in expressions: keys: {${unused.join(", ")}}`);
};
