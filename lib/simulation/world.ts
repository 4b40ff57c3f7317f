// One shop, all its functions, tables and providers, under a clock and a scheduler that the seed drives. Everything in it is
// the production code but what it runs on: tables in memory, stand-ins for the providers, and time.
import { createHash } from "node:crypto";
import type { DynamoDBRecord, SQSRecord } from "aws-lambda";
import { silentLogger } from "../../lambdas/shared/logger.ts";
import { silentMetrics } from "../../lambdas/shared/metrics.ts";
import { createRuntime } from "../../lambdas/shared/runtime.ts";
import { type CampaignStore, createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import { createWriteKeyStore } from "../../lambdas/store/write-key-store.ts";
import type { EmailEntry } from "../local/stand-ins/inbox.ts";
import { eventTypesOf, sesRecord } from "../local/stand-ins/ses-record.ts";
import type { Wiring } from "../local/wiring.ts";
import type { Chances } from "./chances.ts";
import { createEventQueue, type EventQueue } from "./event-queue.ts";
import { createFacts, type Facts } from "./facts.ts";
import { functionNamed, functionsOf, type SimulatedFunction } from "./functions.ts";
import { createHistory, type History } from "./history.ts";
import { createInstances, type Ended, type Instances } from "./instances.ts";
import { createJudge, type Judge } from "./judge.ts";
import { createOperations, type Operations } from "./operations.ts";
import { createPeople, type People } from "./people.ts";
import { createProviders, type Providers } from "./provider-gate.ts";
import type { Shop } from "./shop.ts";
import type { OpenTables, StoryTables } from "./story-tables.ts";
import { createStreamReaders, type StreamReaders } from "./stream-readers.ts";
import { gatedTables, type TableCall } from "./table-gate.ts";

export interface World {
  readonly clock: { now(): number; advance(ms: number): void };
  readonly chances: Chances;
  readonly operations: Operations;
  readonly instances: Instances;
  readonly streams: StreamReaders;
  readonly queue: EventQueue;
  readonly people: People;
  readonly facts: Facts;
  readonly judge: Judge;
  readonly history: History;
  readonly tables: StoryTables;
  readonly names: Readonly<Record<"customers" | "events" | "messages" | "reports" | "campaigns" | "tasks", string>>;
  timeoutMsOf(functionName: string): number;
  startTick(): void;
  /** Lets everybody think until each waits for something. */
  settle(): Promise<void>;
  /** Lets go of the tables. */
  close(): Promise<void>;
}

const linkSecret = "a secret of the simulation";
const writeKey = "key-of-the-simulation";
/** Turns of the event loop after which somebody must wait for real time to pass, as a retry of a client does. */
const turnsMost = 200;
/** Milliseconds of real time after which nobody can be waiting for anything that will ever happen. */
const realMsMost = 20_000;

const tableNamesOf = (wiring: Wiring): World["names"] => {
  const all: Readonly<Record<string, string>> = Object.assign({}, ...wiring.functions.map((each) => each.environment));
  const name = (variable: string): string => all[variable] ?? "";
  return {
    customers: name("CUSTOMERS_TABLE"),
    events: name("EVENTS_TABLE"),
    messages: name("MESSAGES_TABLE"),
    reports: name("REPORTS_TABLE"),
    campaigns: name("CAMPAIGNS_TABLE"),
    tasks: name("TASKS_TABLE"),
  };
};

const createClock = (startAt: number) => {
  let now = startAt;
  return {
    now: () => now,
    advance: (ms: number) => {
      now += ms;
    },
  };
};

export interface WorldOptions {
  readonly wiring: Wiring;
  readonly shop: Shop;
  readonly chances: Chances;
  readonly openTables: OpenTables;
}

/** What everything else of a world is made from. */
const createGround = async ({ wiring, shop, chances, openTables }: WorldOptions) => {
  const clock = createClock(shop.startAt);
  const names = tableNamesOf(wiring);
  const tables = await openTables({ tables: wiring.tables, now: clock.now });
  const facts = createFacts(names);
  return {
    ...{ wiring, shop, chances, clock, names, tables, facts },
    history: createHistory(clock),
    judge: createJudge({ facts, tables, names, clock }),
    operations: createOperations(clock),
    /** Tables that were written since the streams were read. */
    written: new Set<string>(),
    /** Every email that SES accepted. */
    inbox: [] as EmailEntry[],
  };
};
type Ground = Awaited<ReturnType<typeof createGround>>;

const startProviders = (ground: Ground, report: (record: SQSRecord) => void): Providers => {
  const { operations, chances, clock, shop, judge, inbox } = ground;
  return createProviders({
    ...{ operations, chances, clock, linkSecret, quota: shop.quota },
    onSubmit: (submission) => judge.submitted(submission),
    onAnswer: (submission, answered) => judge.answered(submission, answered),
    onAccepted: (entry) => {
      inbox.push(entry);
      for (const type of eventTypesOf(entry)) report(sesRecord({ entry, type, at: clock.now() }));
    },
  });
};

const isWrite = /^(Put|Update|Delete|BatchWrite|TransactWrite)/;

type Functions = ReadonlyMap<string, SimulatedFunction>;

const startInstances = (ground: Ground, providers: Providers, functions: Functions): Instances => {
  const { tables, operations, chances, clock, facts, written } = ground;
  const onCall = (call: TableCall): void => {
    facts.onTableCall(call);
    if (isWrite.test(call.command)) written.add(call.table);
  };
  const create = (functionName: string, instance: number) => {
    const found = functions.get(functionName);
    if (found === undefined) throw new Error(`There is no function ${functionName}.`);
    const runtime = createRuntime(found.environment, {
      clock: { now: clock.now, pause: (ms) => operations.pause({ owner: instance, ms }) },
      ...{ logger: silentLogger, metrics: silentMetrics },
      dynamo: gatedTables({ tables, operations, chances, onCall }, instance),
      ...{ ses: () => providers.ses(instance), sns: () => providers.sns(instance) },
    });
    return found.create(runtime);
  };
  return createInstances({ clock, operations, create, startsCold: () => chances.strikes("cold-start") });
};

type Invoke = (functionName: string, event: unknown, onEnd: (ended: Ended) => void) => void;

const invokeIn =
  (instances: Instances, { history }: Ground): Invoke =>
  (functionName, event, onEnd) => {
    const id = instances.invoke(functionName, event, (ended) => {
      history.add(`${functionName} ${id} ${ended.kind}${ended.kind === "threw" ? ` ${String(ended.error)}` : ""}`);
      onEnd(ended);
    });
    history.add(`${functionName} ${id} starts`);
  };

/** Who publishes and adds write keys does so at once: what is tested is what the functions make of it. */
const createOffice = ({ wiring, tables, clock, written, names }: Ground) => {
  const variables = Object.assign({}, ...wiring.functions.map(({ environment }) => environment));
  const runtime = createRuntime(variables, { dynamo: tables.dynamo, clock, logger: silentLogger });
  const store = createCampaignStore(runtime);
  const campaigns: CampaignStore = {
    ...store,
    publish: async (change) => {
      const snapshot = await store.publish(change);
      written.add(names.campaigns);
      return snapshot;
    },
  };
  return { campaigns, writeKeys: createWriteKeyStore(runtime) };
};

const startPeople = (ground: Ground, invoke: Invoke, report: (record: SQSRecord) => void): People => {
  const { wiring, shop, chances, clock, inbox, facts } = ground;
  const { campaigns, writeKeys } = createOffice(ground);
  const people = createPeople({
    ...{ shop, chances, clock, writeKey, linkSecret, inbox, report, campaigns },
    invoke: (entry, event, onEnd) => invoke(functionNamed(wiring, entry), event, onEnd),
    onPromised: ({ properties }) => {
      if (properties !== undefined) facts.promised.add(properties.order_id);
    },
    onPublished: (snapshot) => facts.published.push({ at: clock.now(), snapshot }),
  });
  const hash = createHash("sha256").update(writeKey).digest("hex");
  return {
    ...people,
    begin: async () => {
      await writeKeys.save({ hash, name: "simulation", createdAt: clock.now() });
      await people.begin();
    },
  };
};

const settling = ({ written, wiring }: Ground, isBusy: () => boolean, streams: StreamReaders) => {
  const streamed = new Set(wiring.streams.map(({ table }) => table));
  return async (): Promise<void> => {
    for (let turns = 0; turns < turnsMost + realMsMost; turns += 1) {
      await new Promise<void>((resolve) => (turns < turnsMost ? setImmediate(resolve) : setTimeout(resolve, 1)));
      if (isBusy()) continue;
      const changed = [...written];
      written.clear();
      for (const table of changed) if (streamed.has(table)) await streams.follow(table);
      return;
    }
    throw new Error("A function waits for something that the simulation does not know.");
  };
};

export const createWorld = async (options: WorldOptions): Promise<World> => {
  const ground = await createGround(options);
  const { wiring, chances, tables, facts } = ground;
  const functions = functionsOf(wiring, linkSecret);
  // The providers tell the queue, and the queue's function calls the providers: the first word comes after both are there.
  const report = (record: SQSRecord): void => queue.put(record);
  const providers = startProviders(ground, report);
  const instances = startInstances(ground, providers, functions);
  const invoke = invokeIn(instances, ground);
  const onRecord = (table: string, record: DynamoDBRecord): void => facts.onRecord(table, record);
  const streams = createStreamReaders({ mappings: wiring.streams, tables, chances, invoke, onRecord });
  const [mapping] = wiring.queues;
  if (mapping === undefined) throw new Error("The wiring has no queue.");
  const queue = createEventQueue({ mapping, chances, invoke, onHandled: facts.onHeard });
  const tick = functionNamed(wiring, "tick");
  return {
    ...ground,
    ...{ instances, streams, queue },
    people: startPeople(ground, invoke, report),
    settle: settling(ground, () => instances.isThinking() || providers.isBusy(), streams),
    timeoutMsOf: (functionName) => functions.get(functionName)?.timeoutMs ?? 0,
    startTick: () => invoke(tick, {}, () => {}),
    close: async () => tables.close?.(),
  };
};
