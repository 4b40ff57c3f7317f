import { api } from "../../../api/client.ts";

const one = api.campaigns[":campaignId"];
type ChecksBody = Parameters<typeof one.checks.$post>[0]["json"];

/** A campaign as it is being written; what is left out is taken from the newest version. */
export interface CampaignDraft {
  readonly definition?: object | undefined;
  /** By language, of a language all of it. */
  readonly words?: readonly object[] | undefined;
}

export interface CampaignDraftProps {
  readonly campaignId: string;
  /** Absent: the newest version as it is stored. */
  readonly draft?: CampaignDraft | undefined;
}

/** As the API takes it; the API itself checks what it says. */
export const bodyOf = (draft: CampaignDraft = {}): ChecksBody => ({
  ...(draft.definition !== undefined && { definition: draft.definition as ChecksBody["definition"] }),
  ...(draft.words !== undefined && { words: draft.words as unknown as ChecksBody["words"] }),
});

export const campaignCalls = one;
