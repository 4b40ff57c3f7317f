import { type MessageAttributeValue, PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { Outcome } from "../domain/message.ts";
import type { ChannelSender, OutgoingMessage, OutgoingSms } from "./channel-sender.ts";
import { classifyFailure } from "./classify.ts";
import { singleLine } from "./single-line.ts";

const text = (value: string): MessageAttributeValue => ({ DataType: "String", StringValue: value });

/** The account's default type is Transactional, which marketing may not use, so the type is always said. */
const attributesOf = (sms: OutgoingSms): Record<string, MessageAttributeValue> => ({
  "AWS.SNS.SMS.SMSType": text("Promotional"),
  "AWS.SNS.SMS.MaxPrice": { DataType: "Number", StringValue: sms.maxPriceUsd.toFixed(4) },
  ...(sms.senderId === undefined ? {} : { "AWS.SNS.SMS.SenderID": text(sms.senderId) }),
});

/** SNS has no tags that come back and no event for a text, so a doubt about it can only be settled by a person. */
const sendSms = async (client: SNSClient, sms: OutgoingSms): Promise<Outcome> => {
  const command = new PublishCommand({
    PhoneNumber: sms.to,
    Message: singleLine(sms.text),
    MessageAttributes: attributesOf(sms),
  });
  try {
    const answer = await client.send(command);
    return answer.MessageId
      ? { kind: "accepted", providerId: answer.MessageId }
      : { kind: "unknown", reason: "no-message-id" };
  } catch (error) {
    return classifyFailure(error);
  }
};

export const createSmsSender = (runtime: { readonly sns: () => SNSClient }): ChannelSender => ({
  send: async (message: OutgoingMessage) =>
    message.channel === "sms" ? sendSms(runtime.sns(), message) : { kind: "rejected", reason: "wrong-channel" },
});
