/** Why the text of a row could not be split into cells. */
export type RowFault = "broken-quote" | "wrong-cell-count" | "line-too-long";

/** A row of a table file after its header: as many cells as the header has, or what is wrong with it. */
export type SourceRow = {
  /** The line in which the row starts; the first line of a file is 1. */
  readonly line: number;
} & ({ readonly cells: readonly string[] } | { readonly fault: RowFault });
