import type { Words } from "./words.ts";

/** Where a link in a text message may lead: https, and no name or password before the host, which only ever misleads. */
export const isLinkAddress = (text: string): boolean => {
  if (!text.startsWith("https://") || text.length > longestAddress || !URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return protocol === "https:" && username === "" && password === "";
};

const longestAddress = 1_000;
/** As many as a click token can name. */
const linksMax = 256;

/** An address ends at a space, at what surrounds it in writing, and where a template's own part begins. */
const addresses = /https:\/\/[^\s<>"'{}|\\^`（），。、；：！？【】《》“”]+/g;
/** Ends a sentence, not an address. */
const fullStops = /[.,;:!?)\]]+$/;

const tidy = (address: string): string => address.replace(fullStops, "");

/**
 * Every fixed address that the text messages of these words can hold, sorted: written into a template, or the value of a
 * parameter. They are stored with the words, and a click leads to one of them or nowhere.
 */
export const linksOf = (words: Words): readonly string[] => {
  const texts = Object.values(words.steps).flatMap(({ sms }) => (sms === undefined ? [] : [sms.text]));
  if (texts.length === 0) return [];
  const written = texts.flatMap((text) => [...text.matchAll(addresses)].map(([address]) => tidy(address)));
  const given = Object.values(words.parameters).filter((value) => typeof value === "string");
  return [...new Set([...written, ...given])].filter(isLinkAddress).sort().slice(0, linksMax);
};

/** The words as they are stored. A version without links is stored without an empty list. */
export const withLinks = (words: Words): Words => {
  const { links: _, ...rest } = words;
  const links = linksOf(words);
  return links.length === 0 ? rest : { ...rest, links };
};

/** The text with each stored address replaced by the one that counts clicks; whatever else looks like an address stays. */
export const withClickLinks = (
  text: string,
  links: readonly string[],
  clickUrlOf: (link: number) => string | undefined,
): string =>
  text.replace(addresses, (found) => {
    const address = links.includes(found) ? found : tidy(found);
    const link = links.indexOf(address);
    const url = link < 0 ? undefined : clickUrlOf(link);
    return url === undefined ? found : url + found.slice(address.length);
  });
