import type { MiddlewareHandler } from "hono";
import { refuse } from "./answer.ts";
import { actingPerson } from "./person.ts";

/** What a person may be allowed to do. Looking needs no right beyond that of being let in. */
export const rights = ["edit-campaigns", "approve-campaigns", "run-campaigns", "edit-segments"] as const;
export type Right = (typeof rights)[number];

/** The one place where it is decided who may do what. */
export type May = (person: string, right: Right) => boolean;

/** Whom the gateway lets in may do everything. A second person for approvals is the campaign's own rule, not a right. */
export const everybodyMay: May = () => true;

/** Lets the request on, or refuses it. */
export const needs =
  (may: May, right: Right): MiddlewareHandler =>
  async (context, next) => {
    const person = actingPerson(context);
    if (!may(person, right))
      return refuse(context, 403, [{ where: "person", problem: "may not do this", received: person, allowed: right }]);
    await next();
    return undefined;
  };
