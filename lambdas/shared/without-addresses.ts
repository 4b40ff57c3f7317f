/**
 * A mail address, also as it stands in an address bar. Paths such as `node_modules/@aws-sdk/core` are none. Both parts have
 * the longest lengths of RFC 5321, without which a long text without an address would cost the square of its length.
 */
const mailAddresses =
  /(?:[^\s"'`<>()[\]{},;:/\\@]{1,64}@|[^\s"'`<>()[\]{},;:/\\@%]{1,64}%40)[^\s"'`<>()[\]{},;:/\\@%]{1,255}\.\p{L}{2,63}/giu;
/** E.164, which is how every number is kept here. */
const phoneNumbers = /(?:\+|%2B)[1-9]\d{6,14}(?!\d)/giu;

/**
 * The text without addresses. Nobody is meant to log one; this is for the texts of others: an error of the SDK that quotes
 * the value it did not like, or a shop that uses mail addresses as ids of its customers.
 */
export const withoutAddresses = (text: string): string =>
  text.replace(mailAddresses, "[address]").replace(phoneNumbers, "[number]");

/** The error as it may leave the function: Lambda writes its message and stack into the log. The same one if it is clean. */
export const errorWithoutAddresses = (error: unknown): unknown => {
  if (!(error instanceof Error)) return typeof error === "string" ? withoutAddresses(error) : error;
  const [message, stack] = [withoutAddresses(error.message), withoutAddresses(error.stack ?? "")];
  if (message === error.message && stack === (error.stack ?? "")) return error;
  const clean = new Error(message);
  clean.name = error.name;
  clean.stack = stack;
  return clean;
};
