/** What a cell may hold. A number stays a number; everything else is text. */
export type CsvValue = string | number | boolean | null | undefined;

/**
 * A spreadsheet takes a text that begins like this for a formula (OWASP, "CSV Injection"), also after spaces and invisible
 * marks, and in the full-width letters of East Asian keyboards.
 */
const formula = /^[\s\p{Cf}\p{Cc}]*[=+\-@\t\r\n＝＋－＠|%]/u;
const leadingControl = /^[\p{Cc}]/u;

/** An apostrophe makes a spreadsheet show the text as it is. */
const harmless = (text: string): string => (formula.test(text) || leadingControl.test(text) ? `'${text}` : text);

/** One cell, always in quotes, so that commas, semicolons, quotes and line breaks stay inside it. */
export const csvCell = (value: CsvValue): string => {
  if (value === null || value === undefined) return '""';
  // Infinity and NaN are no numbers to a spreadsheet either.
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  // A NUL ends the text for some readers; what comes after would be read without its quotes.
  return `"${harmless(String(value).replaceAll("\0", "")).replaceAll('"', '""')}"`;
};

/** RFC 4180: cells between commas, each row ended by CR LF. */
export const csvText = (header: readonly string[], rows: readonly (readonly CsvValue[])[]): string =>
  // The mark in front makes Excel read UTF-8.
  `\ufeff${[header, ...rows].map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")}`;
