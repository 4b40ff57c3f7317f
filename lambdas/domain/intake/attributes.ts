import type { AttributeValue } from "../event.ts";
import { attributeNameMax, attributesKept, attributeTextMax } from "../limits.ts";
import { type Problem, shown } from "../problem.ts";
import { type Fields, fieldsOf } from "./segment-message.ts";
import { isAmount, shortText } from "./values.ts";

export interface ReadAttributes {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** A value that cannot be used is left out and told; the rest is kept. */
  readonly notes: readonly Problem[];
}

/** Read elsewhere, as traits and consents, or private to the client. */
const taken = new Set([
  ...["email", "phone", "mobile", "firstname", "lastname", "name", "address", "country", "countrycode"],
  ...["timezone", "language", "locale", "consents", "consentevidence", "id", "userid", "username", "avatar"],
]);

const plain = (name: string): string => name.toLowerCase().replaceAll(/[_\s-]/g, "");
const nameForm = /^\p{L}[\p{L}\p{N}_ .-]*$/u;
const listMax = 5;
const allowedValue = `text of at most ${attributeTextMax} characters, a number, true or false, or a list of at most ${listMax} texts`;

/** Everything else that a source says of a person, by its own names. Part of the address counts as region and city. */
export const readAttributes = (traits: Fields, place: string): ReadAttributes => {
  const notes: Problem[] = [];
  const attributes: Record<string, AttributeValue> = {};
  for (const [name, value] of [...Object.entries(traits), ...placesOf(traits)]) {
    if (taken.has(plain(name)) || value === null || value === undefined || value === "") continue;
    const problem = nameProblem(name, Object.keys(attributes).length);
    const read = problem === undefined ? usable(value) : undefined;
    if (read !== undefined) attributes[name] = read;
    else notes.push({ where: `${place}.${name.slice(0, attributeNameMax)}`, ...(problem ?? valueProblem(value)) });
  }
  return { attributes, notes };
};

const placesOf = (traits: Fields): readonly (readonly [string, unknown])[] => {
  const address = fieldsOf(traits.address);
  return [
    ["region", address.region ?? address.state ?? address.province],
    ["city", address.city],
  ];
};

const nameProblem = (name: string, known: number): Omit<Problem, "where"> | undefined => {
  if (name.length > attributeNameMax || !nameForm.test(name))
    return {
      problem: "was left out: no usable name",
      allowed: `a name of at most ${attributeNameMax} letters and digits`,
    };
  return known < attributesKept
    ? undefined
    : { problem: "was left out: too many", allowed: `${attributesKept} a person` };
};

const valueProblem = (value: unknown): Omit<Problem, "where"> => ({
  problem: "was left out: not usable",
  received: shown(value),
  allowed: allowedValue,
});

const usable = (value: unknown): AttributeValue | undefined => {
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return isAmount(value) ? value : undefined;
  if (typeof value === "string") return textOf(value);
  if (!Array.isArray(value) || value.length === 0 || value.length > listMax) return undefined;
  const texts = value.map((one: unknown) => (typeof one === "string" ? textOf(one) : undefined));
  return texts.every((text) => text !== undefined) ? texts : undefined;
};

const dated = /^(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))T[\d:.]+(Z|[+-]\d\d:?\d\d)?$/;

/** Clients write a date with a time that nobody meant: of midnight in some zone only the day is kept. */
const textOf = (value: string): string | undefined => {
  const text = value.trim();
  if (text === "" || text.length > attributeTextMax || /\p{Cc}/u.test(text)) return undefined;
  return dated.exec(text)?.[1] ?? shortText(text, attributeTextMax);
};
