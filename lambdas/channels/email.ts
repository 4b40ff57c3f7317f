import { type SESv2Client, SendEmailCommand, type SendEmailCommandInput } from "@aws-sdk/client-sesv2";
import type { Outcome } from "../domain/message.ts";
import { tagsOf } from "../domain/message-tags.ts";
import type { ChannelSender, OutgoingEmail, OutgoingMessage } from "./channel-sender.ts";
import { classifyFailure } from "./classify.ts";
import { singleLine } from "./single-line.ts";

const charset = "UTF-8";

/** One mailbox and nothing that could name a second one or end a header. */
const isOneAddress = (address: string): boolean => /^[^\s\p{C},;:<>"()@]+@[^\s\p{C},;:<>"()@]+$/u.test(address);

/** Both headers are needed for one click (RFC 8058). The URL parser takes out line breaks and angle brackets. */
const unsubscribeHeaders = (url: string) => [
  { Name: "List-Unsubscribe", Value: `<${new URL(url).href}>` },
  { Name: "List-Unsubscribe-Post", Value: "List-Unsubscribe=One-Click" },
];

const requestOf = (email: OutgoingEmail): SendEmailCommandInput => ({
  FromEmailAddress: singleLine(email.from),
  ...(email.replyTo === undefined ? {} : { ReplyToAddresses: [singleLine(email.replyTo)] }),
  Destination: { ToAddresses: [email.to] },
  ConfigurationSetName: email.configurationSet,
  EmailTags: (email.trial ? [] : tagsOf(email)).map((tag) => ({ Name: tag.name, Value: tag.value })),
  Content: {
    Simple: {
      Subject: { Data: singleLine(email.subject), Charset: charset },
      Body: { Html: { Data: email.html, Charset: charset }, Text: { Data: email.text, Charset: charset } },
      Headers: unsubscribeHeaders(email.unsubscribeUrl),
    },
  },
});

/** One `SendEmail` call per message: a bulk call that times out would leave fifty people in doubt at once. */
const sendEmail = async (client: SESv2Client, email: OutgoingEmail): Promise<Outcome> => {
  if (!isOneAddress(email.to)) return { kind: "rejected", reason: "invalid-address" };
  const command = new SendEmailCommand(requestOf(email));
  try {
    const answer = await client.send(command);
    return answer.MessageId
      ? { kind: "accepted", providerId: answer.MessageId }
      : { kind: "unknown", reason: "no-message-id" };
  } catch (error) {
    return classifyFailure(error);
  }
};

export const createEmailSender = (runtime: { readonly ses: () => SESv2Client }): ChannelSender => ({
  send: async (message: OutgoingMessage) =>
    message.channel === "email" ? sendEmail(runtime.ses(), message) : { kind: "rejected", reason: "wrong-channel" },
});
