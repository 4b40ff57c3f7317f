import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Product } from "../domain/product.ts";
import { required } from "../shared/environment.ts";
import type { Runtime } from "../shared/runtime.ts";
import { productKey } from "./keys.ts";
import { picksAgeMsMax, productsLoadedMax } from "./limits.ts";
import { productOfItem } from "./product-item.ts";

/** What the catalogue knows of a product; undefined where it knows nothing. */
export type LoadProduct = (productId: string) => Promise<Product | undefined>;

/** Kept in memory for minutes, as the lists of best sellers are: of what many buy, many messages speak. */
export const createProductLoader = ({ dynamo, environment, clock }: Runtime): LoadProduct => {
  const TableName = required(environment, "CAMPAIGNS_TABLE");
  const kept = new Map<string, { readonly readAt: number; readonly product: Promise<Product | undefined> }>();

  const read = async (productId: string): Promise<Product | undefined> => {
    const { Item: item } = await dynamo.send(new GetCommand({ TableName, Key: productKey(productId) }));
    return item && productOfItem(item);
  };

  return (productId) => {
    const now = clock.now();
    const known = kept.get(productId);
    if (known !== undefined && Math.abs(now - known.readAt) < picksAgeMsMax) return known.product;
    if (kept.size >= productsLoadedMax) kept.clear();
    const product = read(productId);
    kept.set(productId, { readAt: now, product });
    // A failed reading is not remembered.
    product.catch(() => kept.delete(productId));
    return product;
  };
};
