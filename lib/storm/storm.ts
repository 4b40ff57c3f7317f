import type { SQSRecord } from "aws-lambda";
import { settingsSchema } from "../../lambdas/domain/settings.ts";
import { createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createEventStore } from "../../lambdas/store/event-store.ts";
import { createMessageStore } from "../../lambdas/store/message-store.ts";
import { createNextDueAt } from "../local/due-times.ts";
import { listMessages } from "../local/list-messages.ts";
import type { VirtualClock } from "../local/virtual-clock.ts";
import { installPlaybooks } from "../playbooks/install.ts";
import { type Chance, seededChance } from "../sample/chance.ts";
import { type Aftermath, createAftermath } from "./aftermath.ts";
import { createBlindWatch } from "./blind-watch.ts";
import { collectRecord } from "./collect-record.ts";
import type { QueueFigures } from "./event-queue.ts";
import { createKillPlan, type KillPlan } from "./kill-plan.ts";
import type { ProviderCall } from "./provider-log.ts";
import { createReactions } from "./reactions.ts";
import { stormSettings, stormStart } from "./settings.ts";
import { type Stage, startStage } from "./stage.ts";
import { writeStormPlaybooks } from "./storm-playbooks.ts";
import type { Pause, StormRecord } from "./storm-record.ts";
import { createStormShop, type StormShop } from "./storm-shop.ts";
import { createTelling, type Telling } from "./telling.ts";

export interface StormInput {
  readonly seed: number;
  readonly customers: number;
  readonly workers: number;
  readonly kills: number;
  /** The storm goes on until the providers have accepted so many. */
  readonly messages: number;
  /** The clock stops at multiples of this, milliseconds. Default: every two hours, so that many fall due at once. */
  readonly slotMs?: number;
  /** Tables, logs and checkpoints stay here. Absent: they go at the end. */
  readonly directory?: string;
  readonly onProgress?: (progress: StormProgress) => void;
}

export interface StormProgress {
  /** By the virtual clock, epoch milliseconds. */
  readonly now: number;
  readonly accepted: number;
  readonly kills: number;
}

export interface StormResult {
  readonly record: StormRecord;
  readonly queue: QueueFigures;
  /** Failures that workers met (lost races, cut connections) and went on from. */
  readonly errors: number;
  readonly seconds: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const quarterMs = hourMs / 4;
/** Longest virtual time a storm may take. */
const daysMost = 85;
/** Rounds after which a stop of the clock that still is not at rest is a failure of its own. */
const roundsMost = 5_000;
const historyAtOnce = 1_000;

interface Course {
  readonly input: StormInput;
  readonly stage: Stage;
  readonly shop: StormShop;
  readonly telling: Telling;
  readonly plan: KillPlan;
  readonly aftermath: Aftermath;
  readonly chance: Chance;
  readonly nextDueAt: () => Promise<number | undefined>;
  readonly restedAt: number[];
  readonly pauses: Pause[];
}

/**
 * While work is under way the clock moves by seconds, and never out of its quarter of an hour: quiet hours and days begin
 * and end with quarters in every zone, so no message can be caught between its last check and its call by a jump that
 * only a virtual clock makes. It jumps when everything is at rest.
 */
const nudge = (clock: VirtualClock, chance: Chance): void => {
  const now = clock.now();
  const quarterEnd = now - (now % quarterMs) + quarterMs;
  clock.advanceTo(Math.min(now + chance.between(1, 4) * 1_000, quarterEnd - 1));
};

/** Rounds of ticks, all workers at once, until nobody finds anything to do. What is told meanwhile is told under way. */
const comeToRest = async (course: Course, beingTold: Promise<void>): Promise<void> => {
  const { crew, queue, log } = course.stage;
  let isTold = false;
  const told = beingTold.then(() => {
    isTold = true;
  });
  for (let round = 1; ; round += 1) {
    if (round > roundsMost) throw new Error(`The storm does not come to rest (${roundsMost} rounds).`);
    const wasTold = isTold && course.telling.isIdle();
    nudge(course.stage.clock, course.chance);
    const isQuiet = await crew.round();
    if (isQuiet && wasTold && queue.isEmpty()) break;
    course.input.onProgress?.(progressOf(course));
  }
  await told;
  course.restedAt.push(log.calls().length);
};

const progressOf = ({ stage }: Course): StormProgress => ({
  now: stage.clock.now(),
  accepted: stage.standIns.inbox().length,
  kills: stage.crew.kills.length,
});

/** Goes to where something happens next; what happens is told while the ticks are at work. */
const nextSlot = async (course: Course): Promise<void> => {
  const { stage, telling, input } = course;
  const slotMs = input.slotMs ?? 2 * hourMs;
  const now = stage.clock.now();
  const next = [await course.nextDueAt(), telling.nextAt(), stage.queue.nextAt()].filter((at) => at !== undefined);
  const at = Math.max(now + 1, Math.min(...next, now + dayMs));
  stage.clock.advanceTo(Math.ceil(at / slotMs) * slotMs);
  await comeToRest(course, telling.tell(stage.clock.now()));
};

const loadHistory = async ({ stage, shop, plan }: Course): Promise<void> => {
  const events = createEventStore(stage.runtime);
  const now = stage.clock.now();
  plan.begun();
  for (let start = 0; start < shop.history.length; start += historyAtOnce) {
    const part = shop.history.slice(start, start + historyAtOnce);
    await events.append(part.map((event) => ({ ...event, receivedAt: now })));
  }
};

const install = async ({ stage }: Course): Promise<readonly string[]> => {
  const folder = writeStormPlaybooks(stage.directory.file("playbooks"));
  const store = createCampaignStore(stage.runtime);
  const { installed, problems } = await installPlaybooks({
    store,
    settings: settingsSchema.parse(stormSettings),
    folder,
  });
  if (problems.length > 0) throw new Error(`The storm's campaigns do not fit: ${JSON.stringify(problems)}`);
  return installed.map(({ id }) => id);
};

type Change = Parameters<ReturnType<typeof createCampaignStore>["publish"]>[0];

const publish = async (
  { stage }: Course,
  change: (current: NonNullable<Parameters<Change>[0]>) => ReturnType<Change>,
) => {
  await createCampaignStore(stage.runtime).publish((current) => {
    if (current === undefined) throw new Error("Nothing was published yet.");
    return change(current);
  });
};

/** New settings call for a new plan of every customer, in the middle of everything. No rule changes by this one. */
const editSettings = (course: Course) =>
  publish(course, ({ settings, ...rest }) => ({
    ...rest,
    settings: { ...settings, shop: { ...settings.shop, postalAddress: "1 Storm Street" } },
  }));

const pauseFor = async (course: Course, hours: number): Promise<void> => {
  const { clock, log } = course.stage;
  await publish(course, (current) => ({ ...current, paused: true }));
  const from = log.calls().length;
  for (const until = clock.now() + hours * hourMs; clock.now() < until; ) await nextSlot(course);
  course.pauses.push({ from, to: log.calls().length });
  await publish(course, (current) => ({ ...current, paused: false }));
};

/** Until the providers have accepted what was asked for. On the way the marketer edits once and pauses once. */
const rage = async (course: Course): Promise<void> => {
  const { stage, input } = course;
  const accepted = () => stage.standIns.inbox().length / input.messages;
  const until = stormStart + daysMost * dayMs;
  const turns = [
    { from: 0.3, act: () => editSettings(course) },
    { from: 0.55, act: () => pauseFor(course, 6) },
  ];
  while (accepted() < 1 && stage.clock.now() < until) {
    await nextSlot(course);
    while (accepted() >= (turns[0]?.from ?? Number.POSITIVE_INFINITY)) await turns.shift()?.act();
  }
};

const underWay: ReadonlySet<string> = new Set(["submitting", "released", "in-doubt"]);

/** No kills and no faults any more: what is under way must come to an end by the rules alone. */
const drain = async (course: Course): Promise<void> => {
  const { stage } = course;
  const { clock, runtime } = stage;
  const messages = createMessageStore(runtime);
  const leastUntil = clock.now() + 13 * hourMs;
  const mostUntil = clock.now() + 6 * dayMs;
  stage.log.calm();
  course.aftermath.calm();
  while (clock.now() < mostUntil) {
    await nextSlot(course);
    if (clock.now() < leastUntil) continue;
    const doubts = await messages.uncertain({ until: Number.MAX_SAFE_INTEGER, limit: 1 });
    if (doubts.length > 0) continue;
    if (!(await listMessages(runtime)).some(({ status }) => underWay.has(status))) return;
  }
};

const createCourse = async (input: StormInput): Promise<Course> => {
  const { seed } = input;
  let stage: Stage | undefined;
  const calls = () => stage?.log.calls().length ?? 0;
  const chance = seededChance(seed + 5);
  const plan = createKillPlan({ ...input, calls: input.messages, chance, kill: () => stage?.crew.kill() ?? false });
  const click = (providerId: string) => void stage?.standIns.feedback(providerId, "Click");
  const restedAt: number[] = [];
  const rests = () => restedAt.length;
  const aftermath = createAftermath({ chance: seededChance(seed + 6), rests, click });
  const onRemoved = (record: SQSRecord) => {
    aftermath.handled(record);
    plan.removed();
  };
  const shop = createStormShop({ ...input, startAt: stormStart });
  let react: (call: ProviderCall) => void = () => {};
  const onCall = (call: ProviderCall) => {
    plan.called(calls());
    react(call);
    if (stage !== undefined && chance.happens(0.1)) nudge(stage.clock, chance);
  };
  stage = await startStage({ ...input, startAt: stormStart, onCall, onRemoved });
  const telling = createTelling({ events: createEventStore(stage.runtime), happenings: shop.happenings, rests });
  react = createReactions({ chance: seededChance(seed + 7), customers: shop.customers, tell: telling.tellNow });
  const nextDueAt = createNextDueAt(stage.runtime, stage.dueShards, createBlindWatch());
  return { input, stage, shop, telling, plan, aftermath, chance, nextDueAt, restedAt, pauses: [] };
};

/** Runs the production handlers in several processes against one table engine, kills these at random, and collects what was seen. */
export const storm = async (input: StormInput): Promise<StormResult> => {
  const begun = performance.now();
  const course = await createCourse(input);
  const { stage, shop, telling, aftermath, restedAt, pauses } = course;
  try {
    const campaigns = await install(course);
    await stage.crew.start();
    await comeToRest(course, loadHistory(course));
    await rage(course);
    await drain(course);
    const about = { settings: stormSettings, shop, startedAt: stormStart };
    const heard = { suppressions: aftermath.suppressions, clicks: aftermath.clicks() };
    const witnessed = { ...about, ...heard, restedAt, told: telling.told, pauses };
    const record = await collectRecord(stage, { witnessed, campaigns, workers: input.workers });
    const seconds = (performance.now() - begun) / 1000;
    return { record, queue: stage.queue.figures(), errors: stage.crew.errors(), seconds };
  } finally {
    await stage.stop();
  }
};
