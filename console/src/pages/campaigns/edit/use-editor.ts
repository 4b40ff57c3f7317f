import { useMemo } from "react";
import type { Words } from "../../../../../lambdas/channels/words.ts";
import type { Campaign } from "../../../../../lambdas/domain/campaign.ts";
import { answered } from "../../../api/answered.ts";
import { useDraft } from "../../../parts/use-draft.ts";
import { type CampaignAnswer, type SaidByVersion, useChange, useVersion } from "../data/campaigns.ts";
import { useOpenTo } from "../data/life.ts";
import { type Definition, saveVersion } from "../data/save-version.ts";
import { withoutSurplus } from "./change-steps.ts";
import { saysSame } from "./merge.ts";

/** What a version says, as the editor holds it. */
export interface Said {
  readonly definition: Definition;
  readonly words: Readonly<Record<string, Words>>;
}

/** Work that is not saved yet, and the version that it began from. */
interface Unsaved extends Said {
  readonly version: number;
}

const saidOf = ({ definition: { id: _, version: __, ...definition }, words }: SaidByVersion): Said => ({
  definition,
  words: Object.fromEntries(Object.entries(words).map(([language, { links: ___, ...one }]) => [language, one])),
});

const newestOf = ({ definition, words = {} }: CampaignAnswer): Said | undefined =>
  definition === undefined ? undefined : saidOf({ definition, words });

export interface Editor extends Said {
  readonly answer: CampaignAnswer;
  readonly campaignId: string;
  /** False for who may look only, and for a campaign that cannot be edited now. */
  readonly mayEdit: boolean;
  readonly isUnsaved: boolean;
  /** The version that the unsaved work began from, when somebody has saved another one since. */
  readonly overtaken?: number;
  /** What the work began from; absent while it is fetched. */
  readonly base: Said | undefined;
  readonly newest: Said;
  readonly change: (change: Partial<Said>) => void;
  readonly changeDefinition: (change: Partial<Definition>) => void;
  readonly discard: () => void;
  /** Goes on from the newest version with this. */
  readonly restart: (said: Said) => void;
  readonly save: (note: string) => Promise<unknown>;
  readonly saving: boolean;
  readonly saveError: unknown;
  readonly forgetError: () => void;
}

const useSave = (answer: CampaignAnswer, draft: Said, discard: () => void) => {
  const change = useChange((note: string) =>
    answered(
      saveVersion({
        campaignId: answer.campaign.id,
        revision: answer.campaign.revision,
        definition: draft.definition,
        words: Object.values(draft.words),
        note: note.trim(),
      }),
    ),
  );
  const save = async (note: string) => {
    const done = await change.mutateAsync(note);
    discard();
    return done;
  };
  return { save, saving: change.isPending, saveError: change.error ?? undefined, forgetError: change.reset };
};

/** Words follow the steps: those of a step that is gone go with it. */
const consistent = (said: Said): Said => ({ ...said, words: withoutSurplus(said.words, said.definition.steps) });

/** The editor of a campaign: what it says with the work that is not saved yet, which survives a reload. */
export const useEditor = (answer: CampaignAnswer): Editor | undefined => {
  const { campaign } = answer;
  const newest = useMemo(() => newestOf(answer), [answer]);
  const draft = useDraft<Unsaved>(`campaign.${campaign.id}`);
  const unsaved = draft.value;
  const isOvertaken = unsaved !== undefined && unsaved.version !== campaign.newest.version;
  const older = useVersion(campaign.id, unsaved?.version ?? 0, isOvertaken).data;
  const said = unsaved ?? newest;
  const { isOpen } = useOpenTo(campaign);
  const saving = useSave(answer, said ?? { definition: {} as Definition, words: {} }, draft.discard);
  if (newest === undefined || said === undefined) return undefined;
  const base = isOvertaken ? older && saidOf(older) : newest;
  const version = unsaved?.version ?? campaign.newest.version;
  const keep = (next: Said, from: number): void => {
    const kept = consistent(next);
    const isBack = from === campaign.newest.version && saysSame(kept, newest);
    draft.setValue(isBack ? undefined : { ...kept, version: from });
  };
  return {
    ...{ answer, campaignId: campaign.id, definition: said.definition, words: said.words, base, newest },
    mayEdit: isOpen("save"),
    isUnsaved: unsaved !== undefined,
    ...(isOvertaken && { overtaken: unsaved.version }),
    change: (change) => keep({ definition: said.definition, words: said.words, ...change }, version),
    changeDefinition: (change) =>
      keep({ definition: withoutAbsent({ ...said.definition, ...change }), words: said.words }, version),
    discard: draft.discard,
    restart: (next) => keep(next, campaign.newest.version),
    ...saving,
  };
};

/** A part that was taken out is absent, not undefined: so is it stored. */
const withoutAbsent = (definition: Definition): Definition => JSON.parse(JSON.stringify(definition)) as Definition;

/** As the rules take it. */
export const campaignOf = ({ campaignId, definition, answer }: Editor): Campaign => ({
  id: campaignId,
  version: answer.campaign.newest.version,
  ...definition,
});
