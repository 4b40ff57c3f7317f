import { type SmsParts, smsParts } from "./sms-parts.ts";

export interface PartPrice {
  readonly usd: number;
  /** `provider`: what AWS was seen to ask. `market`: what another provider lists, as a measure. `shop`: from the shop's own settings. */
  readonly basis: "provider" | "market" | "shop";
  /** Year and month, or day, of the figure; absent for the shop's own. */
  readonly asOf?: string;
  readonly source: string;
}

/**
 * What one part of a text costs, by the country of the number. Prices change often and differ by carrier, so a figure
 * stands here only with its source and date; a country that is missing has no known price, and a shop may give its own.
 */
export const partPrices: Readonly<Record<string, PartPrice>> = {
  JP: {
    usd: 0.07451,
    basis: "provider",
    asOf: "2026-05",
    source: "AWS End User Messaging, as read by dev.classmethod.jp (message parts and pricing for Japan)",
  },
  US: {
    usd: 0.0083,
    basis: "market",
    asOf: "2026-11-12",
    source: "Twilio's list price, to which carrier fees are added; the AWS price of today is not known",
  },
};

export interface SmsQuote {
  readonly encoding: SmsParts["encoding"];
  /** Septets in GSM-7, UTF-16 units in UCS-2: what the limits of a part count. */
  readonly characters: number;
  readonly parts: number;
  readonly country?: string;
  /** US dollars for the whole text: parts times the price of one. Absent: unknown. */
  readonly priceUsd?: number;
  readonly perPart?: PartPrice;
}

/** Millionths of a dollar: sums of prices such as 0.07451 carry no noise of binary fractions. */
const rounded = (usd: number): number => Math.round(usd * 1e6) / 1e6;

const priceIn = (country: string | undefined, own: Readonly<Record<string, number>>): PartPrice | undefined => {
  if (country === undefined) return undefined;
  const usd = Object.hasOwn(own, country) ? own[country] : undefined;
  if (usd !== undefined) return { usd, basis: "shop", source: "the shop's settings" };
  return Object.hasOwn(partPrices, country) ? partPrices[country] : undefined;
};

/** What a finished text is and costs before it is sent. `own`: the shop's prices of one part by country, which win. */
export const smsQuote = (
  text: string,
  country: string | undefined,
  own: Readonly<Record<string, number>> = {},
): SmsQuote => {
  const { encoding, units: characters, parts } = smsParts(text);
  const perPart = priceIn(country, own);
  return {
    ...{ encoding, characters, parts },
    ...(country !== undefined && { country }),
    ...(perPart !== undefined && { priceUsd: rounded(parts * perPart.usd), perPart }),
  };
};
