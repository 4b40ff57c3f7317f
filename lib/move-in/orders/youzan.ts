import { type OrderSource, plainStatus } from "./order-columns.ts";

const statuses = {
  ...{ 待发货: true, 部分发货: true, 已发货: true, 交易完成: true, 已完成: true },
  ...{ 待付款: false, 待成团: false, 交易关闭: false, 已关闭: false },
};

/** The order report of 订单 > 订单导出: one row an order, with 全部商品名称, or one row a product where that was chosen. */
export const youzan: OrderSource = {
  name: "Youzan",
  names: {
    customerId: ["买家id", "会员id", "客户id", "会员编号"],
    buyerPhone: ["买家手机号"],
    orderId: ["订单号"],
    paidAt: ["买家付款时间"],
    orderedAt: ["订单创建时间", "下单时间"],
    status: ["订单状态"],
    paid: ["订单实付金额"],
    refunded: ["订单已退款金额", "退款金额"],
    title: ["商品名称", "全部商品名称"],
    kinds: ["商品种类数"],
    quantity: ["商品数量"],
    productId: ["商品编码", "规格编码"],
    unitPrice: ["商品单价"],
    linePaid: [],
    coupon: ["优惠券码名称"],
  },
  statuses: Object.fromEntries(Object.entries(statuses).map(([status, counts]) => [plainStatus(status), counts])),
  titlesAreJoined: true,
};
