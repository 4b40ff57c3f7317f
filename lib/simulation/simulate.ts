import type { Wiring } from "../local/wiring.ts";
import { createChances, type FaultKind } from "./chances.ts";
import { openEngineTables } from "./engine-tables.ts";
import type { Broken } from "./laws/law.ts";
import { createMemoryTables } from "./memory-tables.ts";
import { comeToRest, play } from "./scheduler.ts";
import { drawShop } from "./shop.ts";
import type { OpenTables } from "./story-tables.ts";
import { createWorld, type World } from "./world.ts";

/** Where the tables of a story are: in memory, or in the embedded engine, which takes ten times as long. */
export type StoryEngine = "memory" | "real";

export interface Story {
  readonly seed: number;
  /** Kinds of faults that do not happen. */
  readonly without?: readonly FaultKind[];
  /** The story ends after so many steps, and everything comes to rest. Default: at the end of its last day. */
  readonly steps?: number;
  /** Default: memory. */
  readonly engine?: StoryEngine;
}

export interface Told {
  readonly seed: number;
  readonly engine: StoryEngine;
  readonly broken: readonly Broken[];
  readonly steps: number;
  readonly lawsAsked: number;
  readonly messagesAccepted: number;
  /** What people said about messages in doubt. */
  readonly decisions: number;
  /** Calls that a provider refused as too fast, so that the function waited or came back. */
  readonly throttled: number;
  readonly struck: Readonly<Partial<Record<FaultKind, number>>>;
  /** The same for the same story, told by the same code. */
  readonly digest: string;
  /** The last lines of the history; only of a story that broke a law. */
  readonly history: readonly string[];
}

const stepsMost = 8_000;
const dayMs = 86_400_000;
/** Deadlines, leases and the waits of a journey end within this time after the story. */
const restDays = 30;
const historyShown = 4_000;

const openTablesOn: Readonly<Record<StoryEngine, OpenTables>> = { memory: createMemoryTables, real: openEngineTables };

/** Tells one story from its seed and judges it. Where its tables are makes no difference to it. */
export const simulate = async (wiring: Wiring, story: Story): Promise<Told> => {
  const openTables = openTablesOn[story.engine ?? "memory"];
  const chances = createChances(story.seed, new Set(story.without));
  const shop = drawShop(chances);
  const world = await createWorld({ wiring, shop, chances, openTables });
  try {
    return await tell(world, story, shop.startAt + shop.daysLong * dayMs);
  } finally {
    await world.close();
  }
};

const tell = async (
  world: World,
  { seed, steps = stepsMost, engine = "memory" }: Story,
  until: number,
): Promise<Told> => {
  await play(world, { until, stepsMost: steps });
  const rests = await comeToRest(world, until + restDays * dayMs);
  if (world.judge.broken.length === 0) await world.judge.atRest();
  const restless: Broken[] =
    rests || world.judge.broken.length > 0 ? [] : [{ law: "nothing-lost", what: "the shop does not come to rest" }];
  const broken = [...world.judge.broken, ...restless];
  return {
    seed,
    engine,
    broken,
    steps: world.history.length,
    lawsAsked: world.judge.asked(),
    messagesAccepted: world.judge.accepted(),
    decisions: world.facts.said.length,
    throttled: world.facts.submitted.filter((each) => each.throttled === true).length,
    struck: Object.fromEntries(world.chances.struck),
    digest: world.history.digest(),
    history: broken.length === 0 ? [] : world.history.tail(historyShown),
  };
};
