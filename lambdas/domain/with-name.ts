/** A copy with one more name, or another value for it. In two steps, because a computed name inside a literal is set by a slow path. */
export const withName = <Value>(
  values: Readonly<Record<string, Value>> | undefined,
  name: string,
  value: Value,
): Readonly<Record<string, Value>> => {
  const copy: Record<string, Value> = { ...values };
  copy[name] = value;
  return copy;
};
