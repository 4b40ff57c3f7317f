import { wordsLoaders } from "virtual:playbooks";
import type { ParameterValues } from "../../../../../lambdas/channels/words.ts";
import type { LibraryPlaybook } from "../../../../../lib/console/playbook-library.ts";
import { answered } from "../../../api/answered.ts";
import { bringAlong } from "../data/bring-along.ts";
import { useChange } from "../data/campaigns.ts";
import { saveVersion } from "../data/save-version.ts";
import { bringsOf, definitionOf, wordsOf } from "./draft-of-playbook.ts";

export interface Started {
  readonly campaignId: string;
  readonly values: ParameterValues;
}

/** Makes a draft of a playbook: what it needs first, so that its checks are clean from the beginning. */
export const useStart = (playbook: LibraryPlaybook) =>
  useChange(async ({ campaignId, values }: Started) => {
    const load = wordsLoaders[playbook.id];
    if (load === undefined) throw new Error(`The console has no words of ${playbook.id}`);
    const { default: words } = await load();
    const definition = definitionOf(playbook, values);
    await bringAlong(bringsOf(playbook, values));
    return answered(saveVersion({ campaignId, revision: 0, definition, words: wordsOf(words, values, definition) }));
  });
