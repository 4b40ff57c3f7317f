/** A place where both changed the same thing: mine stands, theirs is told. */
export interface Clash {
  readonly path: string;
  readonly mine: unknown;
  readonly theirs: unknown;
}

export interface Merged<Value> {
  readonly value: Value;
  readonly clashes: readonly Clash[];
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const hasIds = (value: unknown): value is readonly (Fields & { readonly id: string })[] =>
  Array.isArray(value) && value.every((one) => isFields(one) && typeof one.id === "string");

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    isFields(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part,
  ) ?? "nothing";

export const saysSame = (one: unknown, other: unknown): boolean => sorted(one) === sorted(other);

interface Three {
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

const mergedFields = (q: Three, path: string): Merged<Fields> => {
  const [base, mine, theirs] = [q.base, q.mine, q.theirs].map((one) => (isFields(one) ? one : {})) as [
    Fields,
    Fields,
    Fields,
  ];
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  const parts = names.map((name) => {
    const at = path === "" ? name : `${path}.${name}`;
    return [name, mergedAt({ base: base[name], mine: mine[name], theirs: theirs[name] }, at)] as const;
  });
  return {
    value: Object.fromEntries(parts.flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]]))),
    clashes: parts.flatMap(([, { clashes }]) => clashes),
  };
};

const byId = (all: unknown): Fields => (hasIds(all) ? Object.fromEntries(all.map((one) => [one.id, one])) : {});

/** In my order when I changed it, else in theirs; what only one of both has stands behind what it follows there. */
const orderOf = ({ base, mine, theirs }: Three): readonly string[] => {
  const ids = (all: unknown): readonly string[] => (hasIds(all) ? all.map(({ id }) => id) : []);
  const [first, second] = saysSame(ids(base), ids(mine)) ? [ids(theirs), ids(mine)] : [ids(mine), ids(theirs)];
  return second.reduce<readonly string[]>((order, id, index) => {
    if (order.includes(id)) return order;
    const before = second.slice(0, index).findLast((one) => order.includes(one));
    const at = before === undefined ? 0 : order.indexOf(before) + 1;
    return order.toSpliced(at, 0, id);
  }, first);
};

const mergedList = (q: Three, path: string): Merged<readonly unknown[]> => {
  const { value, clashes } = mergedFields({ base: byId(q.base), mine: byId(q.mine), theirs: byId(q.theirs) }, path);
  return { value: orderOf(q).flatMap((id) => (id in value ? [value[id]] : [])), clashes };
};

const mergedAt = (q: Three, path: string): Merged<unknown> => {
  const { base, mine, theirs } = q;
  if (saysSame(mine, base) || saysSame(mine, theirs)) return { value: theirs, clashes: [] };
  if (saysSame(theirs, base)) return { value: mine, clashes: [] };
  if (hasIds(mine) && hasIds(theirs)) return mergedList(q, path);
  if (isFields(mine) && isFields(theirs)) return mergedFields(q, path);
  return { value: mine, clashes: [{ path, mine, theirs }] };
};

/**
 * My changes of `base` carried over to what somebody else made of it meanwhile. Steps are told apart by their ids. Where both
 * changed the same place mine stands, and the clash is told, so that nothing is overwritten unseen.
 */
export const carriedOver = <Value extends object>(base: Value, mine: Value, theirs: Value): Merged<Value> =>
  mergedAt({ base, mine, theirs }, "") as Merged<Value>;
