// What may be set, read from the schema itself: a default or a bound stands nowhere twice.
import * as z from "zod";
import { schemaProblems } from "../../../../lambdas/domain/schema-problems.ts";
import { allowedWords, bare, schemasAt } from "../../../../lambdas/domain/schema-words.ts";
import { type Settings, settingsSchema } from "../../../../lambdas/domain/settings.ts";
import type { ApiProblem } from "../../api/answered.ts";

export interface SettingFacts {
  /** In English, as the API would say it. */
  readonly allowed: string;
  /** Absent: nothing holds before somebody sets it. */
  readonly fallback?: unknown;
  readonly whole: boolean;
}

const fallbackOf = (schema: z.core.$ZodType): unknown => {
  if (schema instanceof z.ZodDefault) return schema.def.defaultValue;
  return schema instanceof z.ZodOptional ? fallbackOf(schema.unwrap()) : undefined;
};

const partsOf = (path: string): readonly PropertyKey[] =>
  path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/** `path` as in docs/settings.md, such as `pace.breaker.windowDays` or `membership.levels.0.orders`. Throws when the schema knows no such setting. */
export const settingFacts = (path: string): SettingFacts => {
  const [schema] = schemasAt({ schema: settingsSchema, path: partsOf(path) });
  if (schema === undefined) throw new Error(`There is no setting ${path}.`);
  const inner = bare(schema);
  const fallback = fallbackOf(schema);
  return {
    allowed: allowedWords(schema),
    ...(fallback !== undefined && { fallback }),
    whole: inner instanceof z.ZodNumber && inner.format === "safeint",
  };
};

/** Everything that the API would find wrong, at the places that it would name. */
export const problemsIn = (settings: Settings): readonly ApiProblem[] => {
  const input = JSON.parse(JSON.stringify(settings)) as unknown;
  const { error } = settingsSchema.safeParse(input);
  if (error === undefined) return [];
  return schemaProblems(error, { schema: settingsSchema, input, root: "settings", base: ["settings"] });
};
