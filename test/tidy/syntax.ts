import { extname } from "node:path";
import { parseAst } from "vitest/node";

/** A node of the syntax tree; what it holds besides is read by name. */
export interface Syntax {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export interface Visited {
  readonly node: Syntax;
  readonly parent: Syntax | undefined;
}

export const isSyntax = (value: unknown): value is Syntax =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" && "start" in value;

const childrenOf = (node: Syntax): readonly Syntax[] => Object.values(node).flat().filter(isSyntax);

const walk = (node: Syntax, parent: Syntax | undefined, into: Visited[]): void => {
  into.push({ node, parent });
  for (const child of childrenOf(node)) walk(child, node, into);
};

const languages: Readonly<Record<string, "ts" | "tsx">> = { ".ts": "ts", ".tsx": "tsx" };

/** Every node of a TypeScript or JavaScript file. */
export const syntaxOf = (path: string, text: string): readonly Visited[] => {
  const lang = languages[extname(path)] ?? "js";
  const program: unknown = parseAst(text, { lang }, path);
  const visited: Visited[] = [];
  if (isSyntax(program)) walk(program, undefined, visited);
  return visited;
};

export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

/** `a.b.c` of a chain of names; undefined for anything else. */
export const dottedName = (node: unknown): string | undefined => {
  if (!isSyntax(node)) return undefined;
  if (node.type === "Identifier" && typeof node.name === "string") return node.name;
  if (node.type !== "MemberExpression" || node.computed === true) return undefined;
  const object = dottedName(node.object);
  const property = dottedName(node.property);
  return object === undefined || property === undefined ? undefined : `${object}.${property}`;
};
