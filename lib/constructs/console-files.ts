import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { BucketDeployment, CacheControl, Source } from "aws-cdk-lib/aws-s3-deployment";
import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { fingerprintName } from "../console/build-console.ts";
import { type ConsoleConfig, consoleConfigName } from "../console/console-config.ts";
import type { DeploySettings } from "../settings.ts";
import { acknowledge } from "./acknowledge.ts";
import { pagesLogicalId } from "./console-site.ts";

/** The build names these after a hash of what is in them: one that changes has another name. */
const hashedFiles = "assets/*";

export interface ConsoleFilesProps {
  readonly settings: DeploySettings;
  readonly bucket: IBucket;
  /** Folder of the built console. */
  readonly files: string;
  readonly config: ConsoleConfig;
}

/**
 * Brings the built console into its bucket, the code before the page that asks for it. Code of earlier deployments stays: a
 * console that was open meanwhile still loads the parts it knows by their old names.
 *
 * The page and the configuration are asked for anew each time, so nothing has to be taken out of CloudFront's caches.
 */
export const deployConsoleFiles = (scope: Construct, { settings, bucket, files, config }: ConsoleFilesProps): void => {
  const logGroup = new LogGroup(scope, "DeploymentLogs", {
    retention: settings.logRetentionDays as RetentionDays,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  // A bucket that is not empty could not go with its stack.
  const built = Source.asset(files, { exclude: [fingerprintName] });
  const common = { destinationBucket: bucket, prune: false, retainOnDelete: false, logGroup };
  const code = new BucketDeployment(scope, "Code", {
    ...common,
    sources: [built],
    exclude: ["*"],
    include: [hashedFiles],
    cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
  });
  const page = new BucketDeployment(scope, "Page", {
    ...common,
    sources: [built, Source.jsonData(consoleConfigName, config)],
    exclude: [hashedFiles],
    cacheControl: [CacheControl.noCache()],
  });
  page.node.addDependency(code);
  acknowledgeFindings(scope);
};

/** The construct library brings the function that unpacks the files, one for all deployments of a stack. */
const acknowledgeFindings = (scope: Construct): void => {
  const helper = Stack.of(scope).node.children.find(({ node }) => node.id.startsWith("Custom::CDKBucketDeployment"));
  if (helper === undefined) throw new Error("The function that brings files into a bucket has another name now.");
  acknowledge(
    helper,
    [...findingsOfHelper, `AwsSolutions-IAM5[Resource::<${pagesLogicalId}.Arn>/*]`],
    "The construct library's own function, which runs only while CloudFormation deploys and reports its failure there. It may read the files of the deployment and write into the console's bucket, which holds nothing else.",
  );
};

const findingsOfHelper = [
  "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]",
  ...["GetBucket", "GetObject", "List", "Abort", "DeleteObject"].map(
    (action) => `AwsSolutions-IAM5[Action::s3:${action}*]`,
  ),
  "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]",
  "AwsSolutions-L1",
  "Serverless-LambdaDLQ",
  "Serverless-LambdaLatestVersion",
  "Serverless-LambdaTracing",
] as const;
