import type { SQSRecord } from "aws-lambda";

/** The part of an SES event that the storm itself looks at. */
export interface ProviderEvent {
  readonly type: string;
  readonly providerId: string;
  readonly addresses: readonly string[];
}

interface SesEvent {
  readonly eventType?: string;
  readonly mail?: { readonly messageId?: string; readonly destination?: readonly string[] };
}

/** Reads an event of the stand-in out of its two envelopes. */
export const providerEventOf = ({ body }: Pick<SQSRecord, "body">): ProviderEvent => {
  const { Message } = JSON.parse(body) as { readonly Message: string };
  const { eventType = "", mail = {} } = JSON.parse(Message) as SesEvent;
  return { type: eventType, providerId: mail.messageId ?? "", addresses: mail.destination ?? [] };
};
