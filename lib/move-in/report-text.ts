import type { MoveFigures } from "./report.ts";

const list = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines.map((line) => `- ${line}`)];

/** A value of a file must not become a part of the page. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\s]+/gu, " ").trim();

/** `report.md`. Holds no address: those stand in left-out.csv only. */
export const reportText = (source: string, figures: MoveFigures): string => {
  const counts = Object.entries(figures.counts).map(([what, count]) => `${what}: ${count}`);
  const problems = figures.problems.map(({ count, refused, first }) => {
    const what = refused ? "not taken" : "value left out";
    const allowed = first.allowed === undefined ? "" : ` (allowed: ${plain(first.allowed)})`;
    return `${count} × ${what}: ${plain(first.field)} ${plain(first.problem)}${allowed}; first in ${plain(first.file)}, line ${first.line}`;
  });
  const notMapped = figures.notMapped.map(
    ({ what, why, count }) => `${plain(what)}: ${plain(why)}${count > 1 ? ` (${count} times)` : ""}`,
  );
  return [
    `# Moving in from ${source}`,
    ...list("What was found", counts),
    ...list("What has no place here", notMapped),
    ...list("Rows and values that were not taken (each of them: left-out.csv)", problems),
    ...list("What to know", figures.notes.map(plain)),
    "",
  ].join("\n");
};
