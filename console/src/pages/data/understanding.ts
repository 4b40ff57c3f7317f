import type { api } from "../../api/client.ts";

type LookCall = Parameters<(typeof api.imports)[":importId"]["look"]["$post"]>[0];
/** How a person wants the file to be understood, as the API is told it. */
export type Understanding = LookCall["json"];

/** What one column of the file is: a field, an attribute by its own name, or nothing. */
export type Meaning =
  | { readonly kind: "field"; readonly field: string }
  | { readonly kind: "attribute" }
  | { readonly kind: "left-out" };

export interface Guess {
  /** Field → header, as the API understood the file. */
  readonly columns: Readonly<Record<string, string>>;
}

export const meaningOf = (header: string, guess: Guess, said: Understanding): Meaning => {
  if (said.leaveOut?.includes(header)) return { kind: "left-out" };
  if (said.attributes?.includes(header)) return { kind: "attribute" };
  const field = Object.entries({ ...guess.columns, ...said.map }).find(([, name]) => name === header)?.[0];
  return field === undefined ? { kind: "left-out" } : { kind: "field", field };
};

const without = (names: readonly string[] | undefined, name: string): string[] =>
  (names ?? []).filter((one) => one !== name);

/** What a person says of one column; whatever had this meaning before loses it. */
export const withMeaning = (said: Understanding, header: string, meaning: Meaning): Understanding => {
  const kept = Object.entries(said.map ?? {}).filter(
    ([field, name]) => name !== header && !(meaning.kind === "field" && field === meaning.field),
  );
  const map = Object.fromEntries(meaning.kind === "field" ? [...kept, [meaning.field, header]] : kept);
  const leaveOut = without(said.leaveOut, header);
  const attributes = without(said.attributes, header);
  return {
    ...said,
    map,
    leaveOut: meaning.kind === "left-out" ? [...leaveOut, header] : leaveOut,
    attributes: meaning.kind === "attribute" ? [...attributes, header] : attributes,
  };
};

/** In a select. Fields never begin with a sign. */
export const textOf = (meaning: Meaning): string => {
  if (meaning.kind === "field") return meaning.field;
  return meaning.kind === "attribute" ? "+" : "-";
};

export const meaningFrom = (text: string): Meaning => {
  if (text === "+") return { kind: "attribute" };
  return text === "-" ? { kind: "left-out" } : { kind: "field", field: text };
};
