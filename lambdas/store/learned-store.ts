import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Learned } from "../domain/learned.ts";
import type { LearnedHead } from "../domain/value/learn-due.ts";
import { type LearnedDay, learnedDaySchema, withDay } from "../domain/value/learned-day.ts";
import { affinityReportSchema, productsReportSchema, shopReportSchema } from "../domain/value/report-schema.ts";
import type { AffinityReport, ProductsReport, Reports, ShopReport } from "../domain/value/shop-report.ts";
import { required } from "../shared/environment.ts";
import { RekindleError } from "../shared/errors.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionHeld, type Item } from "./attributes.ts";
import { auditItemOf } from "./audit-item.ts";
import { type LearnedKind, learnedId, learnedKey } from "./keys.ts";
import { learnedForm, readLearned, writeLearned } from "./learned-form.ts";
import { writeAffinity, writeProducts, writeShop } from "./learned-reports.ts";
import { checkedLearned } from "./learned-schema.ts";
import { learnedBytesMax, learnedDaysKept } from "./limits.ts";
import { writeTogether } from "./write-together.ts";

export interface LearnedStore {
  head(): Promise<LearnedHead>;
  /** Marks the beginning of a try; false when somebody else has begun since the head was read. */
  begin(seen: LearnedHead, now: number): Promise<boolean>;
  save(lesson: SavedLesson): Promise<void>;
  /** A person wants it learned anew; that stands in the audit log. */
  request(now: number, by: string): Promise<void>;
  learned(): Promise<Learned>;
  /** Nothing before the first one, or when another version wrote it. */
  shop(): Promise<ShopReport | undefined>;
  products(): Promise<ProductsReport | undefined>;
  affinity(): Promise<AffinityReport | undefined>;
  /** Oldest day first. */
  history(): Promise<readonly LearnedDay[]>;
}

export interface SavedLesson {
  readonly learned: Learned;
  readonly reports: Reports;
  readonly day: LearnedDay;
  readonly tookMs: number;
}

export const createLearnedStore = (runtime: Pick<Runtime, "dynamo" | "environment">): LearnedStore => {
  const { dynamo } = runtime;
  const TableName = required(runtime.environment, "CAMPAIGNS_TABLE");
  const read = async (kind: LearnedKind): Promise<Item | undefined> =>
    (await dynamo.send(new GetCommand({ TableName, Key: learnedKey(kind), ConsistentRead: true }))).Item;
  const put = async (kind: LearnedKind, at: number, body: string) => {
    await dynamo.send(new PutCommand({ TableName, Item: { ...learnedKey(kind), form: learnedForm, at, body } }));
  };
  const update = (set: Item) => ({
    TableName,
    Key: learnedKey("head"),
    UpdateExpression: `SET ${Object.keys(set).map((name) => `#${name} = ${placeholderOf(name)}`)}`,
    ExpressionAttributeNames: Object.fromEntries(Object.keys(set).map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
  });

  const history = async () => readBody(await read("history"), z.array(learnedDaySchema)) ?? [];
  return {
    head: async () => headOf(await read("head")),
    begin: ({ triedAt }, now) => {
      const { ExpressionAttributeValues: values, ...set } = update({ triedAt: now, firstTriedAt: now });
      const write = new UpdateCommand({
        ...set,
        ConditionExpression: triedAt === undefined ? "attribute_not_exists(triedAt)" : "triedAt = :seen",
        ExpressionAttributeValues: { ...values, ...(triedAt !== undefined && { ":seen": triedAt }) },
      });
      return conditionHeld(dynamo.send(write));
    },
    save: async ({ learned, reports, day, tookMs }) => {
      const rules = writeLearned(learned, learnedBytesMax);
      checkedLearned(JSON.parse(rules));
      const { at } = learned;
      await put("rules", at, rules);
      await put("shop", at, writeShop(reports.shop));
      await put("products", at, writeProducts(reports.products));
      await put("affinity", at, writeAffinity(reports.affinity));
      await put("history", at, JSON.stringify(withDay(await history(), day, learnedDaysKept)));
      // The head comes last: whoever sees it finds the rest.
      await dynamo.send(new UpdateCommand(update({ at, tookMs })));
    },
    request: async (now, by) => {
      const entry = { at: now, by, action: "learn-now", subject: learnedId, details: {} };
      const audit = { Put: { TableName, Item: auditItemOf(entry) } };
      const result = await writeTogether(dynamo, [{ Update: update({ requestedAt: now }) }, audit]);
      if (result === undefined)
        throw new RekindleError("work-contended", "The request was in the way of others at every try.");
    },
    learned: async () => readLearned(await read("rules"), checkedLearned),
    shop: async () => readBody(await read("shop"), shopReportSchema),
    products: async () => readBody(await read("products"), productsReportSchema),
    affinity: async () => readBody(await read("affinity"), affinityReportSchema),
    history,
  };
};

/** The first try stays the first one. */
const placeholderOf = (name: string): string =>
  name === "firstTriedAt" ? "if_not_exists(#firstTriedAt, :firstTriedAt)" : `:${name}`;

const headOf = (item: Item | undefined): LearnedHead => {
  const { at, ...others } = item ?? {};
  const { triedAt, firstTriedAt, requestedAt, tookMs } = others;
  const times = Object.entries({ triedAt, firstTriedAt, requestedAt, tookMs }).filter(
    ([, time]) => typeof time === "number",
  );
  return { at: typeof at === "number" ? at : 0, ...Object.fromEntries(times) };
};

const readBody = <Value>(item: Item | undefined, schema: z.ZodType<Value>): Value | undefined => {
  if (item === undefined || item.form !== learnedForm) return undefined;
  try {
    return schema.safeParse(JSON.parse(String(item.body))).data;
  } catch {
    return undefined;
  }
};
