import type { Wiring } from "../local/wiring.ts";
import { createChances, type FaultKind } from "./chances.ts";
import type { Broken } from "./laws/law.ts";
import { comeToRest, play } from "./scheduler.ts";
import { drawShop } from "./shop.ts";
import { createWorld } from "./world.ts";

export interface Story {
  readonly seed: number;
  /** Kinds of faults that do not happen. */
  readonly without?: readonly FaultKind[];
  /** The story ends after so many steps, and everything comes to rest. Default: at the end of its last day. */
  readonly steps?: number;
}

export interface Told {
  readonly seed: number;
  readonly broken: readonly Broken[];
  readonly steps: number;
  readonly lawsAsked: number;
  readonly messagesAccepted: number;
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

/** Tells one story from its seed and judges it. */
export const simulate = async (wiring: Wiring, { seed, without = [], steps = stepsMost }: Story): Promise<Told> => {
  const chances = createChances(seed, new Set(without));
  const shop = drawShop(chances);
  const world = createWorld({ wiring, shop, chances });
  const until = shop.startAt + shop.daysLong * dayMs;
  await play(world, { until, stepsMost: steps });
  const rests = await comeToRest(world, until + restDays * dayMs);
  if (world.judge.broken.length === 0) world.judge.atRest();
  const restless: Broken[] =
    rests || world.judge.broken.length > 0 ? [] : [{ law: "nothing-lost", what: "the shop does not come to rest" }];
  const broken = [...world.judge.broken, ...restless];
  return {
    seed,
    broken,
    steps: world.history.length,
    lawsAsked: world.judge.asked(),
    messagesAccepted: world.judge.accepted(),
    struck: Object.fromEntries(chances.struck),
    digest: world.history.digest(),
    history: broken.length === 0 ? [] : world.history.tail(historyShown),
  };
};
