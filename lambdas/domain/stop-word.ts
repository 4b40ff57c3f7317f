/** What people reply to be left alone: the words AWS honours, and those that Chinese texts ask for. */
const stopWords: ReadonlySet<string> = new Set([
  "ARRET",
  "CANCEL",
  "END",
  "OPT-OUT",
  "OPTOUT",
  "QUIT",
  "R",
  "REMOVE",
  "STOP",
  "STOPALL",
  "T",
  "TD",
  "UNSUBSCRIBE",
  "退订",
  "拒收",
]);

/** The whole message counts, not a word in it: "please stop by" is no opt-out. Full-width letters count as plain ones. */
export const isStopWord = (text: string): boolean =>
  stopWords.has(
    text
      .normalize("NFKC")
      .trim()
      .replace(/[.!。]+$/, "")
      .toUpperCase(),
  );
