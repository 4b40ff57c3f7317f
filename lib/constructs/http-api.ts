import { AccessLogField, AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { RemovalPolicy } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import type { DeploySettings } from "../settings.ts";
import { acknowledge } from "./acknowledge.ts";

/** The calls of the Segment spec. */
const ingestCalls = ["identify", "track", "page", "screen", "group", "alias", "batch"] as const;

export interface HttpApiProps {
  readonly settings: DeploySettings;
  readonly ingest: NodejsFunction;
  readonly webhook: NodejsFunction;
  readonly unsubscribe: NodejsFunction;
  readonly preferences: NodejsFunction;
  readonly survey: NodejsFunction;
  readonly click: NodejsFunction;
}

/**
 * The one way in from outside. No CORS: shops' servers and mail clients call it, and the console's scripts at its own address.
 * The routes of people are added by the console's stack.
 */
export const createHttpApi = (scope: Construct, props: HttpApiProps): HttpApi => {
  const api = new HttpApi(scope, "HttpApi", {
    apiName: `${props.settings.stackPrefix}-api`,
    createDefaultStage: false,
  });
  addRoutes(api, props);
  addStage(scope, api, props.settings);
  acknowledge(
    api,
    ["AwsSolutions-APIG4"],
    "The handlers authorize: ingest by the shop's write key, which clients of the Segment spec send as basic auth, webhook by the signature of the body, unsubscribe, preferences, survey, reason and click by the signed token in the link, which must work without a login (RFC 8058).",
  );
  return api;
};

const addRoutes = (api: HttpApi, functions: HttpApiProps): void => {
  const { ingest, webhook, unsubscribe, preferences, survey, click } = functions;
  const toIngest = new HttpLambdaIntegration("Ingest", ingest);
  for (const call of ingestCalls) {
    api.addRoutes({ path: `/v1/${call}`, methods: [HttpMethod.POST], integration: toIngest });
  }
  api.addRoutes({
    path: "/webhooks/shopify",
    methods: [HttpMethod.POST],
    integration: new HttpLambdaIntegration("Webhook", webhook),
  });
  // Under one letter for links in texts, which pay for every character.
  const pages: readonly (readonly [HttpLambdaIntegration, readonly string[]])[] = [
    [new HttpLambdaIntegration("Unsubscribe", unsubscribe), ["unsubscribe", "u"]],
    [new HttpLambdaIntegration("Preferences", preferences), ["preferences", "p"]],
    [new HttpLambdaIntegration("Survey", survey), ["survey", "s", "reason", "r"]],
  ];
  for (const [integration, names] of pages)
    for (const name of names)
      api.addRoutes({ path: `/${name}/{token}`, methods: [HttpMethod.GET, HttpMethod.POST], integration });
  api.addRoutes({
    path: "/c/{token}",
    methods: [HttpMethod.GET, HttpMethod.HEAD],
    integration: new HttpLambdaIntegration("Click", click),
  });
};

const addStage = (scope: Construct, api: HttpApi, settings: DeploySettings): void => {
  const logs = new LogGroup(scope, "AccessLogs", {
    retention: settings.logRetentionDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  new HttpStage(scope, "HttpStage", {
    httpApi: api,
    autoDeploy: true,
    throttle: { rateLimit: settings.requestsPerSecond, burstLimit: 2 * settings.requestsPerSecond },
    accessLogSettings: { destination: new LogGroupLogDestination(logs), format: accessLogFormat() },
  });
};

/** The route, never the path: the path of an opt-out holds its token. */
const accessLogFormat = (): AccessLogFormat =>
  AccessLogFormat.custom(
    JSON.stringify({
      requestId: AccessLogField.contextRequestId(),
      requestTime: AccessLogField.contextRequestTime(),
      route: "$context.routeKey",
      status: AccessLogField.contextStatus(),
      responseLength: AccessLogField.contextResponseLength(),
      integrationLatency: AccessLogField.contextIntegrationLatency(),
      errorMessage: "$context.error.message",
    }),
  );
