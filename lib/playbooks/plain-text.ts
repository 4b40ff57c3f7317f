import { convert } from "html-to-text";

/**
 * Plain text as a person would write it: no wrapping in mid-sentence, links in angle brackets behind their words. A scale is
 * left out: a row of long links that differ by a number only is of no use there, and a button leads to the same page.
 */
export const plainTextOf = (html: string): string =>
  convert(html, {
    wordwrap: false,
    selectors: [
      { selector: 'div[style*="display:none"]', format: "skip" },
      { selector: "div.scale", format: "skip" },
      { selector: "div", format: "block", options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
      { selector: "h2", options: { uppercase: false } },
      { selector: "a", options: { linkBrackets: ["<", ">"] } },
      { selector: "ul", options: { itemPrefix: "- " } },
    ],
  });
