import { type FieldNames, type Mapped, mapColumns, missingField } from "../../../lambdas/domain/intake/columns.ts";

export type PlatformField =
  | "customerId"
  | "buyerPhone"
  | "orderId"
  | "paidAt"
  | "orderedAt"
  | "status"
  | "paid"
  | "refunded"
  | "title"
  | "kinds"
  | "quantity"
  | "productId"
  | "unitPrice"
  | "linePaid"
  | "coupon";

export interface OrderSource {
  readonly name: string;
  readonly names: FieldNames<PlatformField>;
  /** Status → whether the order counts: it is paid. A status that is not listed is told, not guessed. */
  readonly statuses: Readonly<Record<string, boolean>>;
  /** Where the titles of an order with several products are joined in one cell. */
  readonly titlesAreJoined: boolean;
}

/** Without the signs that versions of the export write differently: 买家已付款，等待卖家发货. */
export const plainStatus = (text: string): string => text.normalize("NFKC").replaceAll(/[^\p{L}\p{N}]/gu, "");

const needed = ["customerId", "orderId", "orderedAt", "status", "paid"] as const;

/** Either time will do, and a phone that is the buyer's own tells who it was. */
export const mapOrderExport = (
  { names }: OrderSource,
  header: readonly string[],
  map: Readonly<Record<string, string>>,
): Mapped<PlatformField> => {
  const mapped = mapColumns({ header, names, map });
  if (!mapped.ok) return mapped;
  const { index } = mapped.columns;
  const missing = needed.filter((field) => {
    if (field === "customerId") return index.customerId === undefined && index.buyerPhone === undefined;
    if (field === "orderedAt") return index.orderedAt === undefined && index.paidAt === undefined;
    return index[field] === undefined;
  });
  if (missing.length === 0) return mapped;
  const others: Partial<Record<PlatformField, readonly string[]>> = {
    customerId: names.buyerPhone,
    orderedAt: names.paidAt,
  };
  return {
    ok: false,
    problems: missing.map((field) => missingField(field, header, [...names[field], ...(others[field] ?? [])])),
  };
};

/** The second file of Taobao: one row a product of an order. */
export const mapItemExport = (
  { names }: OrderSource,
  header: readonly string[],
  map: Readonly<Record<string, string>>,
): Mapped<PlatformField> => {
  const mapped = mapColumns({ header, names, map });
  if (!mapped.ok) return mapped;
  const { index } = mapped.columns;
  const missing = (["orderId", "title", "quantity"] as const).filter((field) => index[field] === undefined);
  return missing.length === 0
    ? mapped
    : { ok: false, problems: missing.map((field) => missingField(field, header, names[field])) };
};
