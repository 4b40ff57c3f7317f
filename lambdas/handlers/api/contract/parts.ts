import type { RouteConfig, RouteHandler } from "@hono/zod-openapi";
import type { Handler } from "hono";
import * as z from "zod";
import { idRule, isId } from "../../../domain/intake/values.ts";
import type { Right } from "../../../domain/role.ts";

/**
 * A call of the API: what may be asked, by whom, and what is answered. Only types come from the library, which would bring
 * all of zod into the functions (decision 58); `lib/api-document.ts` makes the OpenAPI document with it.
 */
export interface ContractRoute extends RouteConfig {
  /** What the caller must be allowed to do. */
  readonly right: Right;
  readonly summary: string;
  /** One: the noun. */
  readonly tags: [string];
}

/** Gives a definition the narrow type from which handlers and clients take theirs. The path begins after `/api`. */
export const defineRoute = <const Path extends string, Route extends Omit<ContractRoute, "path"> & { path: Path }>(
  route: Route,
): Route => route;

export type InputOf<Route extends RouteConfig> =
  // biome-ignore lint/suspicious/noExplicitAny: the two are not looked at, and no other type matches all of them.
  RouteHandler<Route> extends Handler<any, any, infer Input, any> ? Input : never;

export const problemSchema = z
  .strictObject({
    where: z.string().describe('The place: "caps[2].max", "query", "path".'),
    problem: z.string().describe("What is wrong there."),
    received: z.string().optional().describe("What stood there, shortened."),
    allowed: z.string().optional().describe("What may stand there."),
  })
  .meta({ id: "Problem" });

/** What every refusal looks like. Some say beside the problems what stands instead, each by its own key. */
export const refusalSchema = z
  .object({ problems: z.array(problemSchema).readonly(), reason: z.string().optional() })
  .meta({ id: "Refusal" });

const json = <Schema extends z.ZodType>(schema: Schema) => ({ "application/json": { schema } });

const refusals = {
  "4XX": { description: "Refused: what was wrong where, and what is allowed.", content: json(refusalSchema) },
  "5XX": { description: "Failed; the same request may be sent again.", content: json(refusalSchema) },
} as const;

/** The answers of a call that succeeds with this; any call may be refused. */
export const answers = <Schema extends z.ZodType>(schema: Schema, description = "Done.") => ({
  200: { description, content: json(schema) },
  ...refusals,
});

/** The same, of a call that may also make something new. */
export const answersOrCreates = <Schema extends z.ZodType>(schema: Schema) => ({
  ...answers(schema),
  201: { description: "Made.", content: json(schema) },
});

/** Of a call that always makes something new. */
export const creates = <Schema extends z.ZodType>(schema: Schema) => ({
  201: { description: "Made.", content: json(schema) },
  ...refusals,
});

/** The schema checks the value, the type is the domain's own: both say the same, and the type is the easier one to read. */
export const typed = <Value>(schema: z.ZodType): z.ZodType<Value> => schema as unknown as z.ZodType<Value>;

/** A request's body as JSON; without one the call is refused. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  content: json(schema),
  required: true as const,
});

/** Of any answer: an instant in ISO 8601 UTC. */
export const instant = z.string().describe("ISO 8601, UTC.").meta({ format: "date-time" });
export const label = z.strictObject({ en: z.string(), zh: z.string() }).describe("In both languages.");
export const listOf = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).readonly();

/** The cursor of an answer, which a later request gives back as it is; absent: that was all. */
export const nextCursor = z.string().optional().describe("Ask again with it for what follows. Absent: that was all.");

/** Of a list: how many at most; what is answered may be fewer, and the cursor tells whether that was all. */
export const limitUpTo = (most: number, usual = 50) => z.coerce.number().int().min(1).max(most).default(usual);

/** A cursor that `read` understands; it answers undefined when the text is no cursor of ours. */
export const cursorBy = <Cursor>(read: (text: string) => Cursor | undefined) =>
  z
    .string()
    .max(4_000)
    .transform((text, context) => {
      const cursor = read(text);
      if (cursor === undefined)
        context.addIssue({ code: "custom", message: "must be the cursor of an earlier answer" });
      return cursor ?? z.NEVER;
    })
    .optional();

/** Names of campaigns, steps, segments and coupons, as they stand in a path. */
export const nameInPath = z
  .string()
  .regex(/^(?!constructor$)[a-z][a-z0-9-]{0,62}$/, "is no usable id: lower-case letters, digits and hyphens");

/** The shop's own id of a customer, which may hold anything, also a slash. */
export const customerIdInPath = z.string().refine(isId, `is no usable id: ${idRule}`);

/** Keys of tasks, cases and messages. */
export const keyPattern = "[a-z2-7]{26}";
export const keyInPath = z.string().regex(new RegExp(`^${keyPattern}$`), "is no key: 26 letters and digits");
