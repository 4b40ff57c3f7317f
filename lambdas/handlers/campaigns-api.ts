import type { Hono } from "hono";
import { handle, type LambdaEvent } from "hono/aws-lambda";
import { lambdaHandler } from "../shared/lambda.ts";
import type { Runtime } from "../shared/runtime.ts";
import { createAuditRoutes } from "./api/audit.ts";
import { createBacktestRoutes } from "./api/backtest.ts";
import { createCampaignRoutes } from "./api/campaigns.ts";
import { createChangeCampaignRoutes } from "./api/change-campaigns.ts";
import { createEffectRoutes } from "./api/effect.ts";
import { createOutlookRoutes } from "./api/outlook.ts";
import { createPeopleApp } from "./api/people-app.ts";
import { createPreviewRoutes } from "./api/preview.ts";
import { createRenderingRoutes } from "./api/rendering.ts";
import type { PeopleEnv } from "./api/rights.ts";
import { createSegmentRoutes } from "./api/segments.ts";
import { createTrialRoutes } from "./api/trials.ts";
import { createValueRoutes } from "./api/value.ts";
import { createWhyRoutes } from "./api/why.ts";

/**
 * What campaigns and segments say, how a change of them comes in force, and who changed what. Apart from `api`, because only
 * this checks and renders words. Of customers it reads a sample, to tell what a campaign would come to; and it tells what was
 * learned of one.
 */
export const createCampaignsApp = (runtime: Runtime): Hono<PeopleEnv> => {
  const app = createPeopleApp(runtime);
  app.route("/", createCampaignRoutes(runtime));
  app.route("/", createChangeCampaignRoutes(runtime));
  app.route("/", createPreviewRoutes(runtime));
  app.route("/", createOutlookRoutes(runtime));
  app.route("/", createBacktestRoutes(runtime));
  app.route("/", createEffectRoutes(runtime));
  app.route("/", createRenderingRoutes(runtime));
  app.route("/", createSegmentRoutes(runtime));
  app.route("/", createTrialRoutes(runtime));
  app.route("/", createWhyRoutes(runtime));
  app.route("/", createValueRoutes(runtime));
  app.route("/", createAuditRoutes(runtime));
  return app;
};

export const createHandler = (runtime: Runtime) => {
  const answerEvent = handle(createCampaignsApp(runtime));
  return (event: LambdaEvent) => answerEvent(event);
};

export const handler = lambdaHandler(createHandler);
