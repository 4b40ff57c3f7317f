import { CfnWaitConditionHandle, Stack, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";

/** Will hold the web console. Its name and place in the deployment are settled so that the console adds no new stack. */
export class ConsoleStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    // CloudFormation wants at least one resource in a stack. This one creates nothing and costs nothing.
    new CfnWaitConditionHandle(this, "Nothing");
  }
}
