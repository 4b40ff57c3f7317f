import type { Words } from "../../../../../lambdas/channels/words.ts";
import type { Campaign } from "../../../../../lambdas/domain/campaign.ts";
import { api } from "../../../api/client.ts";

export type Definition = Omit<Campaign, "id" | "version">;

export interface NewVersion {
  readonly campaignId: string;
  /** Of the campaign that the person saw; 0 for a new one. */
  readonly revision: number;
  readonly definition: Definition;
  readonly words: readonly Words[];
  readonly note?: string | undefined;
}

type Save = (typeof api.campaigns)[":campaignId"]["versions"]["$post"];
type Body = Parameters<Save>[0]["json"];

/** The list of links is the store's own. */
const withoutLinks = ({ links: _, ...words }: Words) => words;

export const saveVersion = ({ campaignId, words, note, ...rest }: NewVersion) =>
  api.campaigns[":campaignId"].versions.$post({
    param: { campaignId },
    json: {
      ...rest,
      words: words.map(withoutLinks),
      ...(note !== undefined && note !== "" && { note }),
    } as unknown as Body,
  });
