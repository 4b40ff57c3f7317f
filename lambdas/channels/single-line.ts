/** Control characters, halves of letters, line separators, and the marks that turn the direction of everything after them. */
const invisible = /[\p{Cc}\p{Surrogate}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/**
 * Any text as one line without control characters. A line break in a subject or a sender's name would start a header of its
 * own.
 */
export const singleLine = (text: string): string => text.replace(invisible, " ").replace(/\s+/g, " ").trim();
