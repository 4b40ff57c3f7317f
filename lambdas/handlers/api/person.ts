import type { Context } from "hono";
import type { LambdaEvent } from "hono/aws-lambda";
import { RekindleError } from "../../shared/errors.ts";
import type { Actor, PeopleEnv } from "./rights.ts";

/** Who acts when no gateway stands before the app: a program on the same machine. */
export const localPerson = "local";

const property = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;

/**
 * Who is acting, as the gateway found out: the ARN of the IAM user or of the session of a role. Undefined when a gateway
 * let somebody through whom it does not know, which a route without an authorizer would do.
 */
export const personOf = (context: Context): string | undefined => {
  const event = property(context.env, "event") as LambdaEvent | undefined;
  if (event === undefined) return localPerson;
  const arn = property(property(property(event.requestContext, "authorizer"), "iam"), "userArn");
  return typeof arn === "string" && arn !== "" ? arn : undefined;
};

/** For routes on `createPeopleApp`, which lets nobody through who has no name. */
export const actingPerson = (context: Context): string => personOf(context) ?? localPerson;

/** Who acts and what they may do, as `createPeopleApp` found out. */
export const actorOf = (context: Context<PeopleEnv>): Actor => {
  const actor = context.get("actor");
  if (actor === undefined) throw new RekindleError("actor-missing", "A route for people was mounted on no people app.");
  return actor;
};
