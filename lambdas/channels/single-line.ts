/** One line. A line break in a subject or a sender's name would start a header of its own. */
export const singleLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
