import { type HttpApi, HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpIamAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";

/** What `campaigns-api` answers. Of two greedy routes the gateway takes the longer; a greedy one wants at least one part more. */
const ofCampaigns = [
  "/api/campaigns",
  "/api/campaigns/{proxy+}",
  "/api/segments",
  "/api/segments/{proxy+}",
  "/api/progress",
  "/api/audit",
] as const;

/** What `import` answers, because only it knows the bucket. */
const ofImports = ["/api/imports", "/api/imports/{proxy+}"] as const;

export interface PeopleFunctions {
  readonly api: NodejsFunction;
  readonly importer: NodejsFunction;
  readonly campaignsApi: NodejsFunction;
}

/** Signed by an IAM identity that may invoke these routes; the gateway tells the function whose signature it was. */
export const addPeopleRoutes = (http: HttpApi, { api, importer, campaignsApi }: PeopleFunctions): void => {
  const authorizer = new HttpIamAuthorizer();
  const methods = [HttpMethod.ANY];
  const toCampaigns = new HttpLambdaIntegration("CampaignsApi", campaignsApi);
  for (const path of ofCampaigns) http.addRoutes({ path, methods, integration: toCampaigns, authorizer });
  const toImports = new HttpLambdaIntegration("Import", importer);
  for (const path of ofImports) http.addRoutes({ path, methods, integration: toImports, authorizer });
  const toApi = new HttpLambdaIntegration("Api", api);
  http.addRoutes({ path: "/api/{proxy+}", methods, integration: toApi, authorizer });
};
