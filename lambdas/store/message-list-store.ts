import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type MessageLine, type MessageList, messageLists } from "../domain/message-line.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { expectItem, type Item } from "./attributes.ts";
import { messageListKey } from "./keys.ts";

/** A stretch of a list: what one batch of the messages' stream said of one day. */
export interface ListPage {
  /** Where it stands among the pages of its list; later ones sort after it. */
  readonly place: string;
  /** Latest first. */
  readonly lines: readonly MessageLine[];
}

interface ListOfDay {
  /** The shop's local day, `YYYY-MM-DD`. */
  readonly day: string;
  readonly list: MessageList;
}

export interface MessageListStore {
  /**
   * Keeps what one batch said. A batch that comes again, be it longer or in two halves, begins with the same record and so
   * writes over what it wrote; a line may then stand in two pages, and none is lost.
   */
  add(
    q: ListOfDay & {
      readonly shardId: string;
      /** Of the first record that is told of. */
      readonly sequence: string;
      readonly lines: readonly MessageLine[];
    },
  ): Promise<void>;
  /** Pages of a list, the latest first, from the one at `from` on, itself included. Fewer than `limit`: that was all. */
  pages(q: ListOfDay & { readonly limit: number; readonly from?: string }): Promise<readonly ListPage[]>;
  /** Takes a person out of both lists of a day. */
  forget(q: { readonly customerId: string; readonly day: string }): Promise<void>;
}

type Row = readonly [
  customerId: string,
  messageKey: string,
  campaignId: string,
  channel: MessageLine["channel"],
  status: MessageLine["status"],
  at: number,
];

interface PageItem {
  readonly campaignId: string;
  readonly day: string;
  /** Rows instead of objects: the names of the fields would be half of what is stored. */
  readonly rows: readonly Row[];
}

const rowOf = ({ customerId, messageKey, campaignId, channel, status, at }: MessageLine): Row => [
  ...([customerId, messageKey, campaignId, channel, status, at] as const),
];

const lineOf = ([customerId, messageKey, campaignId, channel, status, at]: Row): MessageLine => ({
  ...{ customerId, messageKey, campaignId, channel, status, at },
});

const pageItemOf = (item: Item): PageItem =>
  expectItem<PageItem>(item, "message list", { campaignId: "string", day: "string" });

const pageOf = (item: Item): ListPage => {
  const { day: place, rows } = pageItemOf(item);
  return { place, lines: rows.map(lineOf).toSorted((a, b) => b.at - a.at) };
};

/** Pages of one read while somebody is taken out of them. */
const forgetAtOnce = 25;

export const createMessageListStore = (runtime: Pick<Runtime, "dynamo" | "environment">): MessageListStore => {
  const { dynamo } = runtime;
  const TableName = required(runtime.environment, "REPORTS_TABLE");

  const read = async (q: {
    readonly day: string;
    readonly prefix: string;
    readonly limit: number;
    readonly from?: string | undefined;
    readonly consistent?: boolean;
  }): Promise<readonly Item[]> => {
    const { Items = [] } = await dynamo.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "campaignId = :id AND #day BETWEEN :first AND :last",
        ExpressionAttributeNames: { "#day": "day" },
        // "~" sorts after every letter and digit of a place.
        ExpressionAttributeValues: {
          ":id": messageListKey.id(q.day),
          ":first": q.prefix,
          ":last": q.from ?? `${q.prefix}~`,
        },
        ScanIndexForward: false,
        Limit: q.limit,
        ConsistentRead: q.consistent ?? false,
      }),
    );
    return Items;
  };

  const add: MessageListStore["add"] = async ({ lines, ...place }) => {
    const at = lines[0]?.at;
    if (at === undefined) return;
    const Item: PageItem = { ...messageListKey.of({ ...place, at }), rows: lines.map(rowOf) };
    await dynamo.send(new PutCommand({ TableName, Item }));
  };

  const forgetIn = async (list: MessageList, customerId: string, day: string): Promise<void> => {
    let from: string | undefined;
    do {
      const items = await read({ day, prefix: `${list}#`, limit: forgetAtOnce, from, consistent: true });
      for (const item of items.map(pageItemOf)) {
        const rows = item.rows.filter(([of]) => of !== customerId);
        if (rows.length < item.rows.length) await dynamo.send(new PutCommand({ TableName, Item: { ...item, rows } }));
      }
      // The last one once more, as the first: it says nothing of the person any more.
      from = items.length < forgetAtOnce ? undefined : String(items.at(-1)?.day);
    } while (from !== undefined);
  };

  return {
    add,
    forget: async ({ customerId, day }) => {
      for (const list of messageLists) await forgetIn(list, customerId, day);
    },
    pages: async ({ day, list, limit, from }) => (await read({ day, prefix: `${list}#`, limit, from })).map(pageOf),
  };
};
