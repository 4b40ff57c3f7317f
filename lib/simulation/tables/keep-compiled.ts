/** The stores use a few dozen expressions; one that lists its counters by name has a form for each length. */
const keptMax = 2_000;

/** Keeps what an expression was compiled to. An expression that is refused is compiled, and refused, each time. */
export const keepCompiled = <Compiled>(
  compile: (expression: string, what: string) => Compiled,
): ((expression: string, what: string) => Compiled) => {
  const kept = new Map<string, Compiled>();
  return (expression, what) => {
    const known = kept.get(expression);
    if (known !== undefined) return known;
    const compiled = compile(expression, what);
    if (kept.size >= keptMax) kept.clear();
    kept.set(expression, compiled);
    return compiled;
  };
};
