import {
  type EventDestination,
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  type SESv2Client,
} from "@aws-sdk/client-sesv2";
import { asking, type Finding, fine, isNotFound, mend } from "./finding.ts";

const check = "configuration set";

/** Without these nobody learns what became of a message: a doubt stays one, and a bounce is written to again. */
const neededEvents = [
  "SEND",
  "DELIVERY",
  "BOUNCE",
  "COMPLAINT",
  "REJECT",
  "CLICK",
  "RENDERING_FAILURE",
  "DELIVERY_DELAY",
];

const deployAgain = "Deploy the engine again (npm run deploy): the stack makes it. Do not change it by hand.";

/** Whether what SES says about messages finds its way back. */
export const configurationSetFindings = (ses: SESv2Client, name: string | undefined): Promise<readonly Finding[]> =>
  asking(check, async () => {
    if (name === undefined)
      return [
        mend(
          check,
          "Nobody said which one the engine sends with.",
          "Name the file that npm run deploy wrote (--outputs FILE), or the set itself (--configuration-set NAME).",
        ),
      ];
    try {
      const set = await ses.send(new GetConfigurationSetCommand({ ConfigurationSetName: name }));
      const told = await ses.send(new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: name }));
      return [sends(name, set.SendingOptions?.SendingEnabled ?? true), hears(told.EventDestinations ?? [])];
    } catch (error) {
      if (!isNotFound(error)) throw error;
      return [mend(check, `SES knows no configuration set ${name} in this region.`, deployAgain)];
    }
  });

const sends = (name: string, enabled: boolean): Finding =>
  enabled
    ? fine(check, `${name} is there and may send.`)
    : mend(
        check,
        `Sending by ${name} is switched off.`,
        "Switch it on in the SES console, once you know why it was off.",
      );

const hears = (destinations: readonly EventDestination[]): Finding => {
  const topics = destinations.filter((one) => one.Enabled === true && one.SnsDestination?.TopicArn !== undefined);
  const heard = new Set<string>(topics.flatMap((one) => one.MatchingEventTypes ?? []));
  const missing = neededEvents.filter((event) => !heard.has(event));
  if (topics.length === 0)
    return mend("events of SES", "No enabled event destination leads to an SNS topic.", deployAgain);
  return missing.length === 0
    ? fine("events of SES", "What becomes of messages is told to the engine's topic.")
    : mend("events of SES", `The topic is not told of: ${missing.join(", ")}.`, deployAgain);
};
