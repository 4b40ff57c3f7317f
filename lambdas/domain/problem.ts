/** One thing that is wrong with an input, said so that the person who wrote it can put it right. */
export interface Problem {
  /** The place: "caps[2].max", "line 17, column ordered_at". */
  readonly where: string;
  readonly problem: string;
  /** The value found there, shortened. */
  readonly received?: string;
  readonly allowed?: string;
}

/** `caps[2].max: is too small (received -1; allowed: a whole number from 0)` */
export const problemText = ({ where, problem, received, allowed }: Problem): string => {
  const details = [
    ...(received === undefined ? [] : [`received ${received}`]),
    ...(allowed === undefined ? [] : [`allowed: ${allowed}`]),
  ];
  return `${where}: ${problem}${details.length === 0 ? "" : ` (${details.join("; ")})`}`;
};

const maxShownLength = 80;

/** A value as it may be shown in a message: JSON, at most 80 characters. */
export const shown = (value: unknown): string => {
  if (value === undefined) return "nothing";
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? typeof value);
  return text.length <= maxShownLength ? text : `${text.slice(0, maxShownLength - 1)}…`;
};

/** `caps[2].max`; a key that is no plain word is quoted. */
export const placeOf = (path: readonly PropertyKey[], root = "settings"): string => {
  const place = path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    const key = String(part);
    if (!/^[A-Za-z_][\w-]*$/.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
  return place === "" ? root : place;
};
