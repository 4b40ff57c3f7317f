import type { MiddlewareHandler } from "hono";
import { type Right, type Role, rightsOf, rolesWith } from "../../domain/role.ts";
import { refuse } from "./answer.ts";

/** Who acts, as `people-app.ts` found out. */
export interface Actor {
  readonly person: string;
  readonly roles: readonly Role[];
  /** No gateway stands before the app but the one of the local runtime. */
  readonly local: boolean;
}

export interface PeopleEnv {
  readonly Variables: { actor?: Actor };
}

/** Lets the request on, or refuses it. Whom nobody looked up may do nothing. */
export const needs =
  (right: Right): MiddlewareHandler<PeopleEnv> =>
  async (context, next) => {
    const actor = context.get("actor");
    if (actor === undefined || !rightsOf(actor.roles).includes(right)) {
      const problem = { where: "person", problem: "may not do this", received: actor?.person ?? "nobody" };
      const allowed = `${right} (roles: ${rolesWith(right).join(", ")})`;
      return refuse(context, 403, [{ ...problem, allowed }], { reason: "no-right", right });
    }
    await next();
    return undefined;
  };
