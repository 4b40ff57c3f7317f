import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import { readCall } from "../../lambdas/domain/intake/segment.ts";
import { runMoveIn } from "../../lib/move-in/move-in-command.ts";
import type { MoveFigures } from "../../lib/move-in/report.ts";

/** When everything is moved; exports were made the day before. */
export const movedAt = Date.parse("2026-11-02T10:00:00Z");
export const exportedOn = "2026-11-01";

export interface Moved {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Name → content of everything that was written. */
  readonly files: ReadonlyMap<string, string>;
  readonly figures: MoveFigures;
  /** What the API makes of the bodies. */
  readonly events: readonly CustomerEvent[];
}

const filesIn = (folder: string): ReadonlyMap<string, string> => {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.sort().map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]));
};

const eventsOf = (files: ReadonlyMap<string, string>): readonly CustomerEvent[] =>
  [...files]
    .filter(([name]) => name.startsWith("customers-"))
    .flatMap(([, text]) => readCall("batch", JSON.parse(text), { receivedAt: movedAt }))
    .flatMap((outcome) => (outcome.accepted ? outcome.events : []));

/** Puts the files into a folder of their own, runs the command on it and reads what came of it. */
export const moveIn = async (
  source: string,
  given: Readonly<Record<string, string | Uint8Array>>,
  words: readonly string[] = [],
): Promise<Moved> => {
  const folder = mkdtempSync(join(tmpdir(), "rekindle-move-"));
  try {
    const [from, to] = [join(folder, "from"), join(folder, "to")];
    for (const [name, content] of Object.entries(given)) {
      mkdirSync(dirname(join(from, name)), { recursive: true });
      writeFileSync(join(from, name), content);
    }
    const [out, err]: [string[], string[]] = [[], []];
    const names = Object.keys(given);
    const path = source === "taobao" || source === "youzan" ? join(from, names[0] ?? "") : from;
    const placed = words.map((word) => word.replace("FROM/", `${from}/`));
    const around = {
      variables: {},
      now: movedAt,
      out: (line: string) => void out.push(line),
      err: (line: string) => void err.push(line),
    };
    const code = await runMoveIn([source, path, "--out", to, ...placed], around);
    const files = filesIn(to);
    const figures = JSON.parse(files.get("report.json") ?? "{}") as MoveFigures;
    return { code, out: out.join("\n"), err: err.join("\n"), files, figures, events: eventsOf(files) };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

export const people = (policy: "agreed" | "none" = "agreed"): readonly string[] => [
  "--consents",
  policy,
  "--exported-on",
  exportedOn,
];

/** `what: why` of everything that had no place. */
export const notMapped = ({ figures }: Moved): readonly string[] =>
  figures.notMapped.map(({ what, why }) => `${what}: ${why}`);

/** `email agreed`, `sms withdrawn`: the statements of one customer. */
export const consentsOf = ({ events }: Moved, customerId: string): readonly string[] =>
  events.flatMap((event) => {
    if (event.customerId !== customerId) return [];
    if (event.kind === "consent-given") return [`${event.channel} agreed`];
    return event.kind === "consent-withdrawn" ? [`${event.channel} withdrawn`] : [];
  });
