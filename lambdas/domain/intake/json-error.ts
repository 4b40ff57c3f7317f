/** Where a text stops being JSON. Written out because what JSON.parse says of the place differs from version to version. */
export interface JsonError {
  /** Counted from 0; the text's length when it ends too early. */
  readonly position: number;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}

type Awaited = "value" | "value or ]" | "key" | "key or }" | ":" | ", or ]" | ", or }" | "end";

const blank = /[ \t\r\n]*/y;
const scalar =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these within a text.
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

const matchAt = (pattern: RegExp, text: string, position: number): string | undefined => {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
};

/** Undefined for valid JSON. Keeps its own stack: a text of a hundred thousand brackets must not exhaust the machine's. */
export const findJsonError = (text: string): JsonError | undefined => {
  const open: ("[" | "{")[] = [];
  let awaited: Awaited = "value";
  let position = 0;
  for (;;) {
    position += matchAt(blank, text, position)?.length ?? 0;
    if (position === text.length && awaited === "end") return undefined;
    const token: string | undefined = matchAt(scalar, text, position) ?? text[position];
    const next: Awaited | undefined = token === undefined ? undefined : step(awaited, token, open);
    if (token === undefined || next === undefined) return placed(text, position, awaited);
    position += token.length;
    awaited = next;
  }
};

const isScalar = (token: string): boolean => token.length > 1 || /\d/.test(token);

/** What must follow a token; undefined when the token is not what was awaited. Opens and closes brackets on `open`. */
const step = (awaited: Awaited, token: string, open: ("[" | "{")[]): Awaited | undefined => {
  const afterValue = (): Awaited => {
    const inside = open.at(-1);
    if (inside === undefined) return "end";
    return inside === "[" ? ", or ]" : ", or }";
  };
  const close = (): Awaited => {
    open.pop();
    return afterValue();
  };
  switch (awaited) {
    case "value":
    case "value or ]":
      if (token === "]" && awaited === "value or ]") return close();
      if (isScalar(token)) return afterValue();
      if (token !== "[" && token !== "{") return undefined;
      open.push(token);
      return token === "[" ? "value or ]" : "key or }";
    case "key":
    case "key or }":
      if (token === "}" && awaited === "key or }") return close();
      return token.length > 1 && token.startsWith('"') ? ":" : undefined;
    case ":":
      return token === ":" ? "value" : undefined;
    case ", or ]":
      if (token === "]") return close();
      return token === "," ? "value" : undefined;
    case ", or }":
      if (token === "}") return close();
      return token === "," ? "key" : undefined;
    case "end":
      return undefined;
  }
};

const placed = (text: string, position: number, awaited: Awaited): JsonError => {
  const before = text.slice(0, position);
  const line = before.split("\n").length;
  return { position, line, column: position - before.lastIndexOf("\n"), expected: awaited };
};
