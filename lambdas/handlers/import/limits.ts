/** What an import reads, keeps and writes at once, each with its reason. */

/** Read at once, and then stored: some ten thousand rows. A run that breaks off reads at most so much once more. */
export const segmentBytes = 2 * 1024 * 1024;

/** A run ends after this long and its last checkpoint starts the next one, so that other imports get their turn. */
export const budgetMs = 25_000;

/** Bytes without a line's end. A table has none so long; a picture has. */
export const withoutLineEndMax = 8 * 1024 * 1024;

/** Rejected rows that are kept word for word. Counted are all of them. */
export const rejectedKeptMax = 100_000;

/** Customers' lanes that are written side by side; the events of one customer stay in their order. */
export const lanes = 8;

/** Larger files are to be cut: what is remembered of their orders has to fit into the function. */
export const uploadBytesMax = 500 * 1024 * 1024;

/** Read for a first look: more than enough for its rows. */
export const lookBytes = 256 * 1024;
export const lookRows = 20;
