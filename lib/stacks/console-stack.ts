import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { CfnOutput, Fn, Stack, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import type { ConsoleConfig } from "../console/console-config.ts";
import { deployConsoleFiles } from "../constructs/console-files.ts";
import { createConsoleSite } from "../constructs/console-site.ts";
import { addPeopleRoutes, type PeopleFunctions } from "../constructs/people-api.ts";
import { createSignIn } from "../constructs/sign-in.ts";
import type { People } from "../constructs/user-pool.ts";
import type { DeploySettings } from "../settings.ts";

export interface ConsoleStackProps extends StackProps {
  readonly settings: DeploySettings;
  readonly people: People;
  readonly importsBucket: Bucket;
  readonly httpApi: HttpApi;
  readonly functions: PeopleFunctions;
  /** Folder of the built console. Absent: no files are brought anywhere; the wiring is the same. */
  readonly files?: string;
}

/** The web console: its pages, how people sign in, and the way from there to the functions that answer them. */
export class ConsoleStack extends Stack {
  /** Where people of the shop sign in. */
  readonly url: string;

  constructor(
    scope: Construct,
    id: string,
    { settings, people, importsBucket, httpApi, functions, files, ...props }: ConsoleStackProps,
  ) {
    super(scope, id, props);
    const apiHost = Fn.select(2, Fn.split("/", httpApi.apiEndpoint));
    const signInUrl = people.domain.baseUrl();
    const site = createConsoleSite(this, {
      settings,
      apiHost,
      signInUrl,
      uploadUrl: `https://${importsBucket.bucketRegionalDomainName}`,
    });
    const client = createSignIn(this, { pool: people.pool, host: site.host });
    addPeopleRoutes(this, { ...functions, httpApiId: httpApi.apiId, pool: people.pool, client });
    const config: ConsoleConfig = {
      signIn: { issuer: people.pool.userPoolProviderUrl, url: signInUrl, clientId: client.userPoolClientId },
    };
    if (files !== undefined) deployConsoleFiles(this, { settings, bucket: site.bucket, files, config });
    this.url = `https://${site.host}/`;
    this.tell(site.distribution.distributionDomainName, people);
  }

  private tell(distributionHost: string, { pool }: People): void {
    new CfnOutput(this, "ConsoleUrl", { value: this.url, description: "Where people of the shop sign in." });
    new CfnOutput(this, "DistributionHost", {
      value: distributionHost,
      description: "What the DNS name of a console with its own domain points to.",
    });
    new CfnOutput(this, "UserPoolId", { value: pool.userPoolId, description: "For inviting the first admin." });
  }
}
