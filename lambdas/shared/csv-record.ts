/** What the text of one record, without its line end, turned out to be. */
export type CsvRecord =
  | { readonly kind: "cells"; readonly cells: readonly string[] }
  /** A quoted cell is still open at the end: the record goes on in the next line, or the quote is broken. */
  | { readonly kind: "open" }
  /** Text after a closing quote. */
  | { readonly kind: "broken" };

const quote = '"';

/** RFC 4180. A quote within a cell that does not start with one is an ordinary character, as in `5" pipe`. */
export const parseRecord = (text: string, delimiter: string): CsvRecord => {
  if (!text.includes(quote)) return { kind: "cells", cells: text.split(delimiter) };
  const cells: string[] = [];
  let position = 0;
  for (;;) {
    const cell = text.startsWith(quote, position) ? quotedCell(text, position) : plainCell(text, position, delimiter);
    if (cell === undefined) return { kind: "open" };
    cells.push(cell.value);
    if (cell.end === text.length) return { kind: "cells", cells };
    if (!text.startsWith(delimiter, cell.end)) return { kind: "broken" };
    position = cell.end + delimiter.length;
  }
};

interface Cell {
  readonly value: string;
  /** The position after the cell: a delimiter's, or the text's end. */
  readonly end: number;
}

const plainCell = (text: string, start: number, delimiter: string): Cell => {
  const next = text.indexOf(delimiter, start);
  const end = next === -1 ? text.length : next;
  return { value: text.slice(start, end), end };
};

/** Undefined when the closing quote is missing. A doubled quote stands for one. */
const quotedCell = (text: string, start: number): Cell | undefined => {
  let closing = text.indexOf(quote, start + 1);
  let isDoubled = false;
  while (closing !== -1 && text[closing + 1] === quote) {
    isDoubled = true;
    closing = text.indexOf(quote, closing + 2);
  }
  if (closing === -1) return undefined;
  const value = text.slice(start + 1, closing);
  return { value: isDoubled ? value.replaceAll('""', quote) : value, end: closing + 1 };
};
