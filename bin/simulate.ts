// Seeded fault simulation: whole shops with everything going wrong, judged by the laws.
import { availableParallelism } from "node:os";
import { type ExitCode, runCommand, textOf, type Values, wholeNumberOf, wrongArgument } from "../lib/command.ts";
import { loadWiring } from "../lib/local/load-wiring.ts";
import type { Wiring } from "../lib/local/wiring.ts";
import { huntMutants } from "../lib/simulation/hunt.ts";
import { mutants } from "../lib/simulation/mutants.ts";
import { keepRegression } from "../lib/simulation/regressions.ts";
import { mutantTable, type Summary, storyTable, summaryOf } from "../lib/simulation/result-table.ts";
import { shrink } from "../lib/simulation/shrink.ts";
import { type StoryEngine, simulate } from "../lib/simulation/simulate.ts";
import { tellStories } from "../lib/simulation/tell-stories.ts";

const help = `Usage: npm run simulate -- [options]

Runs the production code of a whole shop under a virtual clock. A seed chooses who goes on at each step and what goes
wrong: crashes, throttling, lost answers, repeated batches, outages, people changing their minds. After every step the
laws are checked. The first broken law is printed with its seed and a short history; the story is made as short as it
goes and kept in test/regressions.

  --seed N       the first seed                            (default: drawn at random, and printed)
  --runs N       so many seeds in a row                    (default: 100)
  --steps N      a story ends after so many steps          (default: at its last day)
  --engine E     where the tables are: memory, real, or some (every 50th story on the real engine, at least one in ten;
                 the default). The same seed tells the same story on both.
  --mutants      plants each known bug and counts the seeds until it is found
  --only NAMES   with --mutants: these alone, with commas between        (default: all of them)
  --json         prints the result as JSON
  --help         this text

Exit codes: 0 all laws hold (with --mutants: every bug was found), 1 not so, 2 bad arguments.
`;

const options = {
  seed: { type: "string" },
  runs: { type: "string" },
  steps: { type: "string" },
  engine: { type: "string" },
  mutants: { type: "boolean" },
  only: { type: "string" },
  json: { type: "boolean" },
} as const;

/** A seed per mutant is enough for most; what is not found in so many is not found. */
const seedsPerMutant = 200;
const processes = Math.max(1, availableParallelism());

const say = (text: string): void => {
  process.stdout.write(text);
};

/** The planted bugs to look for. */
const chosen = (values: Values): readonly string[] | undefined => {
  const names = textOf(values, "only")
    ?.split(",")
    .map((name) => name.trim());
  const known = mutants.map(({ name }) => name);
  const unknown = names?.find((name) => !known.includes(name));
  if (unknown !== undefined) throw wrongArgument("--only", "is no planted bug", unknown, known.join(", "));
  return names;
};

const hunt = async (values: Values): Promise<ExitCode> => {
  const first = wholeNumberOf(values, "seed", 1) ?? 1;
  const seeds = wholeNumberOf(values, "runs", 1) ?? seedsPerMutant;
  const only = chosen(values);
  const found = await huntMutants({
    ...{ wiring: await loadWiring(), first, seeds, processes, progress: process.stderr },
    ...(only !== undefined && { only }),
  });
  say(values.json === true ? `${JSON.stringify(found, null, 2)}\n` : mutantTable(found));
  return found.every(({ seed }) => seed !== undefined) ? 0 : 1;
};

/** A broken story is made shorter and kept, so that the tests tell it from now on. */
const shortened = async (wiring: Wiring, summary: Summary): Promise<Summary> => {
  if (summary.broken === undefined) return summary;
  process.stderr.write(`Seed ${summary.broken.seed} broke a law; looking for a shorter story …\n`);
  const { story, told } = await shrink(summary.broken, (shorter) => simulate(wiring, shorter));
  process.stderr.write(`Kept as test/regressions/${keepRegression({ story, broken: told.broken })}\n`);
  return { ...summary, broken: told };
};

/** One of so many stories is on the real engine, and the first of these comes early, so that a short run has one too. */
const realEvery = 50;
const firstReal = 9;

const engines: Readonly<Record<string, (index: number) => StoryEngine>> = {
  memory: () => "memory",
  real: () => "real",
  some: (index) => (index % realEvery === firstReal ? "real" : "memory"),
};

const enginesFor = (values: Values): ((index: number) => StoryEngine) => {
  const wanted = textOf(values, "engine") ?? "some";
  const found = Object.hasOwn(engines, wanted) ? engines[wanted] : undefined;
  if (found === undefined) throw wrongArgument("--engine", "is not known", wanted, Object.keys(engines).join(", "));
  return found;
};

const tell = async (values: Values): Promise<ExitCode> => {
  const first = wholeNumberOf(values, "seed", 1) ?? 1 + Math.floor(Math.random() * 1_000_000_000);
  const runs = wholeNumberOf(values, "runs", 1) ?? 100;
  const steps = wholeNumberOf(values, "steps", 1);
  const engineOf = enginesFor(values);
  const stories = Array.from({ length: runs }, (_, index) => ({
    seed: first + index,
    engine: engineOf(index),
    ...(steps !== undefined && { steps }),
  }));
  const wiring = await loadWiring();
  const told = await tellStories({ wiring, stories, processes, progress: process.stderr });
  const summary = await shortened(wiring, summaryOf(first, told));
  say(values.json === true ? `${JSON.stringify(summary, null, 2)}\n` : storyTable(summary));
  return summary.broken === undefined ? 0 : 1;
};

const run = (values: Values): Promise<ExitCode> => (values.mutants === true ? hunt(values) : tell(values));

await runCommand({ help, options, run });
