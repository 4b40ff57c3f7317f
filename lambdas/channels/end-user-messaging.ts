import {
  type PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { Outcome } from "../domain/message.ts";
import { contextOf } from "../domain/message-tags.ts";
import type { Clock } from "../shared/clock.ts";
import { type Environment, required } from "../shared/environment.ts";
import type { ChannelSender, OutgoingMessage, OutgoingSms } from "./channel-sender.ts";
import { classifyEndUserMessagingFailure } from "./classify-end-user-messaging.ts";
import { singleLine } from "./single-line.ts";

/** Seconds the service takes for `TimeToLive`: from 5 to 72 hours. */
const timeToLive = { least: 5, most: 72 * 3600 } as const;

/** A text that could not be handed to the carrier by then is given up by the service, and says so in an event. */
const secondsToLive = ({ sendBy }: OutgoingSms, now: number): number =>
  Math.min(timeToLive.most, Math.max(timeToLive.least, Math.floor((sendBy - now) / 1000)));

interface Place {
  readonly configurationSet: string;
  /** ARN of the pool, phone number or sender id that texts come from. */
  readonly origination: string;
}

const requestOf = (sms: OutgoingSms, place: Place, now: number): SendTextMessageCommandInput => ({
  DestinationPhoneNumber: sms.to,
  OriginationIdentity: place.origination,
  ConfigurationSetName: place.configurationSet,
  MessageBody: singleLine(sms.text),
  // Marketing, and whatever is not plainly a transaction, may not claim the rights of one.
  MessageType: sms.category === "transactional" ? "TRANSACTIONAL" : "PROMOTIONAL",
  MaxPrice: sms.maxPriceUsd.toFixed(4),
  TimeToLive: secondsToLive(sms, now),
  Context: sms.trial ? {} : { ...contextOf(sms) },
  ...(sms.dryRun === true && { DryRun: true }),
});

const sendText = async (client: PinpointSMSVoiceV2Client, request: SendTextMessageCommandInput): Promise<Outcome> => {
  try {
    const answer = await client.send(new SendTextMessageCommand(request));
    return answer.MessageId
      ? { kind: "accepted", providerId: answer.MessageId }
      : { kind: "unknown", reason: "no-message-id" };
  } catch (error) {
    return classifyEndUserMessagingFailure(error);
  }
};

/** The context comes back in every event about the text, so that a doubt about it is settled by evidence. */
export const createEndUserMessagingSender = (runtime: {
  readonly endUserMessaging: () => PinpointSMSVoiceV2Client;
  readonly environment: Environment;
  readonly clock: Clock;
}): ChannelSender => {
  const place: Place = {
    configurationSet: required(runtime.environment, "SMS_CONFIGURATION_SET"),
    origination: required(runtime.environment, "SMS_ORIGINATION"),
  };
  return {
    send: async (message: OutgoingMessage) =>
      message.channel === "sms"
        ? sendText(runtime.endUserMessaging(), requestOf(message, place, runtime.clock.now()))
        : { kind: "rejected", reason: "wrong-channel" },
  };
};
