import type { DynamoDBRecord, SQSRecord } from "aws-lambda";
import { createHandler as createAct } from "../../lambdas/handlers/act.ts";
import { createHandler as createFeedback } from "../../lambdas/handlers/feedback.ts";
import { createHandler as createRefreshProfile } from "../../lambdas/handlers/refresh-profile.ts";
import { createHandler as createReplan } from "../../lambdas/handlers/replan.ts";
import { createHandler as createReport } from "../../lambdas/handlers/report.ts";
import { createHandler as createSend } from "../../lambdas/handlers/send.ts";
import { createHandler as createTick } from "../../lambdas/handlers/tick.ts";
import type { BatchResult } from "../../lambdas/shared/batch.ts";
import type { Runtime, RuntimeOverrides } from "../../lambdas/shared/runtime.ts";
import type { StandIns } from "../../lib/local/stand-ins/start.ts";
import { followStream, type StreamFollower } from "./stream-follower.ts";
import type { Tables } from "./tables.ts";

export type StreamName = "EVENTS_TABLE" | "CUSTOMERS_TABLE" | "MESSAGES_TABLE" | "CAMPAIGNS_TABLE";

/** What lies between the functions: streams and the queue, handed on when the test says so. */
export interface Delivery {
  /** Hands on what the streams and the queue hold until nobody has anything to do. */
  drain(): Promise<void>;
  /** The stream's records since they were last taken. */
  take(stream: StreamName): Promise<readonly DynamoDBRecord[]>;
  /** The records of decisions that reserved something, since they were last taken. */
  takeReserved(): Promise<readonly DynamoDBRecord[]>;
  send(records: readonly DynamoDBRecord[], overrides?: RuntimeOverrides): Promise<BatchResult>;
  /** Counts looks and carries actions out. */
  act(records: readonly DynamoDBRecord[]): Promise<BatchResult>;
  refresh(records: readonly DynamoDBRecord[]): Promise<BatchResult>;
  replan(records: readonly DynamoDBRecord[]): Promise<BatchResult>;
  report(records: readonly DynamoDBRecord[]): Promise<unknown>;
  /** Hands the provider's events to feedback. */
  hear(): Promise<void>;
  close(): void;
}

export const startFunctions = (runtime: Runtime) => ({
  refresh: createRefreshProfile(runtime),
  tick: createTick(runtime),
  send: createSend(runtime),
  act: createAct(runtime),
  feedback: createFeedback(runtime),
  replan: createReplan(runtime),
  report: createReport(runtime),
});

const isTrial = (record: DynamoDBRecord): boolean => record.dynamodb?.NewImage?.trial?.S === "requested";
const isOnTrial = (record: DynamoDBRecord): boolean => record.dynamodb?.NewImage?.trial !== undefined;
const isReserved = (record: DynamoDBRecord): boolean => record.dynamodb?.NewImage?.outbox?.M?.reserved?.N !== undefined;
export const isActing = (record: DynamoDBRecord): boolean =>
  record.dynamodb?.NewImage?.outbox?.M?.acts?.N !== undefined;
const isLooked = (record: DynamoDBRecord): boolean => record.dynamodb?.NewImage?.outbox?.M?.looked?.N !== undefined;

export const allDone = (result: BatchResult): BatchResult => {
  if (result.batchItemFailures.length > 0) throw new Error(`${result.batchItemFailures.length} records failed`);
  return result;
};

export interface DeliveryPlaces {
  readonly tables: Tables;
  readonly providers: Pick<Runtime, "ses" | "sns">;
  readonly standIns: StandIns;
  /** The queue of the provider's events. */
  readonly heard: SQSRecord[];
  readonly running: () => ReturnType<typeof startFunctions>;
}

export const createDelivery = (places: DeliveryPlaces): Delivery => {
  const { tables, providers, standIns, heard, running } = places;
  const followers = new Map<StreamName, StreamFollower>();
  const take = async (stream: StreamName): Promise<readonly DynamoDBRecord[]> => {
    const follower = followers.get(stream) ?? followStream(tables, stream);
    followers.set(stream, follower);
    return (await follower.next()).filter(({ eventName }) => eventName !== "REMOVE");
  };

  const refresh = (records: readonly DynamoDBRecord[]) => running().refresh({ Records: [...records] });
  const act = (records: readonly DynamoDBRecord[]) => running().act({ Records: [...records], shardId: "shard-1" });
  const replan = (records: readonly DynamoDBRecord[]) => running().replan({ Records: [...records] });
  const report = (records: readonly DynamoDBRecord[]) =>
    running().report({ Records: [...records], shardId: "shard-1" });
  const send = (records: readonly DynamoDBRecord[], overrides?: RuntimeOverrides) => {
    const batch = { Records: [...records] };
    return overrides === undefined
      ? running().send(batch)
      : createSend(tables.runtime({ ...providers, ...overrides }))(batch);
  };
  const hear = async () => {
    await standIns.idle();
    if (heard.length > 0) allDone(await running().feedback({ Records: heard.splice(0) }));
  };
  const drainOnce = async (): Promise<boolean> => {
    const fresh = {
      events: await take("EVENTS_TABLE"),
      customers: await take("CUSTOMERS_TABLE"),
      messages: await take("MESSAGES_TABLE"),
      campaigns: await take("CAMPAIGNS_TABLE"),
    };
    allDone(await refresh(fresh.events));
    allDone(await send(fresh.customers.filter(isReserved)));
    allDone(await act(fresh.customers.filter((record) => isLooked(record) || isActing(record))));
    await report(fresh.messages.filter((record) => !isOnTrial(record)));
    for (const trial of fresh.messages.filter(isTrial)) allDone(await send([trial]));
    allDone(await replan(fresh.campaigns));
    const hadFeedback = heard.length > 0;
    await hear();
    return hadFeedback || Object.values(fresh).some(({ length }) => length > 0);
  };

  return {
    drain: async () => {
      while (await drainOnce()) await standIns.idle();
    },
    take,
    takeReserved: async () => (await take("CUSTOMERS_TABLE")).filter(isReserved),
    send,
    act,
    refresh,
    replan,
    report,
    hear,
    close: () => {
      for (const follower of followers.values()) follower.close();
    },
  };
};
