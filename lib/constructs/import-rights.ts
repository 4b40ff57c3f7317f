import type { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { acknowledge } from "./acknowledge.ts";
import { allow } from "./handler-function.ts";
import { importsBucketLogicalId } from "./imports-bucket.ts";

/**
 * An import signs addresses for uploads, so it may do itself what an address allows; and it writes and reads its own places.
 * The list is asked for nothing, but without the right to it S3 calls a file that is not there forbidden.
 */
export const grantImporting = (handler: NodejsFunction, bucket: Bucket): void => {
  const files = bucket.arnForObjects("imports/*");
  allow(handler, "s3:GetObject", [files]);
  allow(handler, "s3:PutObject", [files]);
  allow(handler, "s3:ListBucket", [bucket.bucketArn], { StringLike: { "s3:prefix": ["imports/*"] } });
  acknowledge(
    handler.role ?? handler,
    [`AwsSolutions-IAM5[Resource::<${importsBucketLogicalId}.Arn>/imports/*]`],
    "The files of an import lie below its id, which is made when a person brings one in; the wildcard ends within this folder of this one bucket.",
  );
};
