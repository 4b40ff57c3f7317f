import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vitest/node";

/** A sentence that the code may say of what is wrong; whatever it fills in stands as ◇1, ◇2 and so on. */
export interface SaidProblem {
  readonly file: string;
  readonly kind: "problem" | "allowed";
  readonly text: string;
}

/** A node as ESTree has it. */
interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof Reflect.get(value, "type") === "string";

const cookedOf = (quasi: Node): string => (quasi.value as { readonly cooked: string }).cooked;

/** What is built piece by piece cannot be read off; its pieces are named constants, which are. */
const textsIn = (node: unknown): readonly string[] => {
  if (!isNode(node)) return [];
  if (node.type === "Literal") return typeof node.value === "string" ? [node.value] : [];
  if (node.type === "TSAsExpression") return textsIn(node.expression);
  if (node.type === "ConditionalExpression") return [...textsIn(node.consequent), ...textsIn(node.alternate)];
  if (node.type !== "TemplateLiteral") return [];
  return [(node.quasis as readonly Node[]).map((quasi, at) => (at === 0 ? "" : `◇${at}`) + cookedOf(quasi)).join("")];
};

const nameOf = (node: unknown): string => (isNode(node) ? String(node.name ?? node.value ?? "") : "");
const problemNames: ReadonlySet<string> = new Set(["problem", "error", "message"]);
const isProblemConstant = (name: string): boolean => /^(problem|needs[A-Z]\w*|outOf[A-Z]\w*)$/.test(name);
const isAllowedConstant = (name: string): boolean => name === "allowed" || /Rule$/.test(name);
/** Calls whose last argument says what a value must be. */
const checks: ReadonlySet<string> = new Set(["refine", "regex", "date"]);
/** Functions of this code that are told a problem, and as which argument. */
const sayers: Readonly<Record<string, number>> = { problem: 1, note: 1 };

type Said = Omit<SaidProblem, "file">;
const problems = (node: unknown): readonly Said[] => textsIn(node).map((text) => ({ kind: "problem", text }));

const ofCall = (node: Node): readonly Said[] => {
  const callee = node.callee as Node;
  const name = nameOf(callee.type === "MemberExpression" ? callee.property : callee);
  const given = node.arguments as readonly unknown[];
  if (name === "written")
    return textsIn(given[1]).flatMap((text): readonly Said[] => [
      { kind: "problem", text: `must be ${text}` },
      { kind: "allowed", text },
    ]);
  if (checks.has(name)) return problems(given.at(-1));
  const at = sayers[name];
  return at === undefined ? [] : problems(given[at]);
};

const ofNode = (node: Node): readonly Said[] => {
  if (node.type === "CallExpression") return ofCall(node);
  if (node.type === "VariableDeclarator") {
    const name = nameOf(node.id);
    if (isProblemConstant(name)) return problems(node.init);
    return isAllowedConstant(name) ? textsIn(node.init).map((text) => ({ kind: "allowed", text })) : [];
  }
  if (node.type !== "Property") return [];
  const name = nameOf(node.key);
  if (problemNames.has(name)) return problems(node.value);
  return name === "allowed" || name === "title" ? textsIn(node.value).map((text) => ({ kind: "allowed", text })) : [];
};

const walk = (value: unknown, found: Said[]): void => {
  if (Array.isArray(value)) for (const each of value) walk(each, found);
  if (!isNode(value)) return;
  found.push(...ofNode(value));
  for (const each of Object.values(value)) walk(each, found);
};

const saidIn = (file: string, source: string): readonly SaidProblem[] => {
  const found: Said[] = [];
  walk(parseAst(source, { lang: "ts" }, file), found);
  return found.map((said) => ({ file, ...said }));
};

/** Every sentence that the code below a folder may say of a problem. */
export const problemSentencesIn = (root: string, folder: string): readonly SaidProblem[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .toSorted()
    .flatMap((name) => saidIn(`${folder}/${name}`, readFileSync(join(root, folder, name), "utf8")))
    .filter(({ text }) => /[a-z]/i.test(text));
