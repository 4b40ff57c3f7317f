import type { Attributes } from "./attribute.ts";
import { keepCompiled } from "./keep-compiled.ts";
import { unsupported } from "./refusal.ts";
import { nameIn, noneUsed, readPath, type Scope, type Used } from "./scope.ts";
import { listOf, readTokens } from "./tokens.ts";

export interface Projection extends Used {
  /** Attributes, possibly as placeholders. */
  readonly attributes: readonly string[];
}

export const compileProjection = keepCompiled((expression: string, what: string): Projection => {
  const used = noneUsed();
  const tokens = readTokens(expression, what);
  const paths = listOf(tokens, () => readPath(tokens, used));
  tokens.end();
  if (paths.some((path) => path.length > 1)) unsupported("projections inside an attribute");
  return { ...used, attributes: paths.map(([first]) => first.name) };
});

export const project = ({ attributes }: Projection, scope: Pick<Scope, "names">, item: Attributes): Attributes => {
  const names = attributes.map((name) => nameIn(scope, name));
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
};
