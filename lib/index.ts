// What a shop's CDK app imports: `import { Rekindle } from "rekindle"`.
export { type Announcement, type DetailType, detailTypes, eventSource } from "../lambdas/domain/announcement.ts";
export { buildConsole, consoleDirectory } from "./console/build-console.ts";
export type { FunctionName } from "./functions.ts";
export { Rekindle, type RekindleProps } from "./rekindle.ts";
export { type DeploySettings, DeploySettingsError, type PushApplications, settingsFromContext } from "./settings.ts";
export type { TableName, Tables } from "./tables.ts";
