import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpUserPoolAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { UserPool, UserPoolClient } from "aws-cdk-lib/aws-cognito";
import type { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import type { Construct } from "constructs";

/** What `campaigns-api` answers. Of two greedy routes the gateway takes the longer; a greedy one wants at least one part more. */
const ofCampaigns = [
  "/api/campaigns",
  "/api/campaigns/{proxy+}",
  "/api/segments",
  "/api/segments/{proxy+}",
  "/api/audience",
  "/api/why/{proxy+}",
  "/api/progress",
  "/api/effect",
  "/api/effect/{proxy+}",
  "/api/value",
  "/api/value/{proxy+}",
  "/api/audit",
] as const;

/** What `import` answers, because only it knows the bucket. */
const ofImports = ["/api/imports", "/api/imports/{proxy+}"] as const;

export interface PeopleFunctions {
  readonly api: NodejsFunction;
  readonly importer: NodejsFunction;
  readonly campaignsApi: NodejsFunction;
}

export interface PeopleRoutesProps extends PeopleFunctions {
  /** Of the API the routes are added to. */
  readonly httpApiId: string;
  readonly pool: UserPool;
  readonly client: UserPoolClient;
}

/**
 * Lets through whoever signed in to the console: the gateway checks the token's signature, issuer, client and age, and tells
 * the function whose it is. What that person may do is decided there.
 *
 * The routes belong to the console's stack, though their functions and their API are the engine's: the gateway has to know
 * the console's client, which has to know the console's address, which has to know the API.
 */
export const addPeopleRoutes = (scope: Construct, props: PeopleRoutesProps): void => {
  const { api, campaignsApi, importer, pool, client } = props;
  const http = HttpApi.fromHttpApiAttributes(scope, "PeopleApi", { httpApiId: props.httpApiId });
  const authorizer = new HttpUserPoolAuthorizer("SignedIn", pool, { userPoolClients: [client] });
  const add = (path: string, integration: HttpLambdaIntegration): void => {
    const routeKey = HttpRouteKey.with(path, HttpMethod.ANY);
    new HttpRoute(scope, routeKey.key, { httpApi: http, routeKey, integration, authorizer });
  };
  const toCampaigns = new HttpLambdaIntegration("CampaignsApi", campaignsApi);
  for (const path of ofCampaigns) add(path, toCampaigns);
  const toImports = new HttpLambdaIntegration("Import", importer);
  for (const path of ofImports) add(path, toImports);
  add("/api/{proxy+}", new HttpLambdaIntegration("Api", api));
};
