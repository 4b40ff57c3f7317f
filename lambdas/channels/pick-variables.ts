import type { ProductPick } from "../domain/picks.ts";
import { singleLine } from "./single-line.ts";
import type { StepWords } from "./words.ts";

const places = ["first", "second", "third"] as const;

/** Variables of the products that suit a customer. Validation and the documentation read this list. */
export const pickVariables = {
  "picks.count":
    "How many picks there are, 0 to 3: what goes with the latest purchases, then best sellers of the customer's categories; nothing bought before.",
  "picks.first.name": "Name of the first pick; empty when there is none.",
  "picks.first.price": "For the money filter; absent (false in an if) when it is not known.",
  "picks.first.url": "Its page in the shop; empty when there is none.",
  "picks.first.image": "Its picture; empty when there is none.",
  "picks.second.name": "Name of the second pick.",
  "picks.second.price": "Its price, as that of the first.",
  "picks.second.url": "Its page.",
  "picks.second.image": "Its picture.",
  "picks.third.name": "Name of the third pick.",
  "picks.third.price": "Its price, as that of the first.",
  "picks.third.url": "Its page.",
  "picks.third.image": "Its picture.",
} as const;

interface ShownPick {
  readonly name: string;
  readonly price: number | null;
  readonly url: string;
  readonly image: string;
}

export type PickVariables = Readonly<Record<(typeof places)[number], ShownPick>> & { readonly count: number };

const nameMax = 80;

const shown = (pick: ProductPick | undefined): ShownPick => ({
  name: [...singleLine(pick?.name ?? "")].slice(0, nameMax).join(""),
  price: pick?.price ?? null,
  url: pick?.url ?? "",
  image: pick?.image ?? "",
});

/** Every place is there, filled or empty, so that a template cannot fail for want of a product. */
export const shownPicks = (picks: readonly ProductPick[]): PickVariables => {
  const [first, second, third] = picks;
  return {
    count: Math.min(picks.length, places.length),
    ...{ first: shown(first), second: shown(second), third: shown(third) },
  };
};

/** Whether words speak of picks: reading them for words that do not would be paid for in vain. */
export const speaksOfPicks = (words: StepWords | undefined): boolean =>
  Object.values(words ?? {}).some((parts: object) =>
    Object.values(parts).some((text) => typeof text === "string" && text.includes("picks.")),
  );
