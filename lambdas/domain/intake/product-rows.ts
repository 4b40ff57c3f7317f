import type { Product } from "../product.ts";
import { type Columns, type FieldNames, type Mapped, mapColumns, missingField } from "./columns.ts";
import { yesOrNo } from "./consents.ts";
import { secureAddress } from "./secure-address.ts";
import type { SourceRow } from "./source-row.ts";
import { rejectFault, type Tally } from "./tally.ts";
import { detached, idRule, isEmptyCell, isId, numberFrom, numberRule, shortText } from "./values.ts";

export type ProductField = Exclude<keyof Product, "offSale">;

export const productFieldNames: FieldNames<ProductField> = {
  productId: [
    ...["productid", "sku", "stockcode", "itemid", "productcode", "itemcode", "id"],
    ...["商品编码", "商品编号", "商品id", "商家编码", "产品编号", "货号", "编号"],
  ],
  name: [
    ...["name", "productname", "itemname", "title", "description"],
    ...["商品名称", "商品标题", "宝贝标题", "产品名称", "品名", "标题", "名称"],
  ],
  category: ["category", "productcategory", "producttype", "type", "商品类目", "类目", "商品分类", "分类", "品类"],
  price: ["price", "unitprice", "saleprice", "variantprice", "商品价格", "销售价", "售价", "单价", "价格"],
  url: ["url", "link", "producturl", "productlink", "页面地址", "商品链接", "商品网址", "链接", "网址"],
  image: ["image", "imageurl", "imagelink", "imagesrc", "picture", "商品图片", "主图", "图片", "图片链接"],
  stock: [
    ...["stock", "inventory", "stockquantity", "inventoryquantity", "variantinventoryqty", "onhand"],
    ...["商品库存", "可售库存", "库存数量", "库存"],
  ],
  excluded: ["excluded", "exclude", "norecommend", "不推荐", "不参与推荐", "排除"],
  sold: ["sold", "unitssold", "sales", "salescount", "销量", "销售数量", "月销量"],
};

export const mapProductColumns = (
  header: readonly string[],
  map: Readonly<Record<string, string>> = {},
): Mapped<ProductField> => {
  const mapped = mapColumns({ header, names: productFieldNames, map });
  if (!mapped.ok || mapped.columns.index.productId !== undefined) return mapped;
  return { ok: false, problems: [missingField("productId", header, productFieldNames.productId)] };
};

const longestText = 200;

type Cell = (field: ProductField) => string;

const cellOf =
  (columns: Columns<ProductField>, cells: readonly string[]): Cell =>
  (field) => {
    const text = cells[columns.index[field] ?? -1]?.trim() ?? "";
    return isEmptyCell(text) ? "" : text;
  };

/** Undefined for a row without a usable id. A value that cannot be used is left out. */
export const readProductRow = (columns: Columns<ProductField>, cells: readonly string[]): Product | undefined => {
  const cell = cellOf(columns, cells);
  const productId = detached(cell("productId"));
  if (!isId(productId)) return undefined;
  const text = (field: ProductField) => shortText(detached(cell(field)), longestText);
  const [name, category] = [text("name"), text("category")];
  const [price, stock, sold] = (["price", "stock", "sold"] as const).map((field) => numberFrom(cell(field)));
  const [url, image] = (["url", "image"] as const).map((field) => secureAddress(cell(field)));
  const excluded = isExcluded(cell("excluded"));
  return {
    productId,
    ...(name !== "" && { name }),
    ...(category !== "" && { category }),
    ...(price !== undefined && { price }),
    ...(url !== undefined && { url }),
    ...(image !== undefined && { image }),
    ...(stock !== undefined && { stock }),
    ...(excluded !== undefined && { excluded }),
    ...(sold !== undefined && { sold }),
  };
};

/** What is no plain no keeps the product out: it was marked, if not in our words. */
const isExcluded = (text: string): boolean | undefined => (text === "" ? undefined : (yesOrNo(text) ?? true));

export interface ReadProduct {
  readonly product: Product;
  /** Values of the row that were left out. */
  readonly left: number;
}

/** Reads the rows of a catalogue, each accepted or rejected with its line. Of two rows with one id the first counts. */
export const createProductReader = (
  columns: Columns<ProductField>,
  tally: Tally,
  /** Product → the line that told of it first; filled as rows are read, and by whoever goes on with a file. */
  firstLines: Map<string, number> = new Map(),
): ((row: SourceRow) => ReadProduct | undefined) => {
  return (row) => {
    tally.read();
    const { line } = row;
    if ("fault" in row) {
      rejectFault(tally, line, row.fault);
      return undefined;
    }
    const cell = cellOf(columns, row.cells);
    const refusal = problemIn(cell, columns) ?? repeatedIn(cell("productId"), firstLines);
    const product = readProductRow(columns, row.cells);
    if (refusal !== undefined || product === undefined) {
      const { reason, field, ...details } = refusal ?? badId;
      tally.reject(reason, line, {
        column: columns.header[field] ?? field,
        received: cell(field).slice(0, 80),
        ...details,
      });
      return undefined;
    }
    firstLines.set(product.productId, line);
    tally.accept(1);
    const addresses = (["url", "image"] as const).filter((field) => cell(field) !== "" && product[field] === undefined);
    const isUnclear = cell("excluded") !== "" && yesOrNo(cell("excluded")) === undefined;
    return { product, left: addresses.length + (isUnclear ? 1 : 0) };
  };
};

interface Refusal {
  readonly reason: Parameters<Tally["reject"]>[0];
  readonly field: ProductField;
  readonly problem: string;
  readonly allowed: string;
}

const badId: Refusal = { reason: "bad-id", field: "productId", problem: "is no usable id", allowed: idRule };

/** A price or a stock that cannot be read must not be guessed: customers would be shown it. */
const problemIn = (cell: Cell, { header }: Columns<ProductField>): Refusal | undefined => {
  const id = cell("productId");
  if (id !== "" && id === header.productId)
    return {
      ...badId,
      ...{ reason: "repeated-header", problem: "is the header once more", allowed: "one header at the start" },
    };
  if (!isId(id)) return badId;
  const field = (["price", "stock", "sold"] as const).find(
    (one) => cell(one) !== "" && numberFrom(cell(one)) === undefined,
  );
  return field && { reason: "bad-number", field, problem: "is no number", allowed: numberRule };
};

const repeatedIn = (productId: string, lines: ReadonlyMap<string, number>): Refusal | undefined => {
  const first = lines.get(productId);
  if (first === undefined) return undefined;
  const problem = `was told of in line ${first} already`;
  return { reason: "duplicate", field: "productId", problem, allowed: "each product once" };
};
