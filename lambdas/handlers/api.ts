import { Hono } from "hono";
import { handle, type LambdaEvent } from "hono/aws-lambda";
import { createSns } from "../shared/clients.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import type { Runtime } from "../shared/runtime.ts";
import { refuse } from "./api/answer.ts";
import { createAuditRoutes } from "./api/audit.ts";
import { createCampaignRoutes } from "./api/campaigns.ts";
import { createCaseRoutes } from "./api/cases.ts";
import { createChangeCampaignRoutes } from "./api/change-campaigns.ts";
import { createCouponRoutes } from "./api/coupons.ts";
import { createCustomerRoutes } from "./api/customers.ts";
import { createMessageRoutes } from "./api/messages.ts";
import { personOf } from "./api/person.ts";
import { createSegmentRoutes } from "./api/segments.ts";
import { createSendingRoutes } from "./api/sending.ts";
import { createSurveyRoutes } from "./api/surveys.ts";
import { createTaskRoutes } from "./api/tasks.ts";

/**
 * What people, and the console for them, ask and decide. The gateway checks who they are (IAM); here everybody it let through
 * may do everything. Each noun is an app of its own in `api/<noun>.ts`, mounted below; answers are JSON and are kept nowhere.
 */
export const createApiApp = (runtime: Runtime): Hono => {
  const app = new Hono().basePath("/api");
  app.use(async (context, next) => {
    context.header("cache-control", "no-store");
    context.header("x-content-type-options", "nosniff");
    if (personOf(context) === undefined)
      return refuse(context, 401, [{ where: "request", problem: "is signed by nobody", allowed: "an IAM signature" }]);
    await next();
    return undefined;
  });
  app.route("/", createMessageRoutes(runtime));
  app.route("/", createCustomerRoutes(runtime));
  app.route("/", createSendingRoutes(runtime));
  app.route("/", createCouponRoutes(runtime));
  app.route("/", createCampaignRoutes(runtime));
  app.route("/", createChangeCampaignRoutes(runtime));
  app.route("/", createSegmentRoutes(runtime));
  app.route("/", createAuditRoutes(runtime));
  app.route("/", createTaskRoutes(runtime));
  app.route("/", createCaseRoutes(runtime));
  app.route("/", createSurveyRoutes(runtime));
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

export const createHandler = (runtime: Runtime) => {
  const answerEvent = handle(createApiApp(runtime));
  return (event: LambdaEvent) => answerEvent(event);
};

/** An erasure has SNS forget the person's devices. */
export const handler = lambdaHandler(createHandler, { sns: createSns });
