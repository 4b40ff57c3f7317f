import type { Language } from "../../../lambdas/domain/channel.ts";
import { loadPlaybook } from "../../playbooks/load.ts";

type Names = Readonly<Record<Language, string>>;

export interface CampaignNames {
  /** What people call the campaign; its id where it is no playbook. */
  name(campaignId: string, language: Language): string;
}

/** Reads each name once: a playbook does not change while the program runs. */
export const createCampaignNames = () => {
  const known = new Map<string, Names | undefined>();
  return async (campaignIds: readonly string[]): Promise<CampaignNames> => {
    for (const id of new Set(campaignIds)) {
      if (known.has(id)) continue;
      const loaded = await loadPlaybook(id);
      known.set(id, loaded.ok ? loaded.playbook.name : undefined);
    }
    return { name: (id, language) => known.get(id)?.[language] ?? id };
  };
};
