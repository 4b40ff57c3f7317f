import { type Columns, type FieldNames, type Mapped, mapColumns, missingField } from "./columns.ts";
import { detached, isId, numberFrom, shortText } from "./values.ts";

export type ProductField = "productId" | "name" | "category" | "price";

export interface Product {
  readonly productId: string;
  readonly name?: string;
  readonly category?: string;
  /** In the shop's currency. */
  readonly price?: number;
}

const productFieldNames: FieldNames<ProductField> = {
  productId: ["productid", "sku", "stockcode", "itemid", "id", "商品编码", "商品编号", "商品id", "货号"],
  name: ["name", "productname", "title", "description", "商品名称", "商品标题", "名称"],
  category: ["category", "producttype", "类目", "分类", "品类"],
  price: ["price", "unitprice", "单价", "价格"],
};

export const mapProductColumns = (
  header: readonly string[],
  map: Readonly<Record<string, string>> = {},
): Mapped<ProductField> => {
  const mapped = mapColumns({ header, names: productFieldNames, map });
  if (!mapped.ok || mapped.columns.index.productId !== undefined) return mapped;
  return { ok: false, problems: [missingField("productId", header, productFieldNames.productId)] };
};

/** Undefined for a row without a usable id. A price that is no number is left out. */
export const readProductRow = (columns: Columns<ProductField>, cells: readonly string[]): Product | undefined => {
  const cell = (field: ProductField): string =>
    shortText(detached(cells[columns.index[field] ?? -1]?.trim() ?? ""), 200);
  const productId = cell("productId");
  if (!isId(productId)) return undefined;
  const [name, category, price] = [cell("name"), cell("category"), numberFrom(cell("price"))];
  return {
    productId,
    ...(name === "" ? {} : { name }),
    ...(category === "" ? {} : { category }),
    ...(price === undefined ? {} : { price }),
  };
};
