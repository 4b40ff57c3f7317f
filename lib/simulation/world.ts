// One shop, all its functions, tables and providers, under a clock and a scheduler that the seed drives. Everything in it is
// the production code but what it runs on: tables in memory, stand-ins for the providers, and time.
import { createHash } from "node:crypto";
import type { SQSRecord } from "aws-lambda";
import { silentLogger } from "../../lambdas/shared/logger.ts";
import { silentMetrics } from "../../lambdas/shared/metrics.ts";
import { createRuntime, type RuntimeOverrides } from "../../lambdas/shared/runtime.ts";
import { type CampaignStore, createCampaignStore } from "../../lambdas/store/campaign-store.ts";
import type { CreateHandler } from "../local/function-host.ts";
import type { EmailEntry } from "../local/stand-ins/inbox.ts";
import { eventTypesOf, sesRecord } from "../local/stand-ins/ses-record.ts";
import type { Wiring } from "../local/wiring.ts";
import type { Chances } from "./chances.ts";
import { createEventQueue, type EventQueue } from "./event-queue.ts";
import { createFacts, type Facts } from "./facts.ts";
import { functionNamed, functionsOf } from "./functions.ts";
import { createHistory, type History } from "./history.ts";
import { createInstances, type Ended, type Instances } from "./instances.ts";
import { createJudge, type Judge } from "./judge.ts";
import { createOperations, type Operations } from "./operations.ts";
import { createPeople, type People } from "./people.ts";
import { createProviders } from "./provider-gate.ts";
import type { Shop } from "./shop.ts";
import type { OpenTables, StoryTables } from "./story-tables.ts";
import { createStreamReaders, type StreamReaders } from "./stream-readers.ts";
import { gatedTables } from "./table-gate.ts";

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
  readonly names: Readonly<Record<"customers" | "events" | "messages" | "reports" | "campaigns", string>>;
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

/** The one who publishes and adds write keys does so at once: what is tested is what the functions make of it. */
const createOffice = (wiring: Wiring, tables: StoryTables, clock: World["clock"]) => {
  const variables = Object.assign({}, ...wiring.functions.map(({ environment }) => environment));
  return createCampaignStore(createRuntime(variables, { dynamo: tables.dynamo, clock, logger: silentLogger }));
};

/** Says so when it has published, because nobody's call to the tables tells it. */
const marking = (office: CampaignStore, onPublished: () => void): CampaignStore => ({
  ...office,
  publish: async (change) => {
    const snapshot = await office.publish(change);
    onPublished();
    return snapshot;
  },
});

const createFunction = (
  functions: ReturnType<typeof functionsOf>,
  name: string,
  overrides: RuntimeOverrides,
): ReturnType<CreateHandler> => {
  const found = functions.get(name);
  if (found === undefined) throw new Error(`There is no function ${name}.`);
  return found.create(createRuntime(found.environment, overrides));
};

const createSettle =
  (q: { readonly isBusy: () => boolean; readonly follow: () => Promise<void> }) => async (): Promise<void> => {
    for (let turns = 0; turns < turnsMost + realMsMost; turns += 1) {
      await new Promise<void>((resolve) => (turns < turnsMost ? setImmediate(resolve) : setTimeout(resolve, 1)));
      if (!q.isBusy()) return q.follow();
    }
    throw new Error("A function waits for something that the simulation does not know.");
  };

const isWrite = /^(Put|Update|Delete|BatchWrite|TransactWrite)/;

export interface WorldOptions {
  readonly wiring: Wiring;
  readonly shop: Shop;
  readonly chances: Chances;
  readonly openTables: OpenTables;
}

export const createWorld = async (q: WorldOptions): Promise<World> => {
  const { wiring, shop, chances } = q;
  const clock = createClock(shop.startAt);
  const names = tableNamesOf(wiring);
  const tables = await q.openTables({ tables: wiring.tables, now: clock.now });
  const history = createHistory(clock);
  const facts = createFacts(names);
  const judge = createJudge({ facts, tables, names, clock });
  const operations = createOperations(clock);
  const functions = functionsOf(wiring, linkSecret);
  const written = new Set<string>();
  const inbox: EmailEntry[] = [];

  const providers = createProviders({
    ...{ operations, chances, clock, linkSecret, quota: shop.quota },
    onSubmit: (submission) => judge.submitted(submission),
    onAnswer: (submission, answered) => judge.answered(submission, answered),
    onAccepted: (entry) => {
      inbox.push(entry);
      for (const type of eventTypesOf(entry)) report(sesRecord({ entry, type, at: clock.now() }));
    },
  });
  const onCall: Parameters<typeof gatedTables>[0]["onCall"] = (call) => {
    facts.onTableCall(call);
    if (isWrite.test(call.command)) written.add(call.table);
  };
  const gate = { tables, operations, chances, onCall };
  const instances = createInstances({
    clock,
    operations,
    startsCold: () => chances.strikes("cold-start"),
    create: (functionName, instance) =>
      createFunction(functions, functionName, {
        clock: { now: clock.now, pause: (ms) => operations.pause({ owner: instance, ms }) },
        ...{ logger: silentLogger, metrics: silentMetrics, dynamo: gatedTables(gate, instance) },
        ...{ ses: () => providers.ses(instance), sns: () => providers.sns(instance) },
      }),
  });
  const invoke = (functionName: string, event: unknown, onEnd: (ended: Ended) => void): void => {
    const id = instances.invoke(functionName, event, (ended) => {
      history.add(`${functionName} ${id} ${ended.kind}${ended.kind === "threw" ? ` ${String(ended.error)}` : ""}`);
      onEnd(ended);
    });
    history.add(`${functionName} ${id} starts`);
  };
  const streams = createStreamReaders({
    ...{ mappings: wiring.streams, tables, chances, invoke },
    onRecord: (table, record) => facts.onRecord(table, record),
  });
  const [mapping] = wiring.queues;
  if (mapping === undefined) throw new Error("The wiring has no queue.");
  const queue = createEventQueue({ mapping, chances, invoke });
  const report = (record: SQSRecord): void => queue.put(record);

  const office = createOffice(wiring, tables, clock);
  const people = createPeople({
    ...{ shop, chances, clock, writeKey, linkSecret, inbox, report },
    campaigns: marking(office, () => written.add(names.campaigns)),
    invoke: (entry, event, onEnd) => invoke(functionNamed(wiring, entry), event, onEnd),
    onPromised: ({ properties }) => {
      if (properties !== undefined) facts.promised.add(properties.order_id);
    },
    onPublished: (snapshot) => facts.published.push({ at: clock.now(), snapshot }),
  });

  const settle = createSettle({
    isBusy: () => instances.isThinking() || providers.isBusy(),
    follow: async () => {
      const changed = [...written];
      written.clear();
      for (const table of changed) if (table !== names.reports) await streams.follow(table);
    },
  });
  const tick = functionNamed(wiring, "tick");
  const hash = createHash("sha256").update(writeKey).digest("hex");
  const begin = async (): Promise<void> => {
    await office.saveWriteKey({ hash, name: "simulation", now: clock.now() });
    await people.begin();
  };
  return {
    ...{ clock, chances, operations, instances, streams, queue, facts, judge, history, tables, names, settle },
    people: { ...people, begin },
    timeoutMsOf: (functionName) => functions.get(functionName)?.timeoutMs ?? 0,
    startTick: () => invoke(tick, {}, () => {}),
    close: async () => tables.close?.(),
  };
};
