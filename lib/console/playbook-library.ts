import type { EmailWords, Words } from "../../lambdas/channels/words.ts";
import type { Channel, Language } from "../../lambdas/domain/channel.ts";
import { buildCampaign } from "../playbooks/build-campaign.ts";
import { buildWords } from "../playbooks/build-words.ts";
import { compileEmail } from "../playbooks/compile-email.ts";
import { loadPlaybook, playbookIds } from "../playbooks/load.ts";
import type { Playbook, PlaybookFile } from "../playbooks/playbook.ts";
import type { Result } from "../playbooks/problems.ts";

/** A playbook as the gallery of the console shows it. */
export interface LibraryPlaybook extends PlaybookFile {
  readonly channels: readonly Channel[];
}

export interface Library {
  readonly playbooks: readonly LibraryPlaybook[];
  /** What each one says, its emails compiled, by its id. */
  readonly words: Readonly<Record<string, readonly Words[]>>;
  /** An email to begin with where there is none yet, by language. */
  readonly blankEmails: Readonly<Record<Language, EmailWords>>;
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
  return { id, playbook, file: { ...file, channels: [...new Set(channels)] }, words };
};

const blankTexts: Readonly<
  Record<Language, { readonly subject: string; readonly hello: string; readonly text: string }>
> = {
  en: { subject: "A word from {{ shop.name }}", hello: "Hi {{ customer.firstName }},", text: "Write here." },
  zh: { subject: "来自 {{ shop.name }} 的消息", hello: "{{ customer.firstName }}，您好：", text: "请在此输入内容。" },
};

const blankEmail = async (playbook: Playbook, language: Language): Promise<EmailWords> => {
  const { subject, hello, text: said } = blankTexts[language];
  const texts = [hello, said, "{{ shop.name }}"].map((one) => `<mj-text>${one}</mj-text>`).join("");
  const content = {
    file: "blank email",
    text: `<mj-section mj-class="card"><mj-column>${texts}</mj-column></mj-section>`,
  };
  const { layout, sources } = playbook;
  const compiled = await compileEmail({ layout, content, preheader: said, shared: sources[language].shared });
  const { html, text } = orThrow("blank", compiled);
  return { subject, preheader: said, html, text };
};

/**
 * Every playbook that comes with the product, for a page that has no files: compiling needs MJML, which no function and no
 * browser carries. Throws when one of them is broken.
 */
export const buildLibrary = async (): Promise<Library> => {
  const built = await Promise.all((await playbookIds()).map(builtOf));
  const [first] = built;
  if (first === undefined) throw new Error("There is no playbook.");
  const [en, zh] = await Promise.all([blankEmail(first.playbook, "en"), blankEmail(first.playbook, "zh")]);
  return {
    blankEmails: { en, zh },
    playbooks: built.map(({ file }) => file),
    words: Object.fromEntries(built.map(({ id, words }) => [id, words])),
  };
};
