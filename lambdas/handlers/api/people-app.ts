import { Hono } from "hono";
import type { Runtime } from "../../shared/runtime.ts";
import { refuse } from "./answer.ts";
import { localPerson, personOf } from "./person.ts";
import type { PeopleEnv } from "./rights.ts";

/**
 * What every app for people has in common; the routes are mounted on it. The gateway checks who they are (IAM); here everybody
 * it let through may do everything, unless a route asks `rights.ts`. Answers are JSON and are kept nowhere.
 */
export const createPeopleApp = (runtime: Runtime): Hono<PeopleEnv> => {
  const app = new Hono<PeopleEnv>().basePath("/api");
  app.use(async (context, next) => {
    context.header("cache-control", "no-store");
    context.header("x-content-type-options", "nosniff");
    const person = personOf(context);
    if (person === undefined)
      return refuse(context, 401, [{ where: "request", problem: "is signed by nobody", allowed: "an IAM signature" }]);
    context.set("actor", { person, roles: ["admin"], local: person === localPerson });
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
