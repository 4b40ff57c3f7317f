import { contextOf } from "../../lambdas/domain/message-tags.ts";
import { taggedMessage } from "./ses-events.ts";

export const textRequestedAt = Date.parse("2026-03-02T12:00:00Z");
export const textEventAt = Date.parse("2026-03-02T12:05:00Z");

/** An event of End User Messaging about a text: the example of the developer guide, with our context. */
export const textEvent = (change: object = {}) => ({
  eventType: "TEXT_SUCCESSFUL",
  eventVersion: "1.0",
  eventTimestamp: textEventAt,
  isFinal: true,
  originationPhoneNumber: "+12065550152",
  destinationPhoneNumber: "+14255550156",
  isInternationalSend: false,
  mcc: "310",
  mnc: "800",
  messageId: "text-1",
  messageRequestTimestamp: textRequestedAt,
  messageEncoding: "GSM",
  messageType: "PROMOTIONAL",
  messageStatus: "SUCCESSFUL",
  messageStatusDescription: "Message has been accepted by phone carrier",
  context: { ...contextOf(taggedMessage) },
  totalMessageParts: 1,
  totalMessagePrice: 0.09582,
  totalCarrierFee: 0,
  ...change,
});
