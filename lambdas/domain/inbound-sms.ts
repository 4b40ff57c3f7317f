import * as z from "zod";
import { idText } from "./provider-text.ts";

/** A text message that a person sent, as the two-way channel of AWS End User Messaging reports it. */
export interface InboundSms {
  /** Who wrote: E.164. */
  readonly from: string;
  /** Our number, or a short code. */
  readonly to: string;
  readonly text: string;
  readonly id: string;
}

/** A concatenated message has at most 1,600 characters; more is cut, not refused: it may begin with an opt-out. */
const longestText = 1_600;

const shape = z.object({
  originationNumber: z.string().regex(/^\+[1-9]\d{4,14}$/),
  destinationNumber: z.string().max(20).default(""),
  messageBody: z.string().default(""),
  inboundMessageId: z.string().min(1).pipe(idText),
});

/** Undefined when it is no message from a phone. */
export const readInboundSms = (input: unknown): InboundSms | undefined => {
  const parsed = shape.safeParse(input);
  if (!parsed.success) return undefined;
  const { originationNumber: from, destinationNumber: to, messageBody, inboundMessageId: id } = parsed.data;
  return { from, to, text: messageBody.slice(0, longestText), id };
};
