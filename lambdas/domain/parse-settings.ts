import { isDeeperThan, maxDepth } from "./intake/message-limits.ts";
import type { Problem } from "./problem.ts";
import { schemaProblems } from "./schema-problems.ts";
import { type Settings, settingsSchema } from "./settings.ts";

export type ParsedSettings =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const tooDeep: Problem = {
  where: "settings",
  problem: "are nested too deeply",
  allowed: `at most ${maxDepth} levels`,
};

/** Settings as a shop wrote them, with the defaults filled in; or every problem at once. */
export const parseSettings = (input: unknown): ParsedSettings => {
  // Whoever shows or stores a value walks into it, and would come to the end of the stack.
  if (isDeeperThan(input, maxDepth)) return { ok: false, problems: [tooDeep] };
  const result = settingsSchema.safeParse(input);
  if (result.success) return { ok: true, settings: result.data };
  return { ok: false, problems: schemaProblems(result.error, { schema: settingsSchema, input, root: "settings" }) };
};

/** What holds for a shop that set nothing. */
export const defaultSettings: Settings = settingsSchema.parse({});
