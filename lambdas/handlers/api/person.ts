import type { Context } from "hono";
import type { LambdaEvent } from "hono/aws-lambda";
import { RekindleError } from "../../shared/errors.ts";
import type { Actor, PeopleEnv } from "./rights.ts";

/** Who acts on the local runtime when nobody is named: whoever may use the machine may do everything. */
export const localPerson = "local";
/** The issuer of the claims that the local gateway makes. A deployed gateway checks the issuer, so no token can have this one. */
export const localIssuer = "rekindle-local";

export interface SignedIn {
  /** The email address in small letters, or `local`. */
  readonly person: string;
  readonly local: boolean;
}

const property = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;

const isTrue = (claim: unknown): boolean => claim === true || claim === "true";

/**
 * Who is acting, by the claims of the token that the gateway checked, and by nothing else of the request. Undefined when a gateway
 * let somebody through whom it does not know, which a route without an authorizer would do, or whose address nobody proved.
 */
export const personOf = (context: Context): SignedIn | undefined => {
  const event = property(context.env, "event") as LambdaEvent | undefined;
  // No gateway at all: a program on this machine.
  if (event === undefined) return { person: localPerson, local: true };
  const claims = property(property(property(event.requestContext, "authorizer"), "jwt"), "claims");
  const email = property(claims, "email");
  if (typeof email !== "string" || email === "" || !isTrue(property(claims, "email_verified"))) return undefined;
  const local = property(claims, "iss") === localIssuer;
  if (email === localPerson && !local) return undefined;
  return { person: email.trim().toLowerCase(), local };
};

/** Who acts and what they may do, as `createPeopleApp` found out. */
export const actorOf = (context: Context<PeopleEnv>): Actor => {
  const actor = context.get("actor");
  if (actor === undefined) throw new RekindleError("actor-missing", "A route for people was mounted on no people app.");
  return actor;
};

export const actingPerson = (context: Context): string => actorOf(context).person;
