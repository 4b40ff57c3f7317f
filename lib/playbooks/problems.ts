import type { z } from "zod";
import type { Problem } from "../../lambdas/domain/problem.ts";
import { schemaProblems } from "../../lambdas/domain/schema-problems.ts";

/** A value, or everything that is wrong with what it was to be made from. */
export type Result<Value> = ({ readonly ok: true } & Value) | Refusal;
export interface Refusal {
  readonly ok: false;
  readonly problems: readonly Problem[];
}

export const refused = (...problems: readonly Problem[]): Refusal => ({ ok: false, problems });

/** The schema's view of a file; every place in its problems begins with the file's name. */
export const parsedFile = <Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  input: unknown,
): Result<{ value: z.infer<Schema> }> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = schemaProblems(parsed.error, { schema, input, root: "" });
  return refused(
    ...problems.map((problem) => ({ ...problem, where: problem.where === "" ? file : `${file}: ${problem.where}` })),
  );
};
