import { type Context, Hono } from "hono";
import { fixedAdmins, rolesOfPerson } from "../../domain/people.ts";
import type { Role } from "../../domain/role.ts";
import { optional } from "../../shared/environment.ts";
import type { Runtime } from "../../shared/runtime.ts";
import { createPeopleStore } from "../../store/people-store.ts";
import { refuse } from "./answer.ts";
import { localPerson, personOf, type SignedIn } from "./person.ts";
import type { PeopleEnv } from "./rights.ts";

const notSignedIn = (context: Context) =>
  refuse(
    context,
    401,
    [{ where: "request", problem: "comes from nobody who signed in", allowed: "sign in to the console" }],
    { reason: "not-signed-in" },
  );

const notOnTheList = (context: Context, person: string) =>
  refuse(
    context,
    403,
    [
      {
        ...{ where: "person", problem: "is not on the shop's list of people", received: person },
        allowed: "ask an admin of the shop to add this address on the page People",
      },
    ],
    { reason: "unknown-person" },
  );

/** Read anew at each request: a right that was taken away is gone at once. Whom the deployment names needs no list. */
const createRoleFinder = (runtime: Runtime) => {
  const fixed = fixedAdmins(optional(runtime.environment, "ADMIN_EMAILS"));
  return async ({ person, local }: SignedIn): Promise<readonly Role[]> => {
    if (local && person === localPerson) return ["admin"];
    const { people } = fixed.includes(person) ? { people: [] } : await createPeopleStore(runtime).load();
    return rolesOfPerson(person, { people, fixed });
  };
};

/**
 * What every app for people has in common; the routes are mounted on it. The gateway proves who they are, the shop's own list says
 * what they may do, and each route asks for its right. Answers are JSON and are kept nowhere.
 */
export const createPeopleApp = (runtime: Runtime): Hono<PeopleEnv> => {
  const rolesOf = createRoleFinder(runtime);
  const app = new Hono<PeopleEnv>().basePath("/api");
  app.use(async (context, next) => {
    context.header("cache-control", "no-store");
    context.header("x-content-type-options", "nosniff");
    const signedIn = personOf(context);
    if (signedIn === undefined) return notSignedIn(context);
    const roles = await rolesOf(signedIn);
    if (roles.length === 0) return notOnTheList(context, signedIn.person);
    context.set("actor", { ...signedIn, roles });
    await next();
    return undefined;
  });
  app.notFound((context) => {
    const received = `${context.req.method} ${context.req.path}`.slice(0, 80);
    return refuse(context, 404, [{ where: "path", problem: "is not known", received }]);
  });
  app.onError((error, context) => {
    runtime.logger.error("A request of a person failed", { error, route: context.req.routePath });
    return refuse(context, 503, [{ where: "service", problem: "failed; send the same request again" }]);
  });
  return app;
};
