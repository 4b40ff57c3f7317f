/** DynamoDB keys take 2 KB; 128 characters leave room for what is joined to them. */
export const maxIdLength = 128;

/** Beyond this a sum of a shop is a mistake, and sums of cents stop being exact. */
export const maxAmount = 1e12;

/** Smaller than any price or quantity. DynamoDB takes nothing below 1e-130, and one such number would stop a whole batch. */
const smallestAmount = 1e-9;

const controlCharacter = /\p{Cc}/u;
/** Half of a letter beyond the 16-bit range: stored as UTF-8 it would become another text, and a table refuses it. */
const loneSurrogate = /\p{Surrogate}/u;

/** The first letters of a text as a table takes them; a letter that the cut goes through is left out. */
export const shortText = (text: string, maxLength: number): string =>
  (text.length <= maxLength ? text : text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, "")).replaceAll(
    /\p{Surrogate}/gu,
    "\ufffd",
  );

export const isId = (text: string): boolean =>
  text.length > 0 && text.length <= maxIdLength && !controlCharacter.test(text) && !loneSurrogate.test(text);

export const idRule = `1 to ${maxIdLength} characters without control characters`;

const emptyWords = new Set(["", "nan", "null", "none", "n/a", "nil"]);

/** How exports write that there is no value. */
export const isEmptyCell = (text: string): boolean => text.length < 5 && emptyWords.has(text.trim().toLowerCase());

/** Forms of a number without signs of currency: 1234.5, 1,234.50 and, where the comma is the decimal sign, 1.234,50 or 12,5. */
const plain = /^-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/;
const grouped = /^-?\d{1,3}(,\d{3})+(\.\d*)?$/;
const commaDecimal = /^-?(\d{1,3}(\.\d{3})+|\d+),\d{1,2}$/;

/** A number as shops write it; undefined when it is none. `1,234` is a thousand, `12,34` is twelve and a bit. */
export const numberFrom = (text: string): number | undefined => {
  const value = plain.test(text) ? Number(text) : decorated(text);
  if (value === undefined || !isAmount(value)) return undefined;
  return Math.abs(value) < smallestAmount ? 0 : value;
};

/** False for a sum that no shop has, and for what is no number at all. */
export const isAmount = (value: number): boolean => Math.abs(value) <= maxAmount;

const decorated = (text: string): number | undefined => {
  const bare = text
    .normalize("NFKC")
    .replaceAll(/[\s£$€¥元]/g, "")
    .replace(/^(-?)(CNY|RMB|GBP|USD|EUR)/i, "$1")
    .replace(/^\((.*)\)$/, "-$1")
    .replace(/^\+/, "");
  if (plain.test(bare)) return Number(bare);
  if (grouped.test(bare)) return Number(bare.replaceAll(",", ""));
  if (commaDecimal.test(bare)) return Number(bare.replaceAll(".", "").replace(",", "."));
  return undefined;
};

export const numberRule = "a number such as 12, 12.50 or 1,234.50";

/** Whole cents, so that sums do not depend on the order in which they were added. */
export const toCents = (amount: number): number => Math.round(amount * 100) / 100 + 0;

/** A copy that does not keep the large text alive which it was cut from. */
export const detached = (text: string): string => (text.length < 13 ? text : ` ${text}`.slice(1));
