import { posix } from "node:path";
import { dottedName, isSyntax, lineOf, type Syntax, syntaxOf, type Visited } from "./syntax.ts";

export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Says what is wrong with a file, each finding as `path:line what`. */
export type Rule = (file: SourceFile) => readonly string[];

const maxFileLines = 300;
const maxFunctionLines = 70;

const isCode = ({ path }: SourceFile): boolean => /\.(tsx?|js|mjs|cjs)$/.test(path);

type FindIn = (visited: Visited, file: SourceFile) => string | undefined;

/** A rule about the nodes of a program. */
const codeRule =
  (find: FindIn): Rule =>
  (file) => {
    if (!isCode(file)) return [];
    return syntaxOf(file.path, file.text).flatMap((visited) => {
      const found = find(visited, file);
      return found === undefined ? [] : [`${file.path}:${lineOf(file.text, visited.node.start)} ${found}`];
    });
  };

/** A rule about the lines of a text. */
const lineRule =
  (pattern: RegExp, what: string): Rule =>
  ({ path, text }) =>
    text.split("\n").flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${what}`] : []));

const importNodes = new Set([
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
  "TSImportType",
]);

const importedBy = ({ node }: Visited): string | undefined => {
  if (!importNodes.has(node.type) || !isSyntax(node.source)) return undefined;
  return typeof node.source.value === "string" ? node.source.value : undefined;
};

/** Libraries that are pure, small and need no platform. */
const domainLibraries = ["zod", "temporal-polyfill", "@noble/hashes", "libphonenumber-js"];

const isDomainLibrary = (specifier: string): boolean =>
  domainLibraries.some((library) => specifier === library || specifier.startsWith(`${library}/`));

/** Which folders a file of a folder may not import; the longest matching folder comes first. */
const forbiddenFolders: readonly (readonly [folder: string, forbidden: readonly string[]])[] = [
  ["lambdas/store/", ["lambdas/handlers/", "lib/", "bin/", "console/", "test/"]],
  ["lambdas/channels/", ["lambdas/handlers/", "lib/", "bin/", "console/", "test/"]],
  ["lambdas/shared/", ["lambdas/handlers/", "lib/", "bin/", "console/", "test/"]],
  ["lambdas/", ["lib/", "bin/", "console/", "test/"]],
  ["lib/", ["bin/", "test/"]],
  ["bin/", ["test/"]],
];

const isImportAllowed = (path: string, specifier: string): boolean => {
  const isRelative = specifier.startsWith(".");
  const target = isRelative ? posix.join(posix.dirname(path), specifier) : specifier;
  if (path.startsWith("lambdas/domain/")) {
    return isRelative ? target.startsWith("lambdas/domain/") : isDomainLibrary(specifier);
  }
  if (!isRelative) return true;
  const forbidden = forbiddenFolders.find(([folder]) => path.startsWith(folder))?.[1] ?? [];
  return !forbidden.some((folder) => target.startsWith(folder));
};

export const importsRunOneWay: Rule = codeRule((visited, { path }) => {
  const specifier = importedBy(visited);
  return specifier === undefined || isImportAllowed(path, specifier) ? undefined : `imports ${specifier}`;
});

const clockReaders = new Set([
  "Date.now",
  "performance.now",
  "process.hrtime",
  "process.hrtime.bigint",
  "Temporal.Now",
]);
const impureNames = new Set(["Math.random", "crypto", "process", "console", "fetch", "setTimeout", "setInterval"]);

const readsClock = ({ node, parent }: Visited): string | undefined => {
  if (node.type === "NewExpression" && dottedName(node.callee) === "Date") {
    return Array.isArray(node.arguments) && node.arguments.length === 0 ? "new Date()" : undefined;
  }
  if (node.type === "CallExpression" && dottedName(node.callee) === "Date") return "Date()";
  const name = parent?.type === "ImportSpecifier" ? undefined : dottedName(node);
  return name !== undefined && clockReaders.has(name) ? name : undefined;
};

export const onlyTheClockReadsTheClock: Rule = codeRule((visited, { path }) => {
  if (!path.startsWith("lambdas/") || path === "lambdas/shared/clock.ts") return undefined;
  const read = readsClock(visited);
  return read === undefined ? undefined : `reads the system clock: ${read}`;
});

/** A name on its own, not the name of a property or a key. */
const isFreeName = ({ node, parent }: Visited): boolean =>
  node.type !== "Identifier" ||
  parent === undefined ||
  (parent.type === "MemberExpression" ? parent.object === node : parent.type !== "Property" || parent.value === node);

export const domainIsPure: Rule = codeRule((visited, { path }) => {
  if (!path.startsWith("lambdas/domain/") || !isFreeName(visited)) return undefined;
  const name = dottedName(visited.node);
  return name !== undefined && impureNames.has(name) ? `is not pure: ${name}` : undefined;
});

export const filesAreShort: Rule = (file) => {
  if (!isCode(file)) return [];
  const lines = file.text.trimEnd().split("\n").length;
  return lines > maxFileLines ? [`${file.path}:1 has ${lines} lines, ${maxFileLines} are allowed`] : [];
};

const functionNodes = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

const rootName = (node: unknown): string | undefined => {
  if (!isSyntax(node)) return undefined;
  if (node.type === "Identifier") return dottedName(node);
  return rootName(
    node.type === "MemberExpression" ? node.object : node.type === "CallExpression" ? node.callee : node.tag,
  );
};

/** `describe(…, () => { … })` groups tests and is no function that anybody reads as one. */
const groupsTests = (parent: Syntax | undefined): boolean =>
  parent?.type === "CallExpression" && rootName(parent.callee) === "describe";

export const functionsAreShort: Rule = codeRule(({ node, parent }, { text }) => {
  if (!functionNodes.has(node.type) || groupsTests(parent)) return undefined;
  const lines = lineOf(text, node.end) - lineOf(text, node.start) + 1;
  return lines > maxFunctionLines ? `is a function of ${lines} lines, ${maxFunctionLines} are allowed` : undefined;
});

const testCalls = new Set(["test", "it", "describe", "suite", "bench"]);
const hidingWords = new Set(["only", "skip", "todo", "fails"]);

export const everyTestRuns: Rule = codeRule(({ node }) => {
  if (node.type !== "MemberExpression" || !testCalls.has(rootName(node) ?? "")) return undefined;
  const word = dottedName(node.property);
  return word !== undefined && hidingWords.has(word) ? `does not run every test: .${word}` : undefined;
});

// Written so that the patterns do not find themselves.
export const noLeftoverNotes: Rule = lineRule(/\b(TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b/, "has a leftover note");

export const noPathsOfOneMachine: Rule = lineRule(
  /(^|[\s"'`(=:<])\/(work|tm[p]|home|root|Users|private\/var)(\/|["'`\s),.;]|$)|\b[A-Z]:\\\\?Users\b/,
  "names a path of one machine",
);

export const noRegistryAddresses: Rule = (file) =>
  file.path.endsWith("package-lock.json") ? lineRule(/"resolved":/, "names a registry")(file) : [];

export const rules = {
  importsRunOneWay,
  onlyTheClockReadsTheClock,
  domainIsPure,
  filesAreShort,
  functionsAreShort,
  everyTestRuns,
  noLeftoverNotes,
  noPathsOfOneMachine,
  noRegistryAddresses,
} satisfies Readonly<Record<string, Rule>>;
