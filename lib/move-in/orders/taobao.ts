import { type OrderSource, plainStatus } from "./order-columns.ts";

const statuses = {
  交易成功: true,
  "买家已付款，等待卖家发货": true,
  "卖家已发货，等待买家确认": true,
  卖家部分发货: true,
  等待买家付款: false,
  交易关闭: false,
  付款以后用户退款成功交易自动关闭: false,
  付款以前卖家或买家主动关闭交易: false,
};

/**
 * "已卖出的宝贝", the order report (ExportOrderList) and, as items, its second file (ExportOrderDetailList). The first header of a
 * field is the one of today's exports or the older one; the fields mean the same. Exports of 2024 and later name no buyer unless
 * the column is chosen.
 */
export const taobao: OrderSource = {
  name: "Taobao",
  names: {
    customerId: ["买家会员名", "买家昵称", "买家id"],
    buyerPhone: ["买家手机号"],
    orderId: ["主订单编号", "订单编号"],
    paidAt: ["订单付款时间"],
    orderedAt: ["订单创建时间"],
    status: ["订单状态"],
    paid: ["买家实际支付金额", "买家实付金额"],
    refunded: ["退款金额"],
    title: ["宝贝标题", "商品标题", "标题"],
    kinds: ["宝贝种类"],
    quantity: ["宝贝总数量", "购买数量"],
    productId: ["商家编码", "外部系统编号", "商品id"],
    unitPrice: ["价格", "商品价格"],
    linePaid: [],
    coupon: [],
  },
  statuses: Object.fromEntries(Object.entries(statuses).map(([status, counts]) => [plainStatus(status), counts])),
  titlesAreJoined: true,
};
