import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, HttpMethods } from "aws-cdk-lib/aws-s3";
import { Duration, RemovalPolicy } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";

/** As fixed as the tables' ids. */
export const importsBucketLogicalId = "ImportsBucket";

/** Long enough to look at what was rejected and to bring it in again; then people's data in files is gone. */
export const importsKeptDays = 14;

/**
 * Where a person's browser puts a file, and the import keeps its place in it and the rows that it did not take. With the data,
 * because an import that is under way must survive a new engine; it empties itself, so it may stay behind when its stack goes.
 */
export const createImportsBucket = (scope: Construct): Bucket => {
  const bucket = new Bucket(scope, importsBucketLogicalId, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      { expiration: Duration.days(importsKeptDays), abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
    // The address is signed for one file and one size; which page sends it does not matter, and no cookie comes along.
    cors: [
      { allowedMethods: [HttpMethods.PUT], allowedOrigins: ["*"], allowedHeaders: ["content-type"], maxAge: 3600 },
    ],
  });
  (bucket.node.defaultChild as CfnBucket).overrideLogicalId(importsBucketLogicalId);
  acknowledge(
    bucket,
    ["AwsSolutions-S1"],
    "Who brought in which file stands in the audit trail; access logs would be one more copy of the names of shop's files, kept longer than the files themselves.",
  );
  return bucket;
};
