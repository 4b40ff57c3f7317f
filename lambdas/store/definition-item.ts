import { withLinks } from "../channels/links.ts";
import type { Words } from "../channels/words.ts";
import type { Campaign } from "../domain/campaign.ts";
import type { Item } from "./attributes.ts";
import { definitionKey, wordsKey } from "./keys.ts";

/** What a version says, as text: a shop's parameters are then no attribute names. */
export const definitionItemOf = (definition: Campaign): Item => ({
  ...definitionKey({ campaignId: definition.id, version: definition.version }),
  definition: JSON.stringify(definition),
});

export const wordsItemOf = (q: {
  readonly campaignId: string;
  readonly version: number;
  readonly words: Words;
}): Item => ({
  ...wordsKey({ ...q, language: q.words.language }),
  words: JSON.stringify(withLinks(q.words)),
});
