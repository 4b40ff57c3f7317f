import type { Context, TypedResponse } from "hono";
import type * as z from "zod";
import type { Problem } from "../../domain/problem.ts";
import { schemaProblems } from "../../domain/schema-problems.ts";
import { readBody } from "../ingest/request-body.ts";

export type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 503;

/** What every refusal looks like: what was wrong where, what was received and what is allowed. */
export interface Refusal {
  readonly problems: readonly Problem[];
  /** A fixed word by which a program tells refusals apart. */
  readonly reason?: string;
}

export type Refused<Status extends RefusalStatus = RefusalStatus> = Response & TypedResponse<Refusal, Status, "json">;

/** `more` stands beside the problems, such as what is stored instead. */
export const refuse = <Status extends RefusalStatus>(
  context: Context,
  status: Status,
  problems: readonly Problem[],
  more: object = {},
): Refused<Status> => context.json({ problems, ...more } satisfies Refusal, status) as unknown as Refused<Status>;

export type Input<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly response: Refused<400 | 413 | 415> };

/**
 * A request's body by its schema, or the answer that refuses it. The content type is insisted on: a form of a foreign page
 * can be sent without asking the browser's leave, JSON cannot.
 */
export const readJson = async <Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<Input<z.output<Schema>>> => {
  const contentType = context.req.header("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    const problem = { where: "content-type", problem: "is not JSON", received: contentType.slice(0, 80) };
    return { ok: false, response: refuse(context, 415, [{ ...problem, allowed: "application/json" }]) };
  }
  const read = await readBody(context.req.raw);
  if (!read.ok) return { ok: false, response: refuse(context, read.status, [read.problem]) };
  return readInput(context, { schema, input: read.body, root: "body" });
};

/** A request's query by its schema, or the answer that refuses it. */
export const readQuery = <Schema extends z.ZodType>(context: Context, schema: Schema): Input<z.output<Schema>> =>
  readInput(context, { schema, input: context.req.query(), root: "query" });

/** What was given, by its schema, or the answer that refuses it. */
export const readInput = <Schema extends z.ZodType>(
  context: Context,
  { schema, input, root }: { readonly schema: Schema; readonly input: unknown; readonly root: string },
): Input<z.output<Schema>> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, response: refuse(context, 400, schemaProblems(parsed.error, { schema, input, root })) };
};
