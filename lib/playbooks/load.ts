import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { z } from "zod";
import { type Language, languages } from "../../lambdas/domain/channel.ts";
import type { Problem } from "../../lambdas/domain/problem.ts";
import {
  type LanguageSources,
  type Playbook,
  playbookSchema,
  type SharedWords,
  type Source,
  sharedWordsSchema,
  wordsFileSchema,
} from "./playbook.ts";
import { parsedFile, type Result, refused } from "./problems.ts";

/** The ready-made campaigns that come with the product. */
export const playbooksFolder = fileURLToPath(new URL("../../playbooks/", import.meta.url));

const read = async (folder: string, file: string): Promise<Result<{ source: Source }>> => {
  try {
    return { ok: true, source: { file, text: await readFile(`${folder}/${file}`, "utf8") } };
  } catch {
    return refused({ where: file, problem: "the file cannot be read" });
  }
};

const readJson = async <Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
): Promise<Result<{ value: z.infer<Schema>; source: Source }>> => {
  const found = await read(folder, file);
  if (!found.ok) return found;
  let input: unknown;
  try {
    input = JSON.parse(found.source.text);
  } catch (error) {
    return refused({ where: file, problem: `is not JSON: ${error instanceof Error ? error.message : String(error)}` });
  }
  const parsed = parsedFile(file, schema, input);
  return parsed.ok ? { ok: true, value: parsed.value, source: found.source } : parsed;
};

const readMjml = async (
  folder: string,
  place: string,
  files: readonly string[],
): Promise<Result<Pick<LanguageSources, "mjml">>> => {
  const sources = await Promise.all(files.map((file) => read(folder, `${place}/${file}`)));
  const problems = sources.flatMap((found) => (found.ok ? [] : found.problems));
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    mjml: Object.fromEntries(sources.flatMap((found, at) => (found.ok ? [[files[at], found.source]] : []))),
  };
};

const readLanguage = async (
  folder: string,
  id: string,
  language: Language,
  shared: SharedWords,
): Promise<Result<{ sources: LanguageSources }>> => {
  const place = `${id}/words/${language}`;
  const words = await readJson(folder, `${place}/words.json`, wordsFileSchema);
  if (!words.ok) return words;
  const files = Object.values(words.value.steps).flatMap((step) => (step.email ? [step.email.mjml] : []));
  const mjml = await readMjml(folder, place, files);
  if (!mjml.ok) return mjml;
  return { ok: true, sources: { wordsFile: words.value, wordsSource: words.source, mjml: mjml.mjml, shared } };
};

const idProblem = (folderName: string, id: string): readonly Problem[] =>
  folderName === id
    ? []
    : [
        {
          where: `${folderName}/playbook.json: id`,
          problem: "must be the folder's name",
          received: id,
          allowed: folderName,
        },
      ];

/** Reads one playbook with its words in every language, and checks the shape of all its files. */
export const loadPlaybook = async (id: string, folder = playbooksFolder): Promise<Result<{ playbook: Playbook }>> => {
  const [file, layout] = await Promise.all([
    readJson(folder, `${id}/playbook.json`, playbookSchema),
    read(folder, "shared/layout.mjml"),
  ]);
  if (!file.ok) return file;
  if (!layout.ok) return layout;
  const problems: Problem[] = [...idProblem(id, file.value.id)];
  const sources = new Map<Language, LanguageSources>();
  for (const language of languages) {
    const shared = await readJson(folder, `shared/${language}/words.json`, sharedWordsSchema);
    const found = shared.ok ? await readLanguage(folder, id, language, shared.value) : shared;
    if (found.ok) sources.set(language, found.sources);
    else problems.push(...found.problems);
  }
  const [en, zh] = [sources.get("en"), sources.get("zh")];
  if (problems.length > 0 || !en || !zh) return { ok: false, problems };
  return { ok: true, playbook: { ...file.value, layout: layout.source, sources: { en, zh } } };
};

/** The ids of all playbooks in the folder, sorted: every sub-folder but `shared` is one. */
export const playbookIds = async (folder = playbooksFolder): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() && entry.name !== "shared" ? [entry.name] : [])).sort();
};
