import type { Traits } from "./event.ts";

/** ITU-T E.164 codes of the countries that prices and wordings are known for. None of them begins another. */
const callingCodes: Readonly<Record<string, string>> = {
  ...{ 30: "GR", 31: "NL", 32: "BE", 33: "FR", 34: "ES", 36: "HU", 39: "IT", 40: "RO", 41: "CH", 43: "AT" },
  ...{ 44: "GB", 45: "DK", 46: "SE", 47: "NO", 48: "PL", 49: "DE", 61: "AU", 64: "NZ", 65: "SG", 81: "JP", 86: "CN" },
  ...{ 351: "PT", 352: "LU", 353: "IE", 354: "IS", 356: "MT", 357: "CY", 358: "FI", 359: "BG", 370: "LT", 371: "LV" },
  ...{ 372: "EE", 385: "HR", 386: "SI", 420: "CZ", 421: "SK", 423: "LI", 852: "HK", 853: "MO", 886: "TW" },
};
const known: ReadonlySet<string> = new Set(["US", "CA", ...Object.values(callingCodes)]);

const codesOf = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Area codes behind +1 that are not of the United States. Puerto Rico and the other territories are under US law. */
const canada = codesOf(
  "204 226 236 249 250 257 263 273 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 468 474 506 514 519 " +
    "548 579 581 584 587 600 604 613 622 633 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942",
);
const caribbean = codesOf("242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876");

const northAmerican = (areaCode: string): string | undefined => {
  if (canada.has(areaCode)) return "CA";
  return caribbean.has(areaCode) ? undefined : "US";
};

const countryOfNumber = (phone: string): string | undefined => {
  if (phone.startsWith("+1")) return northAmerican(phone.slice(2, 5));
  return callingCodes[phone.slice(1, 3)] ?? callingCodes[phone.slice(1, 4)];
};

/**
 * The country whose price and law a text meets, as ISO 3166-1 alpha-2. The number decides: a carrier bills by it, and
 * somebody who lives in Germany with a British number gets British texts. Without a number, or with one of a country not
 * listed here, what the customer told counts, unless the number contradicts it.
 */
export const smsCountryOf = ({ phone, country }: Pick<Traits, "phone" | "country">): string | undefined => {
  const told = country?.toUpperCase();
  if (phone === undefined) return told;
  return countryOfNumber(phone) ?? (told !== undefined && known.has(told) ? undefined : told);
};
