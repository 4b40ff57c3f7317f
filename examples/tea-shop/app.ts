// The shop's own CDK app: one stack of the shop's, and Rekindle inside it.
import { App } from "aws-cdk-lib/core";
import { buildConsole, consoleDirectory } from "rekindle";
import { TeaShopStack } from "./tea-shop-stack.ts";

await buildConsole(() => process.stderr.write("Building the console ...\n"));
new TeaShopStack(new App(), "TeaShop", { consoleFiles: consoleDirectory });
