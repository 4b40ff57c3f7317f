import type { ExtraEnvironment, FunctionDefinition } from "./function-definition.ts";
import { type FunctionName, functionDefinitions } from "./functions.ts";
import type { DeploySettings } from "./settings.ts";

type Variant = Pick<DeploySettings, "smsThrough" | "pushApplications">;

const sendsByEndUserMessaging = (name: FunctionName, { smsThrough }: Variant): boolean =>
  name === "send" && smsThrough === "end-user-messaging";

/** What a function is with these settings: a sender that goes another way is handed other values. */
export const definitionOf = (name: FunctionName, settings: Variant): FunctionDefinition => {
  const definition: FunctionDefinition = functionDefinitions[name];
  const added = [...textPlaces(name, settings), ...pushPlaces(name, settings)];
  return added.length === 0 ? definition : { ...definition, extra: [...definition.extra, ...added] };
};

const textPlaces = (name: FunctionName, settings: Variant): readonly ExtraEnvironment[] =>
  sendsByEndUserMessaging(name, settings) ? ["SMS_CONFIGURATION_SET", "SMS_ORIGINATION"] : [];

/** Only the ingest registers devices; whoever sends to one finds its endpoint on the profile. */
const pushPlaces = (name: FunctionName, { pushApplications = {} }: Variant): readonly ExtraEnvironment[] =>
  name !== "ingest"
    ? []
    : [
        ...(pushApplications.apns === undefined ? [] : (["PUSH_APNS_APPLICATION"] as const)),
        ...(pushApplications.fcm === undefined ? [] : (["PUSH_FCM_APPLICATION"] as const)),
      ];

/** Where a function's code starts, from the project's root. Each way of sending texts has an entry with its one client. */
export const entryOf = (name: FunctionName, settings: Variant): string =>
  `lambdas/handlers/${sendsByEndUserMessaging(name, settings) ? "send-end-user-messaging" : name}.ts`;
