/** What a request for a link says of who makes it. */
export interface LinkRequest {
  readonly method: string;
  readonly userAgent: string | undefined;
  /** `Sec-Purpose` or `Purpose`: a browser that loads a page nobody asked for yet. */
  readonly purpose: string | undefined;
}

/**
 * Programs that fetch links: previews of messengers, scanners of mail and phones, libraries. A list is never complete, so
 * a click may be a machine's; but what calls itself a program is none of a person's.
 */
const programs =
  /bot\b|bot\/|crawl|spider|slurp|preview|scanner|safelinks|proofpoint|mimecast|barracuda|fireeye|symantec|facebookexternalhit|whatsapp|telegram|skypeuri|slack|discord|embedly|pinterest|vkshare|headless|phantomjs|python|curl|wget|go-http|java\/|okhttp|axios|node-fetch|undici|httpclient|libwww|perl|ruby|php|postman|insomnia/i;

/** Nobody clicked: the link was looked at, or loaded beforehand. A browser always says who it is. */
export const isScanner = ({ method, userAgent, purpose }: LinkRequest): boolean =>
  method !== "GET" ||
  userAgent === undefined ||
  userAgent.trim() === "" ||
  programs.test(userAgent) ||
  /prefetch|preview|prerender/i.test(purpose ?? "");
