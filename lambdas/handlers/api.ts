import type { Hono } from "hono";
import { handle, type LambdaEvent } from "hono/aws-lambda";
import { createSns } from "../shared/clients.ts";
import { createCognito } from "../shared/cognito-client.ts";
import { lambdaHandler } from "../shared/lambda.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createCaseRoutes } from "./api/cases.ts";
import { createCostRoutes } from "./api/cost.ts";
import { createCouponRoutes } from "./api/coupons.ts";
import { createCustomerPageRoutes } from "./api/customer-page.ts";
import { createCustomerRoutes } from "./api/customers.ts";
import { createForecastRoutes } from "./api/forecast.ts";
import { createMessageListRoutes } from "./api/message-list.ts";
import { createMessageRoutes } from "./api/messages.ts";
import { createOverviewRoutes } from "./api/overview.ts";
import { createPeopleRoutes } from "./api/people.ts";
import { createPeopleApp } from "./api/people-app.ts";
import { createPressureRoutes } from "./api/pressure.ts";
import type { PeopleEnv } from "./api/rights.ts";
import { createSendingRoutes } from "./api/sending.ts";
import { createSessionRoutes } from "./api/session.ts";
import { createSettingsRoutes } from "./api/settings.ts";
import { createSurveyRoutes } from "./api/surveys.ts";
import { createTaskRoutes } from "./api/tasks.ts";
import { createWebhookRoutes } from "./api/webhooks.ts";
import { createWriteKeyRoutes } from "./api/write-keys.ts";

/**
 * What people, and the console for them, ask and decide day by day. Each noun is an app of its own in `api/<noun>.ts`,
 * mounted below. What rules say, and who changed it, is `campaigns-api`: the paths are told apart in `lib/constructs/people-api.ts`.
 */
export const createApiApp = (runtime: Runtime): Hono<PeopleEnv> => {
  const app = createPeopleApp(runtime);
  app.route("/", createSessionRoutes(runtime));
  app.route("/", createOverviewRoutes(runtime));
  app.route("/", createPressureRoutes(runtime));
  app.route("/", createCostRoutes(runtime));
  app.route("/", createMessageRoutes(runtime));
  app.route("/", createMessageListRoutes(runtime));
  app.route("/", createCustomerRoutes(runtime));
  app.route("/", createForecastRoutes(runtime));
  app.route("/", createCustomerPageRoutes(runtime));
  app.route("/", createSendingRoutes(runtime));
  app.route("/", createCouponRoutes(runtime));
  app.route("/", createTaskRoutes(runtime));
  app.route("/", createCaseRoutes(runtime));
  app.route("/", createSurveyRoutes(runtime));
  app.route("/", createPeopleRoutes(runtime));
  app.route("/", createSettingsRoutes(runtime));
  app.route("/", createWriteKeyRoutes(runtime));
  app.route("/", createWebhookRoutes(runtime));
  return app;
};

export const createHandler = (runtime: Runtime) => {
  const answerEvent = handle(createApiApp(runtime));
  return (event: LambdaEvent) => answerEvent(event);
};

/** An erasure has SNS forget the person's devices; a new colleague is invited by Cognito. */
export const handler = lambdaHandler(createHandler, { sns: createSns, cognito: createCognito });
