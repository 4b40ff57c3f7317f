// The CDK app: what `cdk synth` and `cdk deploy` run.
import { App, Validations } from "aws-cdk-lib/core";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { buildConsole, consoleDirectory } from "../lib/console/build-console.ts";
import { ownId, Rekindle } from "../lib/rekindle.ts";
import { settingsFromContext } from "../lib/settings.ts";

await buildConsole(() => process.stderr.write("Building the console ...\n"));
const app = new App();
new Rekindle(app, ownId, { ...settingsFromContext(app.node), consoleFiles: consoleDirectory });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
