import type { Context } from "hono";
import { idRule, isId } from "../../domain/intake/values.ts";
import { shown } from "../../domain/problem.ts";
import { type Input, refuse } from "./answer.ts";

/** The customer a path names, or the answer that refuses it. */
export const readCustomerId = (context: Context): Input<string> => {
  const id = context.req.param("customerId") ?? "";
  if (isId(id)) return { ok: true, value: id };
  const problem = { where: "customerId", problem: "is no usable id", received: shown(id), allowed: idRule };
  return { ok: false, response: refuse(context, 400, [problem]) };
};
