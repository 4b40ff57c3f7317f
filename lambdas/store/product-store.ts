import { BatchWriteCommand, paginateQuery, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Product } from "../domain/product.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionHeld, type Item } from "./attributes.ts";
import { productKey, productsId } from "./keys.ts";
import { batchWriteMax } from "./limits.ts";
import { productFields, productOfItem } from "./product-item.ts";
import { sendInChunks } from "./unprocessed.ts";

/** A product as it was and as it is after something was told of it. */
export interface ProductChange {
  readonly before?: Product;
  readonly after: Product;
}

/** The catalogue. */
export interface ProductStore {
  /** Every product, in pages: for a person's command, never for a message. */
  all(): AsyncIterable<Product>;
  /** Stores products whole. */
  put(products: readonly Product[], at: number): Promise<void>;
  /** Notes what was said of one product at `at`; undefined when something newer is known already. */
  tell(said: Product, at: number): Promise<ProductChange | undefined>;
}

export const createProductStore = ({ dynamo, environment }: Pick<Runtime, "dynamo" | "environment">): ProductStore => {
  const TableName = required(environment, "CAMPAIGNS_TABLE");

  async function* all(): AsyncGenerator<Product> {
    const query = {
      TableName,
      KeyConditionExpression: "id = :id",
      ExpressionAttributeValues: { ":id": productsId },
      ConsistentRead: true,
    };
    for await (const { Items: items = [] } of paginateQuery({ client: dynamo }, query)) yield* items.map(productOfItem);
  }

  return {
    all,
    put: (products, at) =>
      sendInChunks<Item>({
        requests: products.map((product) => ({ ...productKey(product.productId), ...product, saidAt: at })),
        chunkMax: batchWriteMax,
        send: async (items) => {
          const puts = items.map((Item) => ({ PutRequest: { Item } }));
          const answer = await dynamo.send(new BatchWriteCommand({ RequestItems: { [TableName]: puts } }));
          return (answer.UnprocessedItems?.[TableName] ?? []).flatMap(({ PutRequest: put }) => put?.Item ?? []);
        },
      }),
    tell: async (said, at) => {
      const write = dynamo.send(new UpdateCommand({ TableName, ...tellUpdate(said, at), ReturnValues: "ALL_OLD" }));
      if (!(await conditionHeld(write))) return undefined;
      const { Attributes: old } = await write;
      if (old === undefined) return { after: said };
      const before = productOfItem(old);
      return { before, after: { ...before, ...said } };
    },
  };
};

/** Webhooks come late and twice: what was said later stays. */
const tellUpdate = (said: Product, at: number) => {
  const told = productFields.filter((name) => said[name] !== undefined);
  const sets = [...told, "saidAt"].map((name) => `#${name} = :${name}`);
  return {
    Key: productKey(said.productId),
    UpdateExpression: `SET ${sets.join(", ")}`,
    ConditionExpression: "attribute_not_exists(#saidAt) OR #saidAt <= :saidAt",
    ExpressionAttributeNames: Object.fromEntries([...told, "saidAt"].map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: { ...Object.fromEntries(told.map((name) => [`:${name}`, said[name]])), ":saidAt": at },
  };
};
