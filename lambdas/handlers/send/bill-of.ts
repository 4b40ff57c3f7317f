import type { OutgoingMessage } from "../../channels/channel-sender.ts";
import { smsCountryOf } from "../../domain/sms-country.ts";
import { smsQuote } from "../../domain/sms-price.ts";

/** What a text is billed as: its parts, and their price where that is known, in millionths of a US dollar. */
export interface TextBill {
  readonly parts: number;
  readonly costMicros?: number;
}

/** Nothing for what is not billed by the message's own text. The number says which country's price it is. */
export const billOf = (message: OutgoingMessage, own: Readonly<Record<string, number>>): TextBill | undefined => {
  if (message.channel !== "sms") return undefined;
  const { parts, priceUsd } = smsQuote(message.text, smsCountryOf({ phone: message.to }), own);
  return { parts, ...(priceUsd !== undefined && { costMicros: Math.round(priceUsd * 1e6) }) };
};
