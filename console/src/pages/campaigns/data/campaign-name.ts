import { playbooks } from "virtual:playbooks";
import type { LibraryPlaybook } from "../../../../../lib/console/playbook-library.ts";
import { useLanguage } from "../../../words/define-words.ts";

const longestFirst = playbooks.toSorted((a, b) => b.id.length - a.id.length);

/** The playbook a campaign came from: its ids are the playbook's own, or that with something behind it. */
export const playbookOf = (campaignId: string): LibraryPlaybook | undefined =>
  longestFirst.find(({ id }) => campaignId === id || campaignId.startsWith(`${id}-`));

const written = (id: string): string => id.replaceAll("-", " ");

/** What a campaign is called: a campaign has an id only, and the playbook behind it a name. */
export const useCampaignName = (): ((campaignId: string) => string) => {
  const language = useLanguage();
  return (campaignId) => {
    const playbook = playbookOf(campaignId);
    if (playbook === undefined) return written(campaignId);
    const more = campaignId.slice(playbook.id.length + 1);
    return more === "" ? playbook.name[language] : `${playbook.name[language]} · ${written(more)}`;
  };
};
