import { GetCommand, paginateQuery, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Product } from "../domain/product.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { conditionHeld } from "./attributes.ts";
import { productKey, productsId } from "./keys.ts";
import { productFields, productOfItem } from "./product-item.ts";

/** A product as it was and as it is after something was told of it. */
export interface ProductChange {
  readonly before?: Product;
  readonly after: Product;
}

/** The catalogue. */
export interface ProductStore {
  /** Every product, read in pages: for a person's command, never for a message. */
  all(): AsyncIterable<Product>;
  get(productId: string): Promise<Product | undefined>;
  /** Notes what the shop said of one product at `at`; undefined when something newer is known already. */
  tell(said: Product, at: number, forget?: readonly "stock"[]): Promise<ProductChange | undefined>;
  /** Notes what a person or a count says of a product, whatever the shop said meanwhile. False: there is no such product. */
  mark(productId: string, marks: Pick<Product, "excluded" | "sold">): Promise<boolean>;
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
    get: async (productId) => {
      const { Item: item } = await dynamo.send(new GetCommand({ TableName, Key: productKey(productId) }));
      return item === undefined ? undefined : productOfItem(item);
    },
    tell: async (said, at, forget = []) => {
      // Webhooks come late and twice: what was said later stays.
      const isNews = "attribute_not_exists(saidAt) OR saidAt <= :saidAt";
      const update = { ...setting(said.productId, { ...said, saidAt: at }, forget), ConditionExpression: isNews };
      const write = dynamo.send(new UpdateCommand({ TableName, ...update, ReturnValues: "ALL_OLD" }));
      if (!(await conditionHeld(write))) return undefined;
      const { Attributes: old } = await write;
      if (old === undefined) return { after: said };
      const before = productOfItem(old);
      const kept = Object.fromEntries(Object.entries(before).filter(([name]) => name !== forget[0]));
      return { before, after: { ...kept, ...said } };
    },
    mark: (productId, marks) => {
      const update = { ...setting(productId, marks), ConditionExpression: "attribute_exists(id)" };
      return conditionHeld(dynamo.send(new UpdateCommand({ TableName, ...update })));
    },
  };
};

type Values = Partial<Product> & { readonly saidAt?: number };

const setting = (productId: string, values: Values, forget: readonly "stock"[] = []) => {
  const names = [...productFields, "saidAt" as const].filter((name) => values[name] !== undefined);
  return {
    Key: productKey(productId),
    UpdateExpression: [
      `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}`,
      ...forget.map((name) => `REMOVE ${name}`),
    ].join(" "),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, values[name]])),
  };
};
