const longestAddress = 500;
/** Without spaces, quotes and brackets, so that it stays one address wherever it is written. */
const address = /^https:\/\/[^\s<>"'`{}|\\^]{1,492}$/;

/** An https address that names no user; undefined for anything else. */
export const secureAddress = (text: string): string | undefined => {
  if (text.length > longestAddress || !address.test(text) || !/^https:\/\/[^/?#@]+([/?#]|$)/.test(text))
    return undefined;
  return URL.canParse(text) ? text : undefined;
};
