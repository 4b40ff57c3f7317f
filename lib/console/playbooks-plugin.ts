import type { Plugin } from "vite";
import { buildLibrary, type Library } from "./playbook-library.ts";

const gallery = "virtual:playbooks";
const blank = "virtual:blank-emails";
const wordsOf = "virtual:playbook-words/";

const galleryCode = ({ playbooks }: Library): string => {
  const loaders = playbooks.map(({ id }) => `${JSON.stringify(id)}: () => import("${wordsOf}${id}")`);
  return [
    `export const playbooks = JSON.parse(${JSON.stringify(JSON.stringify(playbooks))});`,
    `export const wordsLoaders = { ${loaders.join(", ")} };`,
  ].join("\n");
};

const asModule = (value: unknown): string => `export default JSON.parse(${JSON.stringify(JSON.stringify(value))});`;

/**
 * The playbooks as files of the console: the gallery in one, and the words of each in a file of its own that is fetched when
 * somebody starts from it.
 */
export const playbooksPlugin = (): Plugin => {
  let library: Promise<Library> | undefined;
  const load = () => {
    library ??= buildLibrary();
    return library;
  };
  return {
    name: "rekindle-playbooks",
    resolveId: (id) => (id === gallery || id === blank || id.startsWith(wordsOf) ? `\0${id}` : undefined),
    load: async (id) => {
      if (id === `\0${gallery}`) return galleryCode(await load());
      if (id === `\0${blank}`) return asModule((await load()).blankEmails);
      if (!id.startsWith(`\0${wordsOf}`)) return undefined;
      const words = (await load()).words[id.slice(wordsOf.length + 1)];
      return asModule(words);
    },
  };
};
