import type { CustomerEvent } from "../../lambdas/domain/event.ts";
import type { ProductGap } from "../../lambdas/domain/value/product-gap.ts";

/** A day on which somebody bought a product. */
export interface Purchase {
  readonly day: number;
  /** Pieces, of all orders of that day. */
  readonly quantity: number;
}

/** Everything somebody bought of one product, oldest first. */
export interface ProductPurchases {
  readonly customerId: string;
  readonly productId: string;
  readonly category?: string;
  readonly purchases: readonly Purchase[];
}

interface Collected {
  readonly customerId: string;
  readonly productId: string;
  category?: string;
  readonly days: Map<number, number>;
}

export interface ProductLog {
  add(event: CustomerEvent): void;
  /** Products that somebody bought on two days or more. */
  repeated(): readonly ProductPurchases[];
}

export const createProductLog = (dayOf: (at: number) => number): ProductLog => {
  const collected = new Map<string, Collected>();
  return {
    add: (event) => {
      if (event.kind !== "order-placed") return;
      const day = dayOf(event.occurredAt);
      for (const { productId, quantity, category } of event.lines) {
        const key = `${event.customerId}\n${productId}`;
        const known = collected.get(key) ?? {
          customerId: event.customerId,
          productId,
          days: new Map<number, number>(),
        };
        collected.set(key, known);
        known.days.set(day, (known.days.get(day) ?? 0) + quantity);
        if (category !== undefined) known.category = category;
      }
    },
    repeated: () => [...collected.values()].filter(({ days }) => days.size > 1).map(purchasesOf),
  };
};

const purchasesOf = ({ customerId, productId, category, days }: Collected): ProductPurchases => ({
  customerId,
  productId,
  ...(category !== undefined && { category }),
  purchases: [...days].map(([day, quantity]) => ({ day, quantity })).sort((a, b) => a.day - b.day),
});

/** How far apart somebody's orders are to be expected, as known at the end of a day. In days. */
export type CadenceAt = (customerId: string, day: number) => number;

/** The gaps that were complete by the end of a day. */
export const gapsUntil = (
  { purchases, ...whose }: ProductPurchases,
  until: number,
  cadenceAt: CadenceAt,
): readonly ProductGap[] =>
  purchases.slice(1).flatMap(({ day }, index) => {
    const begin = purchases[index];
    if (begin === undefined || day > until) return [];
    const cadenceDays = cadenceAt(whose.customerId, begin.day);
    return [{ ...whose, gapDays: day - begin.day, quantity: begin.quantity, cadenceDays }];
  });
