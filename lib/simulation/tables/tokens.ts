import { refuse } from "./refusal.ts";

/** A word (attribute name, keyword or function), a `#name`, a `:value`, a list position, or a symbol. */
export interface Token {
  readonly kind: "word" | "name" | "value" | "position" | "symbol";
  readonly text: string;
}

/** Reads an expression token by token. Everything that does not fit is refused with what was found. */
export interface Tokens {
  /** The next token without taking it. */
  readonly next: Token | undefined;
  take(): Token;
  /** Takes the next token if it is this symbol, or this keyword in any case. */
  accept(text: string): boolean;
  expect(text: string): void;
  /** Is the next token this symbol or keyword? */
  sees(text: string): boolean;
  /** Refuses what is left over. */
  end(): void;
  fail(expected: string): never;
}

const pattern =
  /\s*(?:(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<name>#[A-Za-z0-9_]+)|(?<value>:[A-Za-z0-9_]+)|(?<position>\d+)|(?<symbol><=|>=|<>|[=<>(),.+\-[\]]))/y;
const kinds = ["word", "name", "value", "position", "symbol"] as const;

const tokenize = (expression: string, what: string): readonly Token[] => {
  const text = expression.trim();
  if (text === "") return refuse(`Invalid ${what}: The expression can not be empty;`);
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const groups = pattern.exec(text)?.groups;
    const kind = kinds.find((each) => groups?.[each] !== undefined);
    if (kind === undefined) return refuse(`Invalid ${what}: Syntax error; near: ${text.slice(at, at + 20)}`);
    tokens.push({ kind, text: groups?.[kind] ?? "" });
  }
  return tokens;
};

/** `what` names the expression in refusals, for example `ConditionExpression`. */
export const readTokens = (expression: string, what: string): Tokens => {
  const all = tokenize(expression, what);
  let at = 0;
  const found = () => all[at]?.text ?? "the end";
  const fail = (expected: string): never => refuse(`Invalid ${what}: Expected ${expected}, got ${found()}`);
  const sees = (text: string): boolean => {
    const token = all[at];
    return token !== undefined && (token.text === text || (token.kind === "word" && token.text.toUpperCase() === text));
  };
  const accept = (text: string): boolean => {
    const isNext = sees(text);
    if (isNext) at += 1;
    return isNext;
  };
  return {
    get next() {
      return all[at];
    },
    take: () => {
      const token = all[at] ?? fail("more");
      at += 1;
      return token;
    },
    accept,
    expect: (text) => {
      if (!accept(text)) fail(text);
    },
    sees,
    end: () => {
      if (at < all.length) fail("the end");
    },
    fail,
  };
};

/** One or more parts with commas between. */
export const listOf = <Part>(tokens: Tokens, read: () => Part): readonly Part[] => {
  const parts = [read()];
  while (tokens.accept(",")) parts.push(read());
  return parts;
};
