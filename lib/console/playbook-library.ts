import type { Words } from "../../lambdas/channels/words.ts";
import type { Channel } from "../../lambdas/domain/channel.ts";
import { buildCampaign } from "../playbooks/build-campaign.ts";
import { buildWords } from "../playbooks/build-words.ts";
import { loadPlaybook, playbookIds } from "../playbooks/load.ts";
import type { PlaybookFile } from "../playbooks/playbook.ts";
import type { Result } from "../playbooks/problems.ts";

/** A playbook as the gallery of the console shows it. */
export interface LibraryPlaybook extends PlaybookFile {
  readonly channels: readonly Channel[];
}

export interface Library {
  readonly playbooks: readonly LibraryPlaybook[];
  /** What each one says, its emails compiled, by its id. */
  readonly words: Readonly<Record<string, readonly Words[]>>;
}

const orThrow = <Value>(id: string, result: Result<Value>): Extract<Result<Value>, { ok: true }> => {
  if (result.ok) return result as Extract<Result<Value>, { ok: true }>;
  const said = result.problems.map(({ where, problem }) => `${where}: ${problem}`).join("; ");
  throw new Error(`The playbook ${id} cannot be built: ${said}`);
};

const builtOf = async (id: string) => {
  const { playbook } = orThrow(id, await loadPlaybook(id));
  const { campaign, parameters } = orThrow(id, buildCampaign(playbook, undefined, 1));
  const { words } = orThrow(id, await buildWords(playbook, parameters));
  const { layout: _, sources: __, ...file } = playbook;
  const channels = campaign.steps.flatMap((step) => (step.kind === "send" ? step.channels : []));
  return { id, file: { ...file, channels: [...new Set(channels)] }, words };
};

/**
 * Every playbook that comes with the product, for a page that has no files: compiling needs MJML, which no function and no
 * browser carries. Throws when one of them is broken.
 */
export const buildLibrary = async (): Promise<Library> => {
  const built = await Promise.all((await playbookIds()).map(builtOf));
  return {
    playbooks: built.map(({ file }) => file),
    words: Object.fromEntries(built.map(({ id, words }) => [id, words])),
  };
};
