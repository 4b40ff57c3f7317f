// The CDK app: what `cdk synth` and `cdk deploy` run.
import { App, Validations } from "aws-cdk-lib/core";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { buildConsole, consoleDirectory } from "../lib/console/build-console.ts";
import { createStacks } from "../lib/create-stacks.ts";
import { settingsFromContext } from "../lib/settings.ts";

await buildConsole(() => process.stderr.write("Building the console ...\n"));
const app = new App();
createStacks(app, settingsFromContext(app.node), { bundling: true, consoleFiles: consoleDirectory });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
