import type { ExtraEnvironment, FunctionDefinition } from "./function-definition.ts";
import { type FunctionName, functionDefinitions } from "./functions.ts";
import type { DeploySettings } from "./settings.ts";

type Variant = Pick<DeploySettings, "smsThrough" | "pushApplications" | "eventsOut">;

/** Who announces what happened, where the shop wants that: those who hear of it anyway, after the fact. */
export const announcers = ["report", "act"] as const satisfies readonly FunctionName[];
const isAnnouncer = (name: FunctionName): boolean => announcers.some((one) => one === name);

const sendsByEndUserMessaging = (name: FunctionName, { smsThrough }: Pick<Variant, "smsThrough">): boolean =>
  name === "send" && smsThrough === "end-user-messaging";

/** What a function is with these settings: a sender that goes another way is handed other values. */
export const definitionOf = (name: FunctionName, settings: Variant): FunctionDefinition => {
  const definition: FunctionDefinition = functionDefinitions[name];
  const added = [...textPlaces(name, settings), ...pushPlaces(name, settings), ...eventPlaces(name, settings)];
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

const eventPlaces = (name: FunctionName, { eventsOut }: Variant): readonly ExtraEnvironment[] =>
  eventsOut === "on" && isAnnouncer(name) ? ["EVENTS_OUT_QUEUE_URL"] : [];

/** Where a function's code starts, from the project's root. Each way of sending texts has an entry with its one client. */
export const entryOf = (name: FunctionName, settings: Pick<Variant, "smsThrough">): string =>
  `lambdas/handlers/${sendsByEndUserMessaging(name, settings) ? "send-end-user-messaging" : name}.ts`;
