import type { SQSRecord } from "aws-lambda";

interface SesEvent {
  readonly eventType?: string;
  readonly mail?: { readonly destination?: readonly string[] };
}

/** The addresses that a provider's event says must not be written to again. */
export const suppressedIn = ({ body }: Pick<SQSRecord, "body">): readonly string[] => {
  const { Message } = JSON.parse(body) as { readonly Message: string };
  const { eventType, mail } = JSON.parse(Message) as SesEvent;
  return eventType === "Bounce" || eventType === "Complaint" ? (mail?.destination ?? []) : [];
};
