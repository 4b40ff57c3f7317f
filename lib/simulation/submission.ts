import { referenceOf, type TagValues } from "../../lambdas/domain/message-tags.ts";
import { readClick } from "../../lambdas/shared/click-token.ts";
import { readLinkKeys } from "../../lambdas/shared/link-keys.ts";

/** One call to a provider, as it leaves a function. */
export interface Submission {
  readonly instance: number;
  readonly channel: "email" | "sms";
  readonly messageKey: string;
  readonly customerId: string;
  readonly address: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

interface Received {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly instance: number;
  readonly at: number;
  readonly linkSecret: string;
}

interface EmailBody {
  readonly EmailTags: readonly { readonly Name: string; readonly Value: string }[];
  readonly Destination: { readonly ToAddresses: readonly string[] };
}

const readEmail = ({ body, instance, at }: Received): Submission => {
  const { EmailTags: tags, Destination: destination } = JSON.parse(body) as EmailBody;
  const values: TagValues = Object.fromEntries(tags.map(({ Name, Value }) => [Name, [Value]]));
  const found = referenceOf(values);
  if (found === undefined) throw new Error("An email carries no tags of ours.");
  const { customerId, message } = found;
  const address = destination.ToAddresses[0] ?? "";
  return { instance, at, channel: "email", messageKey: message.messageKey, customerId, address };
};

/** A text has no tags; the words of the simulation put a link into it, and the token of its clicks names the message. */
const readText = ({ body, instance, at, linkSecret }: Received): Submission => {
  const form = new URLSearchParams(body);
  const token = /\/c\/([\w.-]+)/.exec(form.get("Message") ?? "")?.[1] ?? "";
  const claims = readClick(readLinkKeys(linkSecret), token);
  if (claims === undefined) throw new Error("A text carries no link of ours.");
  const { messageKey, customerId } = claims;
  return { instance, at, channel: "sms", messageKey, customerId, address: form.get("PhoneNumber") ?? "" };
};

/** Undefined for a call that submits nothing. */
export const readSubmission = (call: Received): Submission | undefined => {
  if (call.path.split("?")[0] === "/v2/email/outbound-emails") return readEmail(call);
  return call.body.includes("Action=Publish") ? readText(call) : undefined;
};
