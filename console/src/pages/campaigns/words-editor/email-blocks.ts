import { escapedText } from "../../../../../lib/playbooks/escaped-text.ts";

/** A piece of text of a compiled email that somebody may change without seeing any HTML. */
export interface TextBlock {
  /** Where it stands in the html: from the first letter to behind the last. */
  readonly start: number;
  readonly end: number;
  /** As a person reads it: line breaks as such, no entities. Liquid stands as it is written. */
  readonly text: string;
  readonly kind: "heading" | "link" | "item" | "text";
  /** The row of the layout that holds nothing else, where there is one: paragraphs are added and removed by it. */
  readonly row?: { readonly start: number; readonly end: number };
}

const pieces = /<!--[\s\S]*?-->|<(style|title|head)\b[\s\S]*?<\/\1>|<br\s*\/?>|<[^>]+>/gi;
const lineBreak = /<br\s*\/?>/gi;
const hidden = /<div[^>]*display:none[^>]*>([\s\S]*?)<\/div>/i;

const named: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&nbsp;": "\u00a0",
};

const asRead = (html: string): string =>
  html.replace(lineBreak, "\n").replace(/&(?:amp|lt|gt|quot|nbsp|#39);/g, (entity) => named[entity] ?? entity);

const asWritten = (text: string): string => escapedText(text).replaceAll("\n", "<br>").replaceAll("\u00a0", "&nbsp;");

const notSaid = /<[^>]+>|\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}|&\w+;/g;
/** Says something by itself: not only Liquid, and not only a dot between two links. */
const isSaid = (html: string): boolean => /[\p{L}\p{N}]/u.test(html.replace(notSaid, ""));

const kinds: Readonly<Record<string, TextBlock["kind"]>> = {
  h1: "heading",
  h2: "heading",
  h3: "heading",
  a: "link",
  li: "item",
};

const nameOf = (tag: string): string => /^<\/?([a-z0-9]+)/i.exec(tag)?.[1]?.toLowerCase() ?? "";

const rowAround = (html: string, start: number, end: number): TextBlock["row"] => {
  const [from, behind] = [html.lastIndexOf("<tr>", start), html.indexOf("</tr>", end)];
  if (from < 0 || behind < 0) return undefined;
  const row = { start: from, end: behind + "</tr>".length };
  const rest = html.slice(row.start, start) + html.slice(end, row.end);
  const isItsOwn = !isSaid(rest) && !/<table|<tbody|\{[%{]/.test(rest) && rest.indexOf("<tr>", 1) < 0;
  return isItsOwn ? row : undefined;
};

const edges = [/^(?:\s|<br\s*\/?>)+/i, /(?:\s|<br\s*\/?>)+$/i] as const;
/** Breaks around a text belong to the layout, and stay when the text changes. */
const trimmed = (html: string, from: number, to: number): readonly [number, number] => {
  const text = html.slice(from, to);
  const [before, after] = edges.map((edge) => edge.exec(text)?.[0].length ?? 0);
  return before === text.length ? [from, from] : [from + (before ?? 0), to - (after ?? 0)];
};

/** The texts of an email in the order in which it is read. The hidden line for the inbox is the preheader's, and none of them. */
export const textBlocksOf = (html: string): readonly TextBlock[] => {
  const preheader = hidden.exec(html);
  const skipped = preheader === null ? [-1, -1] : [preheader.index, preheader.index + preheader[0].length];
  const blocks: TextBlock[] = [];
  const open: string[] = [];
  let from = 0;
  const close = (to: number): void => {
    const [start, end] = trimmed(html, from, to);
    const isHidden = start >= (skipped[0] ?? -1) && end <= (skipped[1] ?? -1);
    if (start < end && !isHidden && isSaid(html.slice(start, end))) {
      const kind = open.map((name) => kinds[name]).findLast((one) => one !== undefined) ?? "text";
      const row = rowAround(html, start, end);
      blocks.push({ start, end, text: asRead(html.slice(start, end)), kind, ...(row !== undefined && { row }) });
    }
  };
  for (const match of html.matchAll(pieces)) {
    const tag = match[0];
    if (/^<br/i.test(tag)) continue;
    close(match.index);
    from = match.index + tag.length;
    if (tag.startsWith("</")) open.splice(open.lastIndexOf(nameOf(tag)), open.lastIndexOf(nameOf(tag)) < 0 ? 0 : 1);
    else if (nameOf(tag) in kinds) open.push(nameOf(tag));
  }
  close(html.length);
  return blocks;
};

const spliced = (html: string, { start, end }: { readonly start: number; readonly end: number }, by: string): string =>
  html.slice(0, start) + by + html.slice(end);

export const withBlockText = (html: string, block: TextBlock, text: string): string =>
  spliced(html, block, asWritten(text));

/** One more paragraph behind this one, looking like it. */
export const withParagraphAfter = (html: string, block: TextBlock, text: string): string => {
  if (block.row === undefined) return html;
  const { start, end } = block.row;
  const copy = html.slice(start, block.start) + asWritten(text) + html.slice(block.end, end);
  return `${html.slice(0, end)}\n${copy}${html.slice(end)}`;
};

export const withoutParagraph = (html: string, block: TextBlock): string =>
  block.row === undefined ? html : spliced(html, block.row, "");

/** The line that inboxes show behind the subject lies hidden in the html as well. */
export const withPreheader = (html: string, preheader: string): string =>
  html.replace(hidden, (whole, inside: string) => {
    const at = whole.length - "</div>".length - inside.length;
    return `${whole.slice(0, at)}${escapedText(preheader)}</div>`;
  });
