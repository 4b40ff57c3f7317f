/*
 * How a batch reaches a function, as an event source mapping does it. A batch that fails is tried again, at once and a
 * bounded number of times; with bisecting it is halved first, so that in the end one bad record stands alone; a batch
 * that reports its failures goes on at the lowest of them. What still fails is given up, and then reading goes on.
 */
export interface Deliverable<Item> {
  readonly items: readonly Item[];
  readonly attempt: number;
}

export interface DeliveryRules {
  /** Tries after the first one. */
  readonly retries: number;
  readonly bisects: boolean;
}

/** What one call of the function came to: everything handled, or the first item that was not and why. */
export type Handled =
  | { readonly kind: "all" }
  | { readonly kind: "up-to"; readonly index: number; readonly reason: string };

export interface DeliverySteps<Item> {
  call(items: readonly Item[]): Promise<Handled>;
  /** Everything up to and with this item is done and must not be delivered again. */
  done(last: Item): void;
  giveUp(items: readonly Item[], reason: string): Promise<void>;
}

/** What is to be delivered next after a failure; nothing when the batch has to be given up. */
const afterFailure = <Item>(
  { items, attempt }: Deliverable<Item>,
  index: number,
  rules: DeliveryRules,
): readonly Deliverable<Item>[] => {
  if (index > 0) return [{ items: items.slice(index), attempt: 0 }];
  if (rules.bisects && items.length > 1) {
    const middle = Math.ceil(items.length / 2);
    return [
      { items: items.slice(0, middle), attempt },
      { items: items.slice(middle), attempt },
    ];
  }
  return attempt < rules.retries ? [{ items, attempt: attempt + 1 }] : [];
};

/** Delivers a batch in order. Ends when each item was handled or given up. */
export const deliver = async <Item>(
  batch: readonly Item[],
  rules: DeliveryRules,
  steps: DeliverySteps<Item>,
): Promise<void> => {
  const ahead: Deliverable<Item>[] = [{ items: batch, attempt: 0 }];
  for (let current = ahead.shift(); current !== undefined; current = ahead.shift()) {
    const { items } = current;
    const handled = await steps.call(items);
    const index = handled.kind === "all" ? items.length : handled.index;
    const lastHandled = items[index - 1];
    if (lastHandled !== undefined) steps.done(lastHandled);
    if (handled.kind === "all") continue;

    const next = afterFailure(current, index, rules);
    ahead.unshift(...next);
    if (next.length > 0) continue;
    await steps.giveUp(items, handled.reason);
    const last = items.at(-1);
    if (last !== undefined) steps.done(last);
  }
};

const failedIds = (response: unknown): readonly unknown[] => {
  if (typeof response !== "object" || response === null || !("batchItemFailures" in response)) return [];
  const { batchItemFailures } = response;
  if (!Array.isArray(batchItemFailures)) return [];
  return batchItemFailures.map((failure: unknown) =>
    typeof failure === "object" && failure !== null && "itemIdentifier" in failure ? failure.itemIdentifier : undefined,
  );
};

/**
 * Reads `batchItemFailures`: the places of the failed items, lowest first. An identifier that names no item of the batch
 * fails the whole batch, as in AWS.
 */
export const readItemFailures = (response: unknown, ids: readonly string[]): "all" | readonly number[] => {
  const places = failedIds(response).map((id) => (typeof id === "string" ? ids.indexOf(id) : -1));
  return places.includes(-1) ? "all" : places.toSorted((a, b) => a - b);
};
