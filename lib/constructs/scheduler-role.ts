import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { NodejsFunction } from "aws-cdk-lib/aws-lambda-nodejs";
import { Aws } from "aws-cdk-lib/core";
import type { FunctionName } from "../functions.ts";
import { acknowledge } from "./acknowledge.ts";
import { functionLogicalId, pascalCase } from "./handler-function.ts";

/** What the schedule of one function calls it as. Only schedules of this account may take the role. */
export const createSchedulerRole = (handler: NodejsFunction, name: FunctionName): Role => {
  const role = new Role(handler.stack, `${pascalCase(name)}ScheduleRole`, {
    assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    }),
  });
  acknowledge(
    role,
    [`AwsSolutions-IAM5[Resource::<${functionLogicalId(name)}.Arn>:*]`],
    "The role may invoke this one function; the wildcard covers its versions and aliases, of which there are none.",
  );
  return role;
};
