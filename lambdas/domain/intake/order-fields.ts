import type { Problem } from "../problem.ts";
import { type Columns, type FieldNames, mapColumns, missingField } from "./columns.ts";

/** `amount` is a row's; `orderTotal`, `coupon` and `discount` are the whole order's, however many of its rows say them. */
export type OrderField =
  | "customerId"
  | "orderId"
  | "orderedAt"
  | "productId"
  | "productName"
  | "category"
  | "quantity"
  | "unitPrice"
  | "amount"
  | "orderTotal"
  | "coupon"
  | "discount";

export const orderFieldNames: FieldNames<OrderField> = {
  customerId: [
    ...["customerid", "customer", "customerno", "customernumber", "userid", "user", "buyerid", "buyer", "memberid"],
    ...["客户编号", "客户id", "客户号", "客户", "顾客编号", "会员编号", "会员id", "会员号", "用户编号", "用户id"],
    ...["买家id", "买家会员名", "买家昵称", "买家账号", "买家"],
  ],
  orderId: [
    ...["orderid", "order", "orderno", "ordernumber", "invoice", "invoiceno", "invoicenumber", "invoiceid"],
    ...["订单号", "订单编号", "订单id", "主订单编号", "发票号"],
  ],
  orderedAt: [
    ...["orderedat", "orderdate", "ordertime", "invoicedate", "createdat", "purchasedat", "purchasedate"],
    ...["timestamp", "datetime", "date"],
    ...["下单时间", "订单创建时间", "订单时间", "下单日期", "订单日期", "订单付款时间", "付款时间", "日期", "时间"],
  ],
  productId: [
    ...["productid", "sku", "stockcode", "itemid", "productcode", "itemcode", "variantid", "product", "item"],
    ...["商品编码", "商品编号", "商品id", "商家编码", "货号", "sku编码", "产品编号", "商品"],
  ],
  productName: [
    ...["productname", "itemname", "description", "name", "title"],
    ...["商品名称", "商品标题", "宝贝标题", "标题", "产品名称", "品名"],
  ],
  category: ["category", "productcategory", "producttype", "类目", "商品类目", "分类", "品类"],
  quantity: ["quantity", "qty", "units", "数量", "购买数量", "商品数量", "宝贝总数量"],
  unitPrice: ["unitprice", "price", "itemprice", "单价", "商品单价", "价格", "商品价格"],
  amount: ["amount", "lineamount", "linetotal", "subtotal", "value", "revenue", "金额", "商品金额", "小计", "销售额"],
  orderTotal: [
    ...["ordertotal", "orderamount", "total", "totalamount", "totalprice", "grandtotal"],
    ...["订单总额", "订单金额", "总金额", "实付款", "实付金额", "买家实际支付金额", "买家应付货款"],
  ],
  coupon: [
    ...["coupon", "coupons", "couponcode", "discountcode", "vouchercode", "voucher", "promocode"],
    ...["优惠码", "优惠券码", "优惠券", "券码"],
  ],
  discount: [
    ...["discount", "discountamount", "orderdiscount", "totaldiscount", "totaldiscounts"],
    ...["优惠金额", "订单优惠", "优惠", "折扣金额"],
  ],
};

export type OrderColumns =
  | { readonly ok: true; readonly columns: Columns<OrderField> }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** An order needs a customer, an id, a time and a way to tell its amount. */
export const mapOrderColumns = (
  header: readonly string[],
  map: Readonly<Record<string, string>> = {},
): OrderColumns => {
  const mapped = mapColumns({ header, names: orderFieldNames, map });
  if (!mapped.ok) return mapped;
  const { index } = mapped.columns;
  const missing: OrderField[] = (["customerId", "orderId", "orderedAt"] as const).filter(
    (field) => index[field] === undefined,
  );
  const hasAmount = index.amount !== undefined || index.orderTotal !== undefined || index.unitPrice !== undefined;
  if (!hasAmount) missing.push("amount");
  if (missing.length === 0) return mapped;
  return { ok: false, problems: missing.map((field) => missingField(field, header, orderFieldNames[field])) };
};
