import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Learned } from "../domain/learned.ts";
import type { LearnedHead } from "../domain/value/learn-due.ts";
import { type LearnedDay, learnedDaySchema, withDay } from "../domain/value/learned-day.ts";
import { type ShopReport, shopReportSchema } from "../domain/value/shop-report.ts";
import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionHeld, type Item } from "./attributes.ts";
import { learnedKey } from "./keys.ts";
import { learnedForm, readLearned, writeLearned } from "./learned-form.ts";
import { checkedLearned } from "./learned-schema.ts";
import { learnedBytesMax, learnedDaysKept } from "./limits.ts";

export interface LearnedStore {
  head(): Promise<LearnedHead>;
  /** Marks the beginning of a try; false when somebody else has begun since the head was read. */
  begin(seen: LearnedHead, now: number): Promise<boolean>;
  save(lesson: { readonly learned: Learned; readonly report: ShopReport; readonly day: LearnedDay }): Promise<void>;
  /** A person wants it learned anew. */
  request(now: number): Promise<void>;
  learned(): Promise<Learned>;
  /** Nothing before the first one, or when another version wrote it. */
  report(): Promise<ShopReport | undefined>;
  /** Oldest day first. */
  history(): Promise<readonly LearnedDay[]>;
}

export const createLearnedStore = (runtime: Pick<Runtime, "dynamo" | "environment">): LearnedStore => {
  const { dynamo } = runtime;
  const TableName = required(runtime.environment, "CAMPAIGNS_TABLE");
  const read = async (kind: Parameters<typeof learnedKey>[0]): Promise<Item | undefined> =>
    (await dynamo.send(new GetCommand({ TableName, Key: learnedKey(kind), ConsistentRead: true }))).Item;
  const put = async (kind: Parameters<typeof learnedKey>[0], at: number, body: string) => {
    await dynamo.send(new PutCommand({ TableName, Item: { ...learnedKey(kind), form: learnedForm, at, body } }));
  };
  const update = (set: Item, condition?: { readonly expression: string; readonly values?: Item }) =>
    new UpdateCommand({
      TableName,
      Key: learnedKey("head"),
      UpdateExpression: `SET ${Object.keys(set).map((name) => `#${name} = ${placeholderOf(name)}`)}`,
      ExpressionAttributeNames: Object.fromEntries(Object.keys(set).map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
        ...condition?.values,
      },
      ...(condition && { ConditionExpression: condition.expression }),
    });

  const history = async () => readBody(await read("history"), z.array(learnedDaySchema)) ?? [];
  return {
    head: async () => headOf(await read("head")),
    begin: ({ triedAt }, now) => {
      const unchanged =
        triedAt === undefined
          ? { expression: "attribute_not_exists(triedAt)" }
          : { expression: "triedAt = :seen", values: { ":seen": triedAt } };
      return conditionHeld(dynamo.send(update({ triedAt: now, firstTriedAt: now }, unchanged)));
    },
    save: async ({ learned, report, day }) => {
      const rules = writeLearned(learned, learnedBytesMax);
      checkedLearned(JSON.parse(rules));
      await put("rules", learned.at, rules);
      await put("report", report.at, writtenReport(report));
      await put("history", report.at, JSON.stringify(withDay(await history(), day, learnedDaysKept)));
      // The head comes last: whoever sees it finds the rest.
      await dynamo.send(update({ at: learned.at }));
    },
    request: async (now) => {
      await dynamo.send(update({ requestedAt: now }));
    },
    learned: async () => readLearned(await read("rules"), checkedLearned),
    report: async () => readBody(await read("report"), shopReportSchema),
    history,
  };
};

/** The first try stays the first one. */
const placeholderOf = (name: string): string =>
  name === "firstTriedAt" ? "if_not_exists(#firstTriedAt, :firstTriedAt)" : `:${name}`;

const headOf = (item: Item | undefined): LearnedHead => {
  const { at, triedAt, firstTriedAt, requestedAt } = item ?? {};
  const times = Object.entries({ triedAt, firstTriedAt, requestedAt }).filter(([, time]) => typeof time === "number");
  return { at: typeof at === "number" ? at : 0, ...Object.fromEntries(times) };
};

const writtenReport = (report: ShopReport): string => {
  const text = JSON.stringify(shopReportSchema.parse(report));
  if (Buffer.byteLength(text) > learnedBytesMax)
    throw new RekindleError("record-invalid", "The report of what was learned is larger than an item may be.");
  return text;
};

const readBody = <Value>(item: Item | undefined, schema: z.ZodType<Value>): Value | undefined => {
  if (item === undefined || item.form !== learnedForm) return undefined;
  try {
    return schema.safeParse(JSON.parse(String(item.body))).data;
  } catch {
    return undefined;
  }
};
