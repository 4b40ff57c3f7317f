// The CDK app: what `cdk synth` and `cdk deploy` run.
import { App, Validations } from "aws-cdk-lib/core";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { createStacks } from "../lib/create-stacks.ts";
import { settingsFromContext } from "../lib/settings.ts";

const app = new App();
createStacks(app, settingsFromContext(app.node), { bundling: true });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
